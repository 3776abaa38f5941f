import { expect } from 'chai';
import { CONDUCTOR_KNOBS } from '../support/conductor-knobs.ts';
import { spoilCatalog } from '../support/disk-file.ts';
import { attempt, bytesOf, ContractFixture, digestOf } from './fixture.ts';
import { type IpaProcess, SUITES } from './ipa.ts';
import { type Answer, type StandIn, sendJson, standIn } from './stand-in-agent.ts';

/** Everything that would erase or overwrite a disk, as the conductor asks for it. */
const DESTRUCTIVE = [
  ['clean', 'erase_devices', {}],
  ['clean', 'erase_devices_metadata', {}],
  ['clean', 'erase_devices_express', {}],
  ['clean', 'burnin_disk', {}],
  ['clean', 'delete_configuration', {}],
  ['deploy', 'erase_devices_metadata', {}],
  [
    'deploy',
    'write_image',
    { image_info: { id: 'x', urls: ['http://127.0.0.1:9/x'], disk_format: 'raw', checksum: 'f'.repeat(32) } },
  ],
  ['deploy', 'apply_configuration', { raid_config: { logical_disks: [] } }],
  ['deploy', 'execute_bootc_install', { image_source: 'x', configdrive: null, oci_pull_secret: null }],
  [
    'service',
    'write_image',
    { image_info: { id: 'x', urls: ['http://127.0.0.1:9/x'], checksum: 'f'.repeat(32) } },
  ],
] as const;

const STREAM = { 'content-type': 'application/x-ndjson' };
const streaming =
  (lines: string, end: (response: Parameters<Answer>[1]) => void): Answer =>
  (_, response) => {
    response.writeHead(200, STREAM);
    response.write(lines, () => end(response));
  };

for (const suite of SUITES) {
  describe(`fails closed on ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    let stand: StandIn | null = null;
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => {
      await stand?.close();
      stand = null;
      await fixture.close();
    });

    /** Every destructive step fails with a line of ours, and no byte of the disk changes. */
    async function expectNothingRuns(ipa: IpaProcess, disk: string, line: RegExp): Promise<void> {
      const before = digestOf(disk);
      for (const [kind, step, args] of DESTRUCTIVE) {
        const { lastError, command } = await ipa.run(kind, step, { args });
        expect(command.command_status, step).to.equal('FAILED');
        expect(lastError, step).to.match(line);
        expect(lastError.split('\n'), step).to.have.lengthOf(1);
      }
      expect(digestOf(disk)).to.equal(before);
    }

    describe('when IPA starts', () => {
      const cases: readonly (readonly [string, Readonly<Record<string, Answer>> | null, string])[] = [
        ['and no agent was started', null, 'bmv-agent does not answer as it should'],
        [
          'and the agent is older than the hardware manager',
          { '/v1/health': (_, r) => sendJson(r, { status: 'ok', build: '0.0.9+abc', protocol: 1 }) },
          'bmv-agent is of build 0.0.9+abc (protocol 1), but its hardware manager of build source (protocol 1): build the ramdisk anew',
        ],
        [
          'and the agent speaks another protocol',
          { '/v1/health': (_, r) => sendJson(r, { status: 'ok', build: 'source', protocol: 2 }) },
          'protocol 2',
        ],
        [
          'and the agent is not well',
          {
            '/v1/health': (_, r) =>
              sendJson(r, { status: 'failing', message: 'lsblk is not installed' }, 503),
          },
          'lsblk is not installed',
        ],
        [
          'and something else has the socket',
          { '/v1/health': (_, r) => r.end('<html>') },
          'does not answer as it should',
        ],
        ['and the agent hangs up', { '/v1/health': (_, r) => r.destroy() }, 'does not answer as it should'],
      ];
      for (const [title, answers, line] of cases)
        it(`${title}, IPA does not come up`, async () => {
          const disk = await fixture.usedDisk();
          const before = digestOf(disk);
          if (answers) stand = await standIn(`${fixture.folder}/agent.sock`, answers);
          const ipa = await fixture.startIpa(suite, [disk], { waitSeconds: 1 });
          expect(await ipa.ended()).not.to.equal(0);
          expect(ipa.log).to.contain(line);
          expect(digestOf(disk)).to.equal(before);
        });
    });

    // The hardware manager could not be imported then, and IPA went on with its own eraser.
    it('when the wait for the agent is set to what is no number', async () => {
      const disk = await fixture.usedDisk();
      stand = await standIn(`${fixture.folder}/agent.sock`, {});
      const ipa = await fixture.ipa(suite, [disk], { waitSeconds: 'soon' });
      await stand.close();
      stand = null;
      await expectNothingRuns(ipa, disk, /bmv-agent does not answer as it should/);
    });

    it('when the agent offers no steps, none is listed', async () => {
      stand = await standIn(`${fixture.folder}/agent.sock`, {});
      const ipa = await fixture.ipa(suite, []);
      for (const kind of ['clean', 'deploy', 'service'] as const)
        expect(await attempt(ipa.steps(kind))).to.contain(`bmv-agent offers no ${kind} steps`);
    });

    it('when a conductor of old times has IPA itself write the image', async () => {
      const { device, claim } = await fixture.keptDisk();
      const image = await fixture.image();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const before = digestOf(device);
      for (const [name, params] of [
        ['standby.prepare_image', { image_info: image.info }],
        ['standby.execute_bootc_install', { image_source: 'docker://x', instance_info: {} }],
      ] as const) {
        const { command_error: error } = await ipa.sync(name, params);
        expect(error?.details, name).to.contain(`"data" (${claim.id})`).and.contain('is refused');
      }
      expect(digestOf(device)).to.equal(before);
    });

    // The stream's own outcome was lost behind the refusal of the answer.
    it('when nobody waits for the answer any more, the outcome is still the one of the stream', async () => {
      const disk = await fixture.usedDisk();
      const lines = [
        '{"type":"call","run":"1-1","id":1,"method":"get_boot_mode","params":{}}',
        '{"type":"error","code":"X","message":"THE REAL OUTCOME"}',
      ];
      stand = await standIn(`${fixture.folder}/agent.sock`, {
        '/v1/steps/': streaming(`${lines.join('\n')}\n`, (r) => r.end()),
        '/v1/runs/': (_, r) => sendJson(r, { error: { message: 'nobody waits' } }, 404),
      });
      const ipa = await fixture.ipa(suite, [disk]);
      await expectNothingRuns(ipa, disk, /THE REAL OUTCOME$/);
    });

    it('when the agent is gone, a sync fails and says so', async () => {
      stand = await standIn(`${fixture.folder}/agent.sock`, {});
      const ipa = await fixture.ipa(suite, []);
      await stand.close();
      stand = null;
      const { command_status: status, command_error: error } = await ipa.sync('standby.sync');
      expect(status).to.equal('FAILED');
      expect(error?.details).to.contain('bmv-agent does not answer');
    });

    it('when the agent is gone later, no destructive step runs, nor is any listed', async () => {
      const disk = await fixture.usedDisk();
      stand = await standIn(`${fixture.folder}/agent.sock`, {});
      const ipa = await fixture.ipa(suite, [disk]);
      await stand.close();
      stand = null;
      await expectNothingRuns(ipa, disk, /bmv-agent does not answer as it should .*nothing else was run/);
      for (const kind of ['clean', 'deploy', 'service'] as const)
        expect(await attempt(ipa.steps(kind))).to.contain('bmv-agent does not answer');
    });

    it('when the agent was replaced by one of another build, no step is listed', async () => {
      const disk = await fixture.usedDisk();
      let build = 'source';
      stand = await standIn(`${fixture.folder}/agent.sock`, {
        '/v1/health': (_, r) => sendJson(r, { status: 'ok', build, protocol: 1 }),
      });
      const ipa = await fixture.ipa(suite, [disk]);
      build = 'another';
      for (const kind of ['clean', 'deploy', 'service'] as const)
        expect(await attempt(ipa.steps(kind))).to.contain('build the ramdisk anew');
    });

    const midway: readonly (readonly [string, Answer, RegExp])[] = [
      [
        'dies in the middle of a step',
        streaming('{"type":"progress"}\n', (r) => r.destroy()),
        /run it again: bmv-agent (ended|does not answer)/,
      ],
      [
        'ends the stream without an outcome',
        streaming('{"type":"progress"}\n', (r) => r.end()),
        /run it again.*ended/,
      ],
      ['talks rubbish', streaming('rubbish\n', (r) => r.end()), /run it again.*does not answer as it should/],
      [
        'sends another shape',
        streaming('{"kind":5}\n', (r) => r.end()),
        /run it again.*does not answer as it should/,
      ],
      ['sends a list', streaming('[1,2]\n', (r) => r.end()), /nothing else was run/],
      ['refuses without a reason', (_, r) => r.writeHead(500).end('no'), /nothing else was run/],
      [
        'refuses with a reason',
        (_, r) => sendJson(r, { error: { message: 'DISK ON FIRE' } }, 500),
        /\. DISK ON FIRE$/,
      ],
    ];
    for (const [title, answer, line] of midway)
      it(`when the agent ${title}`, async () => {
        const disk = await fixture.usedDisk();
        stand = await standIn(`${fixture.folder}/agent.sock`, { '/v1/steps/': answer });
        const ipa = await fixture.ipa(suite, [disk]);
        await expectNothingRuns(ipa, disk, line);
      });

    it('when the agent falls silent in the middle of a step', async () => {
      const disk = await fixture.usedDisk();
      const silent = streaming('{"type":"progress"}\n', () => {});
      stand = await standIn(`${fixture.folder}/agent.sock`, { '/v1/steps/': silent });
      const ipa = await fixture.ipa(suite, [disk], {
        spoilShim: (source) =>
          source.replace('SILENCE_S, SYNC_S = 1, 10, 60,', 'SILENCE_S, SYNC_S = 1, 10, 1,'),
      });
      await expectNothingRuns(ipa, disk, /run it again/);
    });

    it('when the hardware manager itself has a defect', async () => {
      const disk = await fixture.usedDisk();
      stand = await standIn(`${fixture.folder}/agent.sock`, {});
      const ipa = await fixture.ipa(suite, [disk], {
        spoilShim: (source) =>
          source.replace('def follow(', 'def follow(*args):\n    return undefined_name\n\n\ndef unused('),
      });
      await expectNothingRuns(
        ipa,
        disk,
        /failed in the hardware manager \(NameError: .*nothing else was run/,
      );
    });

    it('when what the agent asks of IPA is not to be had', async () => {
      const disk = await fixture.usedDisk();
      const asking = streaming(
        '{"type":"call","run":"1-1","id":1,"method":"incompatible","params":{}}\n',
        (r) => r.end(),
      );
      stand = await standIn(`${fixture.folder}/agent.sock`, { '/v1/steps/': asking });
      const ipa = await fixture.ipa(suite, [disk]);
      await expectNothingRuns(ipa, disk, /run it again.*ended/);
      expect(stand.requests).to.include('POST /v1/runs/1-1/answers');
    });

    /** A node whose first disk, its root device, has a volume that nobody can read of. */
    async function startDoubtful() {
      const { device } = await fixture.keptDisk();
      const other = await fixture.usedDisk();
      await spoilCatalog(device);
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device, other]);
      return { device, other, ipa, before: [digestOf(device), digestOf(other)] };
    }

    it('when a claim cannot be read, nothing is erased, and the line says which disk and what to do', async () => {
      const { device, other, ipa, before } = await startDoubtful();
      for (const step of ['erase_devices', 'erase_devices_metadata', 'erase_devices_express']) {
        const { lastError } = await ipa.run('clean', step);
        expect(lastError).to.contain(`Clean step deploy.${step} failed on node`);
        expect(lastError).to.contain(device).and.contain('nothing was erased').and.contain('bmv recover');
      }
      expect([digestOf(device), digestOf(other)]).to.deep.equal(before);
    });

    for (const kind of ['deploy', 'service'] as const)
      it(`when a claim cannot be read, no image is written, though it could be had (${kind})`, async () => {
        const { device, other, ipa, before } = await startDoubtful();
        const { info } = await fixture.image();
        const { lastError } = await ipa.run(kind, 'write_image', { args: { image_info: info } });
        expect(lastError).to.contain('step deploy.write_image failed on node');
        expect(lastError).to.match(/the catalog at \d+ cannot be used/);
        expect([digestOf(device), digestOf(other)]).to.deep.equal(before);
      });

    it('when the real agent is killed in the middle of an erasure, and the next one goes on', async () => {
      const { device, claim } = await fixture.keptDisk();
      const old = fixture.leaveBehind(device, 'old tenant ');
      const agent = await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const driver_internal_info = { ...CONDUCTOR_KNOBS, agent_erase_devices_iterations: 1000 };
      const begun = await ipa.begin('clean', 'erase_devices', {
        node: { ...ipa.node, driver_internal_info },
      });
      await agent.progress('overwrite');
      await agent.kill();
      const { command_status: status, command_error: error } = await ipa.poll((begun as { id: string }).id);
      expect(status).to.equal('FAILED');
      expect(error?.details).to.match(/what became of erase_devices is not known.*run it again/);
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
      await fixture.agent();
      const { lastError, result } = await ipa.run('clean', 'erase_devices');
      expect(lastError).to.equal('');
      expect(result).to.deep.equal({ [device]: 'random bytes 1x and zero beside 1 kept partition' });
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
      expect(bytesOf(device, old.offset, old.length).every((byte) => byte === 0)).to.equal(true);
    });

    it('when the real agent is killed in the middle of a step, and the next one goes on', async () => {
      const { device, claim } = await fixture.keptDisk();
      const server = await fixture.image({ held: true });
      const agent = await fixture.agent();
      const ipa = await fixture.ipa(suite, [device]);
      const begun = await ipa.begin('deploy', 'write_image', { args: { image_info: server.info } });
      await server.half;
      await agent.kill();
      const { command_status: status, command_error: error } = await ipa.poll((begun as { id: string }).id);
      expect(status).to.equal('FAILED');
      expect(error?.details).to.match(/what became of write_image is not known.*run it again/);
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
      await fixture.agent();
      server.release();
      const { lastError, result } = await ipa.run('deploy', 'write_image', {
        args: { image_info: server.info },
      });
      expect(lastError).to.equal('');
      expect(result).to.deep.include({ device, resumed: true });
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
    });
  });
}
