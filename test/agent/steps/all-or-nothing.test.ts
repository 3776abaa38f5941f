import { join } from 'node:path';
import { expect } from 'chai';
import { adoptVolumesStep } from '../../../agent/steps/adopt-volumes.ts';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { extendVolumes } from '../../../agent/steps/extend-volumes.ts';
import { releaseVolumes } from '../../../agent/steps/release-volumes.ts';
import { tellVolumes } from '../../../agent/steps/tell-volumes.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { testContext } from '../../support/context.ts';
import { makeDiskFile } from '../../support/disk-file.ts';
import { expectUntouched, makeKeptDisk } from '../../support/kept-disks.ts';
import { applyScript, runTool } from '../../support/partition-script.ts';
import { nodeForEachTest } from '../../support/step-node.ts';
import { aRequestFor } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

// The entries before one that failed were carried out: nobody could tell what had been done, and the disk was not as
// before.
describe('a step with several entries', () => {
  const own = nodeForEachTest({
    steps: [createVolumes, adoptVolumesStep, extendVolumes, releaseVolumes, tellVolumes],
  });
  const { start } = own;
  const blank = (name: string) => makeDiskFile(join(own.folder, `${name}.img`), 64 * MIB);
  const named = (result: Readonly<Record<string, unknown>>) =>
    (result.volumes as readonly { name: string; outcome: string }[]).map(({ name, outcome }) => [
      name,
      outcome,
    ]);

  /** Partitions 1 "one" and 2 "two" of 4 MiB. */
  function partitioned(name: string): string {
    const disk = blank(name);
    applyScript(disk, 512, ['label: gpt', 'size=8192, name=one', 'size=8192, name=two']);
    return disk;
  }

  describe('changes no disk when create_volumes', () => {
    const good = { name: 'good', size: '4M' };
    const cases: readonly (readonly [string, readonly object[], RegExp])[] = [
      [
        'is given one name twice',
        [good, { ...good, size: '8M' }],
        /^STEP_ARGUMENT: argument volumes: there is more than one "good"; leave one out, or name a disk/,
      ],
      [
        'is given one name twice, once with a disk',
        [{ ...good, disk: 'DISK' }, good],
        /^STEP_ARGUMENT: argument volumes: there is more than one "good"/,
      ],
      [
        'is given one name twice for one disk',
        [
          { ...good, disk: 'DISK' },
          { ...good, disk: 'DISK' },
        ],
        /^STEP_ARGUMENT: argument volumes: two entries are about "good" on \S+root\.img; leave one out/,
      ],
      [
        'is given a name that no partition can have',
        [good, { name: 'x'.repeat(37), size: '4M' }],
        /^USAGE: .*has 37 UTF-16 units/,
      ],
      [
        'is given a mount point that is none',
        [good, { name: 'b', size: '4M', mount_point: 'srv' }],
        /^USAGE: mount point "srv" is not absolute/,
      ],
      [
        'is given a label that the filesystem cannot hold',
        [good, { name: 'b', size: '4M', filesystem: 'ext4', label: 'x'.repeat(17) }],
        /^USAGE: label .*has 17 bytes/,
      ],
      [
        'is given more than there is room for beside the entries before',
        [good, { name: 'b', size: '40M' }, { name: 'c', size: '20M' }],
        /^CONFLICTS: volume "c" needs 20 MiB, but \S+ has .* free/,
      ],
      ['has no room left', [{ name: 'all', size: 'rest' }, good], /^CONFLICTS: volume "good" needs 4 MiB/],
      [
        'is given one label for two filesystems',
        ['a', 'b'].map((name) => ({ name, size: '4M', filesystem: 'ext4', label: 'data' })),
        /^CONFLICTS: .*already has a filesystem with label "data"/,
      ],
      [
        'is given a size that mkfs cannot do with',
        [good, { name: 'b', size: '4M', filesystem: 'xfs' }],
        /^CONFLICTS: volume "b" would have 4 MiB, but xfs needs 300 MiB/,
      ],
      [
        'is given a disk that there is not',
        [good, { name: 'b', size: '4M', disk: '/dev/sdz' }],
        /^STEP_ARGUMENT: argument disk: "\/dev\/sdz" is no disk/,
      ],
      [
        'finds a volume of that name that is another',
        [good, { name: 'data', size: '9M' }],
        /^VOLUME_EXISTS: .*size is 8388608, not 9437184/,
      ],
      [
        'meets several things, and names all of them',
        [good, { name: ' b', size: '4M' }, { name: 'c', size: '1T' }, { name: 'd', size: '4M', disk: 'sdz' }],
        /^CONFLICTS: 3 things stand in the way, nothing was done: volume name " b" begins .*; volume "c" needs 1 TiB.*; argument disk: "sdz"/,
      ],
    ];
    for (const [title, wanted, line] of cases)
      it(title, async () => {
        const root = blank('root');
        const { path } = await makeKeptDisk(own.folder, 'data');
        const disks = [root, path];
        const volumes = wanted.map((entry) =>
          'disk' in entry && entry.disk === 'DISK' ? { ...entry, disk: root } : entry,
        );
        const { run } = await start(disks);
        const { error } = await expectUntouched(
          disks,
          async () => await run('deploy', 'create_volumes', { volumes }),
        );
        expect(error).to.match(line);
      });

    it('cannot have the disk of a later entry to itself', async () => {
      const root = blank('root');
      const { path } = await makeKeptDisk(own.folder, 'data');
      const other = await DiskSession.open(testContext(createManagers()), path);
      try {
        const { run } = await start([root, path]);
        const volumes = [good, { name: 'more', size: '4M', disk: path }];
        const { error } = await expectUntouched(
          [root, path],
          async () => await run('deploy', 'create_volumes', { volumes }),
        );
        expect(error)
          .to.match(/^DISK_/)
          .and.contain(path);
      } finally {
        await other.close();
      }
    });
  });

  it('create_volumes makes several on several disks, and keeps what is there', async () => {
    const root = blank('root');
    const { path } = await makeKeptDisk(own.folder, 'data');
    const { run } = await start([root, path]);
    const volumes = [
      { name: 'a', size: '4M' },
      { name: 'data', size: '8M' },
      { name: 'b', size: '8M', filesystem: 'ext4', label: 'b' },
      { name: 'a', size: '4M', disk: path },
      { name: 'rest', size: 'rest' },
    ].map((entry) => (entry.name === 'a' && !entry.disk ? { ...entry, disk: root } : entry));
    for (const outcome of ['created', 'unchanged']) {
      const { error, result } = await run('deploy', 'create_volumes', { volumes });
      expect(error).to.equal('');
      expect(named(result)).to.deep.equal([
        ['a', outcome],
        ['data', 'unchanged'],
        ['b', outcome],
        ['a', outcome],
        ['rest', outcome],
      ]);
    }
  });

  describe('changes no disk when adopt_volumes', () => {
    const cases: readonly (readonly [string, readonly object[], RegExp])[] = [
      [
        'picks nothing',
        [{ select: 'label:one' }, { select: 'label:three' }],
        /^CONFLICTS: selector label:three/,
      ],
      [
        'picks a partition twice',
        [{ select: 'label:one', name: 'a' }, { select: 'index:1-2' }],
        /^STEP_ARGUMENT: argument volumes: two entries are about "[0-9a-f-]{36}" on/,
      ],
      [
        'is given one name twice',
        [
          { select: 'label:one', name: 'a' },
          { select: 'label:two', name: 'a' },
        ],
        /^CONFLICTS: .*would become volume "a"/,
      ],
      [
        'is given a mount point that is none',
        [{ select: 'label:one' }, { select: 'label:two', mount_point: '/a/../b' }],
        /^USAGE: mount point/,
      ],
    ];
    for (const [title, volumes, line] of cases)
      it(title, async () => {
        const disk = partitioned('disk');
        const { run } = await start([disk]);
        const { error } = await expectUntouched(
          [disk],
          async () => await run('clean', 'adopt_volumes', { volumes }),
        );
        expect(error).to.match(line);
      });
  });

  it('adopt_volumes adopts one after the other, and may be repeated', async () => {
    const disk = partitioned('disk');
    const { run } = await start([disk]);
    const volumes = [{ select: 'label:one', name: 'a' }, { select: 'label:two' }];
    for (const outcome of ['adopted', 'unchanged'])
      expect(named((await run('clean', 'adopt_volumes', { volumes })).result)).to.deep.equal([
        ['a', outcome],
        ['two', outcome],
      ]);
  });

  describe('with two volumes, of which the second stands right before the first,', () => {
    const grown = (name: string, size: string) => ({ volume: name, size });

    async function startTwo() {
      const disk = blank('disk');
      const context = testContext(createManagers());
      for (const name of ['gone', 'one', 'two'])
        await createVolume(context, disk, aRequestFor(name, 8 * MIB));
      const { run } = await start([disk]);
      expect(
        (await run('clean', 'release_volumes', { volumes: ['gone'], erase: 'metadata' })).error,
      ).to.equal('');
      return { disk, run };
    }

    for (const [title, volumes, line] of [
      [
        'a later one has no room',
        [grown('one', '12M'), grown('two', '12M')],
        /^CONFLICTS: volume "two" .* right behind it nothing is free/,
      ],
      [
        'one is named twice',
        [grown('one', '12M'), grown('one', '16M')],
        /^STEP_ARGUMENT: .*two entries are about/,
      ],
      ['one is not there', [grown('one', '12M'), grown('too', '12M')], /^VOLUME_UNKNOWN: no volume "too"/],
      [
        'one would shrink',
        [grown('one', '12M'), grown('two', '4M')],
        /^CONFLICTS: volume "two" .* is larger/,
      ],
    ] as const)
      it(`extend_volumes changes no disk when ${title}`, async () => {
        const { disk, run } = await startTwo();
        const { error } = await expectUntouched(
          [disk],
          async () => await run('clean', 'extend_volumes', { volumes }),
        );
        expect(error).to.match(line);
      });

    it('extend_volumes extends what can be, and leaves what has the size already', async () => {
      const { run } = await startTwo();
      const volumes = [grown('one', '12M'), grown('two', '8M')];
      for (const outcome of ['extended', 'unchanged'])
        expect(named((await run('clean', 'extend_volumes', { volumes })).result)).to.deep.equal([
          ['one', outcome],
          ['two', 'unchanged'],
        ]);
    });
  });

  describe('tell_volumes', () => {
    const volumes = [
      { volume: 'first', mount_point: '/srv', tell: ['fstab'] },
      { volume: 'last', tell: ['none'] },
    ];
    const startTwo = async () => {
      const disks = ['first', 'last'].map(blank);
      const context = testContext(createManagers());
      for (const disk of disks) {
        const name = disk.includes('first') ? 'first' : 'last';
        await createVolume(context, disk, aRequestFor(name, 8 * MIB));
      }
      return { disks, run: (await start(disks)).run };
    };

    for (const [title, entry, line] of [
      ['is not there', { volume: 'lost', tell: ['none'] }, /^VOLUME_UNKNOWN: no volume "lost"/],
      ['cannot be told so', { volume: 'last', tell: ['fstab'] }, /^USAGE: .*there is no mount point/],
      ['is named twice', { volume: 'first', tell: ['none'] }, /^STEP_ARGUMENT: .*two entries are about/],
      ['is to stay as it is', { volume: 'last' }, /^STEP_ARGUMENT: .*give mount_point, tell, or both/],
    ] as const)
      it(`changes no disk when one of them ${title}`, async () => {
        const { disks, run } = await startTwo();
        const args = { volumes: [volumes[0], entry] };
        const { error } = await expectUntouched(disks, async () => await run('deploy', 'tell_volumes', args));
        expect(error).to.match(line);
      });

    it('tells what is on several disks, and may be repeated', async () => {
      const { disks, run } = await startTwo();
      expect(named((await run('service', 'tell_volumes', { volumes })).result)).to.deep.equal([
        ['first', 'changed'],
        ['last', 'changed'],
      ]);
      const again = await expectUntouched(disks, async () => await run('clean', 'tell_volumes', { volumes }));
      expect(named(again.result)).to.deep.equal([
        ['first', 'unchanged'],
        ['last', 'unchanged'],
      ]);
      const [view] = again.result.volumes as readonly Record<string, unknown>[];
      expect(view).to.deep.include({ mountPoint: '/srv', tell: ['fstab'], device: disks[0] });
    });
  });

  it('release_volumes releases none when one of them cannot be', async () => {
    const [first, last] = [await makeKeptDisk(own.folder, 'first'), await makeKeptDisk(own.folder, 'last')];
    runTool('sgdisk', [`--delete=${last.claim.entry.number}`, last.path]);
    const disks = [first.path, last.path];
    const { run } = await start(disks);
    const { error } = await expectUntouched(
      disks,
      async () => await run('clean', 'release_volumes', { volumes: ['first', 'last'] }),
    );
    expect(error).to.contain('CONFLICTS: volume "last"').and.contain(last.path);
  });
});
