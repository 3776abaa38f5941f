import { readFileSync, renameSync } from 'node:fs';
import { expect } from 'chai';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { eraseDevices } from '../../../agent/steps/erase-devices.ts';
import { eraseDevicesExpress } from '../../../agent/steps/erase-devices-express.ts';
import { eraseDevicesMetadata } from '../../../agent/steps/erase-devices-metadata.ts';
import { ERASE_UNKEPT } from '../../../agent/steps/erase-unkept.ts';
import { releaseVolumes } from '../../../agent/steps/release-volumes.ts';
import { writeImage } from '../../../agent/steps/write-image.ts';
import { digestOfFile, readAt, spoilCatalog, writeAt } from '../../support/disk-file.ts';
import { expectUntouched, makeArrayMember, makeKeptDisk, makeUsedDisk } from '../../support/kept-disks.ts';
import { applyScript } from '../../support/partition-script.ts';
import { nodeForEachTest } from '../../support/step-node.ts';

const MIB = 1024 * 1024;
const STEPS = [
  eraseDevices,
  eraseDevicesMetadata,
  eraseDevicesExpress,
  ...ERASE_UNKEPT,
  createVolumes,
  releaseVolumes,
  writeImage,
];
const ERASE = ['erase_devices', 'erase_devices_metadata', 'erase_devices_express'] as const;

describe('steps that erase', () => {
  const own = nodeForEachTest({ steps: STEPS });
  const { start } = own;

  for (const step of ERASE) {
    describe(step, () => {
      it("leaves a node that keeps nothing to ironic-python-agent's own step", async () => {
        const disks = [makeUsedDisk(own.folder, 'a'), makeUsedDisk(own.folder, 'b')];
        const { run } = await start(disks, {
          reply: (method) => (method === 'run_step' ? { result: { '/dev/sda': null } } : undefined),
        });
        const { result, error, asked } = await expectUntouched(disks, async () => await run('clean', step));
        expect([error, asked]).to.deep.equal(['', ['list_block_devices', `run_step ${step}`]]);
        expect(result).to.deep.equal({ '/dev/sda': null });
      });

      it('erases what lies beside a volume, and keeps the volume', async () => {
        const { path, claim } = await makeKeptDisk(own.folder, 'data');
        writeAt(path, 4 * MIB, Buffer.alloc(4 * MIB, 'old tenant '));
        const before = digestOfFile(path, claim);
        const { run } = await start([path]);
        const { result, error, asked } = await run('clean', step);
        expect(error).to.equal('');
        expect(String(result[path])).to.match(/beside 1 kept partition$/);
        expect(asked).to.deep.equal(['list_block_devices', `safety_check ${path}`]);
        expect(digestOfFile(path, claim)).to.equal(before);
        if (step === 'erase_devices') expect(readFileSync(path).includes('old tenant')).to.equal(false);
      });

      it('treats each disk by what it keeps (E53)', async () => {
        const kept = await makeKeptDisk(own.folder, 'data');
        const used = makeUsedDisk(own.folder, 'used');
        const { run } = await start([kept.path, used]);
        const { result, error, asked } = await run('clean', step);
        expect(error).to.equal('');
        expect(result[used]).to.equal('erased by ironic-python-agent');
        const whole = step === 'erase_devices' ? `erase_block_devices ${used}` : `erase_metadata ${used}`;
        expect(asked.slice(1)).to.deep.equal([`safety_check ${kept.path}`, `safety_check ${used}`, whole]);
      });

      it('leaves out what skip_block_devices exempts', async () => {
        const kept = await makeKeptDisk(own.folder, 'data');
        const other = await makeKeptDisk(own.folder, 'other');
        writeAt(other.path, 4 * MIB, Buffer.alloc(MIB, 'stays '));
        const { run } = await start([kept.path, other.path], { skipped: [other.path] });
        const { result } = await expectUntouched([other.path], async () => await run('clean', step));
        expect(result[other.path]).to.equal('left out by skip_block_devices');
      });

      // A volume on the array was gone with its members; ironic-python-agent's own step leaves them out too.
      it('leaves out a member of an array', async () => {
        const kept = await makeKeptDisk(own.folder, 'data');
        const member = makeArrayMember(own.folder, 'member');
        const { run } = await start([kept.path, member]);
        const { result, error } = await expectUntouched([member], async () => await run('clean', step));
        expect(error).to.equal('');
        expect(result[member]).to.equal('part of an array, left out');
      });

      // What was said of a path hours ago was taken for true of the disk that has the path now.
      it('erases no disk that has taken the path of another one', async () => {
        const [first, second] = [makeUsedDisk(own.folder, 'a'), makeUsedDisk(own.folder, 'b')];
        const kept = await makeKeptDisk(own.folder, 'data');
        let before = '';
        const { run } = await start([first, second, kept.path], {
          reply: (method, { device, devices }) => {
            if (!method.startsWith('erase_') || String(device ?? devices) !== first) return undefined;
            before = digestOfFile(kept.path);
            for (const [from, to] of [
              [second, `${second}.other`],
              [kept.path, second],
              [`${second}.other`, kept.path],
            ] as const)
              renameSync(from, to);
            return undefined;
          },
        });
        const { error, asked } = await run('clean', step);
        expect(error).to.contain('STEP_REFUSED').and.contain(`${second} is no longer the disk that it was`);
        expect(asked.filter((call) => call.endsWith(second))).to.deep.equal([`safety_check ${second}`]);
        expect(digestOfFile(second)).to.equal(before);
      });

      it('erases nothing at all while one disk is in doubt', async () => {
        const kept = await makeKeptDisk(own.folder, 'data');
        const doubtful = (await makeKeptDisk(own.folder, 'doubtful')).path;
        await spoilCatalog(doubtful);
        const disks = [kept.path, doubtful];
        const { run } = await start(disks);
        const { error, asked } = await expectUntouched(disks, async () => await run('clean', step));
        expect(error).to.contain(`STEP_REFUSED: ${step} is refused, nothing was erased: ${doubtful}: `);
        expect(error).to.contain('damaged_disks');
        expect(asked).to.deep.equal(['list_block_devices']);
      });

      it('gives up a damaged disk that the operator names', async () => {
        const disk = makeUsedDisk(own.folder, 'damaged');
        applyScript(disk, 512, ['label: gpt', 'start=4096, size=4096, name=old']);
        for (const at of [512, 64 * MIB - 512]) writeAt(disk, at + 56, Buffer.from('damage'));
        const { run } = await start([disk]);
        expect((await run('clean', step)).error).to.contain('partition table is damaged');
        const { error, asked } = await run('clean', step, { damaged_disks: [disk] });
        expect(error).to.equal('');
        expect(asked.at(-1)).to.equal(`run_step ${step}`);
      });

      // A typo was let pass: the operator thought that the disk was given up, and what else was meant was erased.
      it('erases nothing at all while a damaged disk is named that is no disk of the node', async () => {
        const kept = await makeKeptDisk(own.folder, 'data');
        const used = makeUsedDisk(own.folder, 'used');
        const { run } = await start([kept.path, used]);
        const { error, asked } = await expectUntouched(
          [kept.path, used],
          async () => await run('clean', step, { damaged_disks: [used, '/dev/sdaa'] }),
        );
        expect(error).to.equal(
          `STEP_ARGUMENT: argument damaged_disks: "/dev/sdaa" is no disk of this node, nothing was erased; there are ${kept.path}, ${used}`,
        );
        expect(asked).to.deep.equal(['list_block_devices']);
      });

      it('stops at what ironic-python-agent guards', async () => {
        const { path } = await makeKeptDisk(own.folder, 'data');
        const { run } = await start([path], {
          reply: (method) => (method === 'safety_check' ? { error: 'IBM GPFS Partition found' } : undefined),
        });
        const { error } = await expectUntouched([path], async () => await run('clean', step));
        expect(error).to.contain('IPA_FAILED').and.contain('GPFS');
      });

      it('may be repeated', async () => {
        const { path, claim } = await makeKeptDisk(own.folder, 'data');
        const before = digestOfFile(path, claim);
        const { run } = await start([path]);
        for (let turn = 0; turn < 2; turn += 1) expect((await run('clean', step)).error).to.equal('');
        expect(digestOfFile(path, claim)).to.equal(before);
      });

      it('hands the disk back to ironic-python-agent once its last volume was released', async () => {
        const { path } = await makeKeptDisk(own.folder, 'data');
        const { run } = await start([path]);
        expect(
          (await run('clean', 'release_volumes', { volumes: ['data'], erase: 'metadata' })).error,
        ).to.equal('');
        expect((await run('clean', step)).asked.at(-1)).to.equal(`run_step ${step}`);
      });

      it('forgets the install device: nothing is installed any more', async () => {
        const { path } = await makeKeptDisk(own.folder, 'data');
        const { run, installDevice } = await start([path]);
        await run('clean', step);
        expect(installDevice()).to.equal(null);
      });

      for (const [args, message] of [
        [{ damaged_disks: '/dev/sda' }, 'argument damaged_disks:'],
        [{ damaged_disks: [1] }, 'argument damaged_disks[0]:'],
        [{ force: true }, 'there is no argument force'],
      ] as const)
        it(`refuses ${JSON.stringify(args)}`, async () => {
          const { path } = await makeKeptDisk(own.folder, 'data');
          const { run } = await start([path]);
          const { error } = await expectUntouched([path], async () => await run('clean', step, args));
          expect(error).to.contain(`STEP_ARGUMENT: ${step}: ${message}`);
        });
    });
  }

  // A conductor that boots another ramdisk has ironic-python-agent erase under its own names, volumes and all.
  describe('under a name that no other ramdisk has', () => {
    for (const [step, ipaStep, words] of [
      ['erase_unkept', 'erase_devices', 'random bytes 1x and zero'],
      ['erase_unkept_metadata', 'erase_devices_metadata', 'metadata'],
      ['erase_unkept_express', 'erase_devices_express', 'metadata'],
    ] as const) {
      it(`${step} is ${ipaStep}, and runs only where the operator asks for it`, async () => {
        const { path, claim } = await makeKeptDisk(own.folder, 'data');
        const before = digestOfFile(path, claim);
        let node = await start([path]);
        const { result, error } = await node.run('clean', step);
        expect([error, result[path]]).to.deep.equal(['', `${words} beside 1 kept partition`]);
        expect(digestOfFile(path, claim)).to.equal(before);
        node = await start([makeUsedDisk(own.folder, 'used')]);
        expect((await node.run('clean', step)).asked.at(-1)).to.equal(`run_step ${ipaStep}`);
        expect(STEPS.find(({ name }) => name === step)?.offers).to.deep.equal({
          clean: { priority: 0, abortable: true },
        });
      });

      it(`${step} refuses a doubt under its own name`, async () => {
        const { path } = await makeKeptDisk(own.folder, 'doubtful');
        await spoilCatalog(path);
        const { run } = await start([path]);
        const { error } = await expectUntouched([path], async () => await run('clean', step));
        expect(error).to.contain(`STEP_REFUSED: ${step} is refused, nothing was erased: ${path}: `);
      });
    }
  });

  describe('overwrites beside a volume as the conductor has it', () => {
    const ways: readonly (readonly [string, object, string])[] = [
      ['by default, like IPA, once with random bytes and then with zeros', {}, 'random bytes 1x and zero'],
      ['with zeros alone', { agent_erase_devices_iterations: 0 }, 'zero'],
      [
        'three times with random bytes and with no zeros',
        { agent_erase_devices_iterations: 3, agent_erase_devices_zeroize: false },
        'random bytes 3x and metadata',
      ],
      [
        'not at all, but for what identifies the data',
        { agent_erase_devices_iterations: 0, agent_erase_devices_zeroize: false },
        'metadata',
      ],
    ];
    for (const [what, driver_internal_info, words] of ways)
      it(what, async () => {
        const { path, claim } = await makeKeptDisk(own.folder, 'data');
        const before = digestOfFile(path, claim);
        const old = { offset: 20 * MIB, length: MIB };
        writeAt(path, old.offset, Buffer.alloc(old.length, 'old tenant '));
        const { run } = await start([path], { node: { driver_internal_info } });
        const { result, error } = await run('clean', 'erase_devices');
        expect([error, result[path]]).to.deep.equal(['', `${words} beside 1 kept partition`]);
        expect(digestOfFile(path, claim)).to.equal(before);
        const left = readAt(path, old);
        expect(left.includes('old tenant')).to.equal(words === 'metadata');
        expect(left.every((byte) => byte === 0)).to.equal(words.endsWith('zero'));
      });

    for (const [knob, value] of [
      ['agent_erase_devices_iterations', -1],
      ['agent_erase_devices_iterations', '3'],
      ['agent_erase_devices_zeroize', 'yes'],
      ['disk_erasure_concurrency', 0],
    ] as const)
      it(`and refuses ${knob} ${JSON.stringify(value)} before it erases any disk`, async () => {
        const disks = [
          (await makeKeptDisk(own.folder, 'data')).path,
          (await makeKeptDisk(own.folder, 'other')).path,
        ];
        const { run } = await start(disks, { node: { driver_internal_info: { [knob]: value } } });
        const { error } = await expectUntouched(disks, async () => await run('clean', 'erase_devices'));
        expect(error).to.contain(`STEP_ARGUMENT: driver_internal_info.${knob} of the node: `);
        expect(error).to.contain('[deploy] of the conductor');
      });
  });

  // A secure erase of one namespace may take them all; of its siblings only those with claims were looked for.
  it('an NVMe device is told to forget everything only beside namespaces that are to be erased too', async () => {
    const { wholeDisk } = await import('../../../agent/ironic/erase-whole.ts');
    const { surveyDisk } = await import('../../../agent/ironic/survey.ts');
    const { testContext } = await import('../../support/context.ts');
    const blank = await surveyDisk(testContext([]), '/dev/none');
    const [a, b, c] = ['/dev/nvme0n1', '/dev/nvme0n2', '/dev/nvme1n1'].map((device) => ({
      ...blank,
      device,
    }));
    if (!a || !b || !c) throw new Error('no disks');
    const all = [a, b, c];
    expect(wholeDisk(a, all, all).maySecureErase).to.equal(true);
    // Left out as a part of an array, by skip_block_devices, as read-only or as virtual media.
    expect(wholeDisk(a, all, [a, c]).maySecureErase).to.equal(false);
    expect(wholeDisk(c, all, [a, c]).maySecureErase).to.equal(true);
  });

  it('an NVMe device without volumes is told to forget everything, unless the conductor forbids it', async () => {
    const { eraseExpress } = await import('../../../agent/ironic/erase-whole.ts');
    const asked: string[] = [];
    const { Ipa } = await import('../../../agent/ironic/ipa.ts');
    const { testContext } = await import('../../support/context.ts');
    const ipa = (answers: Readonly<Record<string, unknown>>) =>
      new Ipa(async (method, params) => {
        asked.push(`${method} ${'device' in params ? String(params.device) : ''}`);
        return answers[method] ?? null;
      });
    const partitions = ['/dev/nvme0n1p1'];
    const disk = { path: '/dev/nvme0n1', transport: 'nvme', partitions, maySecureErase: true };
    const tools = (knobs: object, answers: object) => ({
      context: testContext([]),
      ipa: ipa(answers as Readonly<Record<string, unknown>>),
      node: {
        uuid: 'n',
        instanceUuid: '',
        lessee: '',
        instanceInfo: {},
        driverInfo: {},
        driverInternalInfo: { ...knobs },
        targetRaidConfig: {},
      },
    });
    const devices = [disk];
    await eraseExpress(devices, tools({}, { secure_erase_nvme: true }));
    expect(asked.splice(0)).to.deep.equal(['secure_erase_nvme /dev/nvme0n1']);
    const metadata = ['erase_metadata /dev/nvme0n1p1', 'erase_metadata /dev/nvme0n1'];
    await eraseExpress(devices, tools({}, { secure_erase_nvme: false }));
    expect(asked.splice(0)).to.deep.equal(['secure_erase_nvme /dev/nvme0n1', ...metadata]);
    await eraseExpress(devices, tools({ agent_enable_nvme_secure_erase: false }, {}));
    expect(asked.splice(0)).to.deep.equal(metadata);
    // A secure erase of one namespace may take its kept siblings with it.
    await eraseExpress([{ ...disk, maySecureErase: false }], tools({}, { secure_erase_nvme: true }));
    expect(asked.splice(0)).to.deep.equal(metadata);
  });
});
