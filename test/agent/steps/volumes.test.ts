import { join } from 'node:path';
import { expect } from 'chai';
import { adoptVolumesStep } from '../../../agent/steps/adopt-volumes.ts';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { extendVolumes } from '../../../agent/steps/extend-volumes.ts';
import { releaseVolumes } from '../../../agent/steps/release-volumes.ts';
import { reportVolumes } from '../../../agent/steps/report-volumes.ts';
import { verifyVolumesStep } from '../../../agent/steps/verify-volumes.ts';
import { digestOfFile, makeDiskFile, readAt, writeAt } from '../../support/disk-file.ts';
import { expectUntouched, makeKeptDisk, makeUsedDisk } from '../../support/kept-disks.ts';
import { applyScript } from '../../support/partition-script.ts';
import { nodeForEachTest } from '../../support/step-node.ts';

const MIB = 1024 * 1024;
const STEPS = [
  createVolumes,
  adoptVolumesStep,
  extendVolumes,
  releaseVolumes,
  verifyVolumesStep,
  reportVolumes,
];

interface ShownVolume {
  readonly id: string;
  readonly name: string;
  readonly device: string;
  readonly offset: number;
  readonly size: number;
  readonly outcome: string;
  readonly state: string;
  readonly tell?: readonly string[];
}

/** A table with one partition of 2 MiB, full of letters. */
function partition(disk: string): void {
  applyScript(disk, 512, ['label: gpt', 'start=4096, size=4096, name=old-data']);
  writeAt(disk, 2 * MIB, Buffer.alloc(2 * MIB, 'data '));
}

function volumesOf(result: Readonly<Record<string, unknown>>): readonly ShownVolume[] {
  return result.volumes as readonly ShownVolume[];
}

describe('steps on volumes', () => {
  const own = nodeForEachTest({ steps: STEPS });
  const { start } = own;

  const blank = (name: string) => makeDiskFile(join(own.folder, `${name}.img`), 64 * MIB);

  describe('create_volumes', () => {
    it('refuses luks2 without a registry, in one line and before anything is looked at', async () => {
      const disk = blank('root');
      const { run } = await start([disk]);
      const volumes = [
        { name: 'plain', size: '4M' },
        { name: 'locked', size: '20M', encryption: 'luks2' },
      ];
      const { error, asked } = await expectUntouched(
        [disk],
        async () => await run('deploy', 'create_volumes', { volumes }),
      );
      expect(error).to.match(
        /^STEP_REFUSED: volume "locked" is to be luks2, but this agent has no registry.+$/,
      );
      expect(asked).to.deep.equal([]);
    });

    it('makes a volume for what its tenant encrypts, once', async () => {
      const disk = blank('root');
      const { run } = await start([disk]);
      const volumes = [{ name: 'theirs', size: '4M', encryption: 'opaque', mount_point: '/srv' }];
      const [made] = volumesOf((await run('deploy', 'create_volumes', { volumes })).result);
      expect(made).to.include({ encryption: 'opaque', outcome: 'created' });
      const again = await run('deploy', 'create_volumes', { volumes });
      expect(volumesOf(again.result)[0]).to.include({ outcome: 'unchanged' });
      const plain = await run('deploy', 'create_volumes', { volumes: [{ name: 'theirs', size: '4M' }] });
      expect(plain.error).to.contain('VOLUME_EXISTS').and.contain('encryption is opaque, not none');
      const [shown] = volumesOf((await run('clean', 'report_volumes')).result);
      expect(shown).to.include({ encryption: 'opaque' });
      const released = await run('clean', 'release_volumes', { volumes: ['theirs'], erase: 'crypto' });
      expect(released.error).to.contain('its encryption is opaque, not luks2');
      expect((await run('clean', 'release_volumes', { volumes: ['theirs'] })).result).to.have.nested.property(
        'volumes[0].erase',
        'zero',
      );
    });

    it('makes volumes on the disk that the root device hints pick, and on one that is named', async () => {
      const [root, other] = [blank('root'), blank('other')];
      const { run } = await start([root, other]);
      const volumes = [
        { name: 'data', size: '8M' },
        {
          name: 'scratch',
          size: 'rest',
          disk: other,
          filesystem: 'ext4',
          label: 'scratch',
          mount_point: '/scratch',
        },
      ];
      const { result, error, asked } = await run('deploy', 'create_volumes', { volumes });
      expect(error).to.equal('');
      expect(volumesOf(result).map(({ name, device, outcome }) => [name, device, outcome])).to.deep.equal([
        ['data', root, 'created'],
        ['scratch', other, 'created'],
      ]);
      expect(asked).to.deep.equal(['list_block_devices', 'get_os_install_device', 'list_block_devices']);
    });

    it('may be repeated: what is there stays as it is', async () => {
      const disk = blank('root');
      const { run } = await start([disk]);
      const args = { volumes: [{ name: 'data', size: '8M', project: 'p1' }] };
      const [first] = volumesOf((await run('clean', 'create_volumes', args)).result);
      writeAt(disk, first?.offset ?? 0, Buffer.from('precious'));
      const again = await expectUntouched([disk], async () => await run('clean', 'create_volumes', args));
      expect(volumesOf(again.result)).to.deep.equal([{ ...first, outcome: 'unchanged' }]);
    });

    // A template says what it said before the volume was extended: every redeployment failed from then on.
    it('may be repeated when the volume is larger by now', async () => {
      const disk = blank('root');
      const { run } = await start([disk]);
      const args = { volumes: [{ name: 'data', size: '8M' }] };
      await run('clean', 'create_volumes', { volumes: [{ name: 'behind', size: '8M' }] });
      const [first] = volumesOf((await run('clean', 'create_volumes', args)).result);
      await run('clean', 'release_volumes', { volumes: ['behind'] });
      const larger = { volumes: [{ volume: 'data', size: '12M' }] };
      expect((await run('service', 'extend_volumes', larger)).error).to.equal('');
      const again = await expectUntouched([disk], async () => await run('deploy', 'create_volumes', args));
      expect(again.error).to.equal('');
      const unchanged = { ...first, size: 12 * MIB, outcome: 'unchanged' };
      expect(volumesOf(again.result)).to.deep.equal([unchanged]);
    });

    it('refuses a name that is taken by a smaller volume, or one of another project', async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      const { run } = await start([path]);
      const volumes = [{ name: 'data', size: '16M', project: 'p1' }];
      const { error } = await expectUntouched(
        [path],
        async () => await run('deploy', 'create_volumes', { volumes }),
      );
      expect(error).to.contain('VOLUME_EXISTS').and.contain('size is 8388608, not 16777216 and project is ');
    });

    it('keeps how an instance is to be told of a volume', async () => {
      const disk = blank('root');
      const { run } = await start([disk]);
      const srv = { name: 'srv', size: '8M', filesystem: 'ext4', mount_point: '/srv' };
      const volumes = [
        { ...srv, tell: ['gpt-auto', 'fstab'] },
        { name: 'data', size: '8M', mount_point: '/data' },
      ];
      const { error } = await run('deploy', 'create_volumes', { volumes });
      expect(error).to.equal('');
      const { result } = await run('deploy', 'report_volumes');
      expect(volumesOf(result).map(({ name, tell }) => [name, tell])).to.have.deep.members([
        ['srv', ['gpt-auto', 'fstab']],
        ['data', undefined],
      ]);
    });

    it('refuses a way that cannot be, and a mount point that another volume of the project has', async () => {
      const disk = blank('root');
      const { run } = await start([disk]);
      const create = async (volume: object) => {
        const volumes = [{ size: '8M', mount_point: '/var', ...volume }];
        return (await run('deploy', 'create_volumes', { volumes })).error;
      };
      expect(await create({ name: 'log', filesystem: 'ext4', tell: ['gpt-auto'] })).to.match(
        /^USAGE:.*machine-id/,
      );
      expect(await create({ name: 'log', tell: ['by-post'] })).to.contain('STEP_ARGUMENT');
      expect(await create({ name: 'log' })).to.equal('');
      expect(await create({ name: 'other' })).to.match(/^CONFLICTS:.*mounted at \/var, as volume "log"/);
      expect(await create({ name: 'untold', tell: ['none'] })).to.equal('');
      expect(await create({ name: 'theirs', project: 'p2' })).to.equal('');
    });

    it('never takes volumes from what a lessee can write', async () => {
      const disk = blank('root');
      const wish = { volumes: [{ name: 'mine', size: '8M' }] };
      const { run } = await start([disk], {
        node: { instance_info: { ...wish, create_volumes: wish }, extra: { ...wish, create_volumes: wish } },
      });
      const { error } = await expectUntouched([disk], async () => await run('deploy', 'create_volumes'));
      expect(error).to.contain('STEP_ARGUMENT: create_volumes: argument volumes:');
    });

    it('says which disks there are when it is given another', async () => {
      const disk = blank('root');
      const { run } = await start([disk]);
      const volumes = [{ name: 'data', size: '8M', disk: '/dev/sdz' }];
      const { error } = await run('deploy', 'create_volumes', { volumes });
      expect(error).to.equal(
        `STEP_ARGUMENT: argument disk: "/dev/sdz" is no disk of this node; there are ${disk}`,
      );
    });

    it('fails with what ironic-python-agent says of the root device', async () => {
      const { run } = await start([blank('root')], {
        reply: () => ({ error: 'No suitable device was found' }),
      });
      const { error } = await run('deploy', 'create_volumes', { volumes: [{ name: 'data', size: '8M' }] });
      expect(error).to.contain('IPA_FAILED').and.contain('No suitable device was found');
    });
  });

  describe('adopt_volumes', () => {
    it('makes a volume of a partition and may be repeated', async () => {
      const disk = blank('root');
      partition(disk);
      const { run } = await start([disk]);
      const args = { volumes: [{ select: 'label:old-data', name: 'data', mount_point: '/data' }] };
      const before = readAt(disk, { offset: 2 * MIB, length: 2 * MIB });
      const [first] = volumesOf((await run('service', 'adopt_volumes', args)).result);
      expect(first).to.deep.include({ name: 'data', device: disk, outcome: 'adopted', offset: 2 * MIB });
      expect(readAt(disk, { offset: 2 * MIB, length: 2 * MIB }).equals(before)).to.equal(true);
      const again = await expectUntouched([disk], async () => await run('service', 'adopt_volumes', args));
      expect(volumesOf(again.result)).to.deep.equal([{ ...first, outcome: 'unchanged' }]);
    });

    it('refuses a selector that picks nothing', async () => {
      const disk = blank('root');
      partition(disk);
      const { run } = await start([disk]);
      const args = { volumes: [{ select: 'label:nosuch' }] };
      const { error } = await expectUntouched([disk], async () => await run('clean', 'adopt_volumes', args));
      expect(error).to.contain('CONFLICTS').and.contain('label:nosuch');
    });
  });

  describe('release_volumes', () => {
    it('ends a volume on whichever disk it is, by name or id', async () => {
      const first = await makeKeptDisk(own.folder, 'first');
      const second = await makeKeptDisk(own.folder, 'second');
      const { run } = await start([first.path, second.path]);
      const args = { volumes: ['second', first.claim.id.toUpperCase()] };
      const { result, error } = await run('clean', 'release_volumes', args);
      expect(error).to.equal('');
      expect(volumesOf(result).map(({ name, device, state }) => [name, device, state])).to.deep.equal([
        ['second', second.path, 'released'],
        ['first', first.path, 'released'],
      ]);
      for (const { path, claim } of [first, second])
        expect(readAt(path, claim).equals(Buffer.alloc(claim.length))).to.equal(true);
    });

    it('names the volumes that there are when one is not', async () => {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      const { run } = await start([path]);
      const { error } = await expectUntouched(
        [path],
        async () => await run('clean', 'release_volumes', { volumes: ['date'] }),
      );
      expect(error).to.equal(`VOLUME_UNKNOWN: no volume "date"; there are "data" (${claim.id}) on ${path}`);
    });

    it('does not guess which of two disks is meant', async () => {
      const [one, two] = [await makeKeptDisk(own.folder, 'one'), await makeKeptDisk(own.folder, 'two')];
      const { run } = await start([one.path, two.path]);
      await run('clean', 'create_volumes', { volumes: [{ name: 'two', size: '4M', disk: one.path }] });
      const { error } = await expectUntouched(
        [one.path, two.path],
        async () => await run('clean', 'release_volumes', { volumes: ['two'] }),
      );
      expect(error)
        .to.contain('VOLUME_AMBIGUOUS')
        .and.match(/ on \S+one\.img and \S+ on \S+two\.img; use the id/);
      expect((await run('clean', 'release_volumes', { volumes: ['two'], disk: one.path })).error).to.equal(
        '',
      );
    });
  });

  describe('verify_volumes', () => {
    it('reads every volume of every disk', async () => {
      const disks = [
        (await makeKeptDisk(own.folder, 'one')).path,
        (await makeKeptDisk(own.folder, 'two')).path,
      ];
      const { run } = await start([...disks, makeUsedDisk(own.folder, 'used')]);
      const { result, error } = await expectUntouched(
        disks,
        async () => await run('clean', 'verify_volumes'),
      );
      expect(error).to.equal('');
      expect(volumesOf(result).map(({ name, device }) => [name, device])).to.deep.equal([
        ['one', disks[0]],
        ['two', disks[1]],
      ]);
    });

    it('fails with the problem of a volume that the table no longer lists', async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      writeAt(path, 0, Buffer.alloc(64 * 512));
      writeAt(path, 64 * MIB - 33 * 512, Buffer.alloc(33 * 512));
      const { run } = await start([path]);
      const { error } = await run('clean', 'verify_volumes', { volumes: ['data'], proof: 'full' });
      expect(error).to.contain('VOLUME_UNSOUND: volume "data"').and.contain(path).and.contain('bmv recover');
    });

    it('fails for a disk that cannot be read as it should', async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      writeAt(path, 512, Buffer.alloc(512, 'x'));
      writeAt(path, 64 * MIB - 2 * MIB, Buffer.alloc(2 * MIB - 512, 'x'));
      const { run } = await start([path]);
      expect((await run('clean', 'verify_volumes')).error).not.to.equal('');
    });

    it('has nothing to say where there are no volumes', async () => {
      const { run } = await start([makeUsedDisk(own.folder, 'used')]);
      expect(await run('clean', 'verify_volumes')).to.deep.include({ result: { volumes: [] }, error: '' });
    });
  });

  it('report_volumes shows disks and volumes, and says of a disk what is wrong with it', async () => {
    const { path, claim } = await makeKeptDisk(own.folder, 'data');
    const disks = [path, makeUsedDisk(own.folder, 'used'), join(own.folder, 'gone.img')];
    const { run } = await start(disks);
    const { result, error } = await expectUntouched(
      [path],
      async () => await run('deploy', 'report_volumes'),
    );
    expect(error).to.equal('');
    expect(volumesOf(result)).to.have.lengthOf(1);
    expect(volumesOf(result)[0]).to.deep.include({
      id: claim.id,
      name: 'data',
      device: path,
      state: 'available',
    });
    const shown = result.disks as readonly Readonly<Record<string, unknown>>[];
    expect(shown.map(({ device, table }) => [device, table])).to.deep.equal([
      [path, 'gpt'],
      [disks[1], 'none'],
      [disks[2], undefined],
    ]);
    expect(shown[2]?.error).to.contain('gone.img');
  });

  describe('refuse bad arguments, naming them', () => {
    const cases: readonly (readonly [string, object, string])[] = [
      ['create_volumes', {}, 'argument volumes:'],
      ['create_volumes', { volumes: [] }, 'argument volumes:'],
      ['create_volumes', { volumes: 'data' }, 'argument volumes:'],
      ['create_volumes', { volumes: [{ name: 'data' }] }, 'argument volumes[0].size:'],
      ['create_volumes', { volumes: [{ name: 'data', size: 5 }] }, 'argument volumes[0].size:'],
      [
        'create_volumes',
        { volumes: [{ name: 'data', size: '5' }] },
        'argument volumes[0].size: size "5" has no unit',
      ],
      [
        'create_volumes',
        { volumes: [{ name: 'data', size: '-5G' }] },
        'argument volumes[0].size: size "-5G" is no size',
      ],
      ['create_volumes', { volumes: [{ size: '1G' }] }, 'argument volumes[0].name:'],
      ['create_volumes', { volumes: [{ name: '', size: '1G' }] }, 'argument volumes[0].name:'],
      [
        'create_volumes',
        { volumes: [{ name: 'd', size: '1G', filesystem: 'zfs' }] },
        'argument volumes[0].filesystem:',
      ],
      [
        'create_volumes',
        { volumes: [{ name: 'd', size: '1G', colour: 1 }] },
        'there is no argument colour in volumes[0]',
      ],
      [
        'create_volumes',
        { volumes: [{ name: 'd', size: '1G' }], disk: '/dev/sda' },
        'there is no argument disk',
      ],
      ['adopt_volumes', { volumes: [{}] }, 'argument volumes[0].select:'],
      [
        'adopt_volumes',
        { volumes: [{ select: 'data' }] },
        'argument volumes[0].select: selector "data" is of no known kind',
      ],
      ['release_volumes', {}, 'argument volumes:'],
      ['release_volumes', { volumes: ['d'], erase: 'burn' }, 'argument erase:'],
      ['release_volumes', { volumes: [5] }, 'argument volumes[0]:'],
      ['verify_volumes', { proof: 'none' }, 'argument proof:'],
      ['verify_volumes', { disk: 7 }, 'argument disk:'],
      ['report_volumes', { all: true }, 'there is no argument all'],
    ];
    for (const [step, args, message] of cases)
      it(`${step} ${JSON.stringify(args)}`, async () => {
        const { path } = await makeKeptDisk(own.folder, 'data');
        const before = digestOfFile(path);
        const { run } = await start([path]);
        const { error, asked } = await run('clean', step, args);
        expect(error).to.contain(`STEP_ARGUMENT: ${step}: ${message}`);
        expect(asked).to.deep.equal([]);
        expect(digestOfFile(path)).to.equal(before);
      });
  });
});
