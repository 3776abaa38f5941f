import { join } from 'node:path';
import { expect } from 'chai';
import { adoptVolumesStep } from '../../../agent/steps/adopt-volumes.ts';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { releaseVolumes } from '../../../agent/steps/release-volumes.ts';
import { makeDiskFile, spoilCatalog } from '../../support/disk-file.ts';
import { expectUntouched, makeKeptDisk } from '../../support/kept-disks.ts';
import { applyScript } from '../../support/partition-script.ts';
import { nodeForEachTest } from '../../support/step-node.ts';

const MIB = 1024 * 1024;
const GONE = '0b0b0b0b-1111-4222-8333-444444444444';

interface Ended {
  readonly volumes: readonly { readonly name: string; readonly device: string; readonly outcome: string }[];
}

describe('which volume a step means', () => {
  const own = nodeForEachTest({ steps: [createVolumes, adoptVolumesStep, releaseVolumes] });
  const { start } = own;
  const blank = (name: string) => makeDiskFile(join(own.folder, `${name}.img`), 64 * MIB);
  const outcomes = (result: object) =>
    (result as Ended).volumes.map(({ name, device, outcome }) => [name, device, outcome]);

  describe('create_volumes', () => {
    // Root device hints had changed; the instance found an empty volume, and its data was on another disk.
    it('finds the volume of that name on whichever disk it is, and makes no second one', async () => {
      const kept = await makeKeptDisk(own.folder, 'data');
      const root = blank('root');
      const { run } = await start([root, kept.path]);
      const args = { volumes: [{ name: 'data', size: '8M' }] };
      const { result, error } = await expectUntouched(
        [root, kept.path],
        async () => await run('deploy', 'create_volumes', args),
      );
      expect([error, outcomes(result)]).to.deep.equal(['', [['data', kept.path, 'unchanged']]]);
    });

    it('makes no volume while a disk that may have it cannot be judged', async () => {
      const doubtful = (await makeKeptDisk(own.folder, 'doubtful')).path;
      await spoilCatalog(doubtful);
      const root = blank('root');
      const { run } = await start([root, doubtful]);
      const { error } = await expectUntouched(
        [root, doubtful],
        async () => await run('deploy', 'create_volumes', { volumes: [{ name: 'data', size: '8M' }] }),
      );
      expect(error).to.contain('VOLUME_AMBIGUOUS').and.contain(doubtful).and.contain('argument disk');
      const named = { volumes: [{ name: 'data', size: '8M', disk: root }] };
      expect((await run('deploy', 'create_volumes', named)).error).to.equal('');
    });

    it('makes volumes of one name on several disks when each disk is named, and then wants it named', async () => {
      const disks = [blank('one'), blank('two')];
      const { run } = await start(disks);
      const volumes = disks.map((disk) => ({ name: 'osd', size: '8M', disk }));
      for (const outcome of ['created', 'unchanged']) {
        const { result } = await run('deploy', 'create_volumes', { volumes });
        expect(outcomes(result)).to.deep.equal(disks.map((disk) => ['osd', disk, outcome]));
      }
      const { error } = await run('deploy', 'create_volumes', { volumes: [{ name: 'osd', size: '8M' }] });
      expect(error).to.contain(`VOLUME_AMBIGUOUS: "osd" is on ${disks.join(' and ')}; add the argument disk`);
    });

    // An empty card reader stood in the way of every step that named another disk.
    it('finds a disk by its name beside one that cannot be looked at', async () => {
      const root = blank('root');
      const gone = join(own.folder, 'gone');
      const { run } = await start([root, gone]);
      const volume = { name: 'data', size: '8M', disk: root };
      expect((await run('deploy', 'create_volumes', { volumes: [volume] })).error).to.equal('');
      const { error } = await run('deploy', 'create_volumes', { volumes: [{ ...volume, disk: 'serial' }] });
      expect(error).to.contain('"serial" is no disk of this node').and.contain(`${gone} (`);
    });
  });

  describe('release_volumes', () => {
    it('takes an id that no disk has for released, and no name', async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      const { run } = await start([path]);
      const release = async (...volumes: readonly string[]) =>
        await expectUntouched([path], async () => await run('clean', 'release_volumes', { volumes }));
      const { result, error } = await release(GONE.toUpperCase());
      expect([error, outcomes(result)]).to.deep.equal(['', [[null, null, 'absent']]]);
      // The second is a typo: the first is not released either.
      expect((await release('data', 'dat')).error).to.contain('VOLUME_UNKNOWN: no volume "dat"');
    });

    it('does not take an id for released while a disk that may have it cannot be judged', async () => {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      await spoilCatalog(path);
      const { run } = await start([path]);
      for (const disk of [undefined, path]) {
        const args = { volumes: [claim.id], ...(disk && { disk }) };
        const { error } = await expectUntouched(
          [path],
          async () => await run('clean', 'release_volumes', args),
        );
        expect(error).to.contain(`VOLUME_UNKNOWN: no volume "${claim.id}"`).and.contain(`${path}: `);
      }
    });

    // "This node has no volumes" was said of a node with a disk that nobody could read.
    it('does not say that there are no volumes while a disk cannot be judged', async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      await spoilCatalog(path);
      const { run } = await start([path]);
      const { error } = await run('clean', 'release_volumes', { volumes: ['data'] });
      expect(error)
        .to.contain(`no volume "data"; none was found; it may be on a disk that cannot be judged: ${path}: `)
        .and.not.contain('has no volumes');
    });

    it('does not take an id for released that another disk has than the one that is named', async () => {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      const other = (await makeKeptDisk(own.folder, 'other')).path;
      const { run } = await start([path, other]);
      const args = { volumes: [claim.id], disk: other };
      const { error } = await expectUntouched(
        [path, other],
        async () => await run('clean', 'release_volumes', args),
      );
      expect(error).to.contain('VOLUME_UNKNOWN').and.contain(`"data" (${claim.id}) on ${path}`);
    });

    it('takes an id for released that is not on the disk that is named, whatever others may have', async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      const doubtful = (await makeKeptDisk(own.folder, 'doubtful')).path;
      await spoilCatalog(doubtful);
      const { run } = await start([path, doubtful]);
      const args = { volumes: [GONE], disk: path };
      const { result, error } = await expectUntouched(
        [path, doubtful],
        async () => await run('clean', 'release_volumes', args),
      );
      expect([error, outcomes(result)]).to.deep.equal(['', [[null, null, 'absent']]]);
    });

    it('releases a volume once that is named twice', async () => {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      const { run } = await start([path]);
      const args = { volumes: ['data', claim.id, claim.id.toUpperCase()] };
      const { result, error } = await run('clean', 'release_volumes', args);
      expect([error, outcomes(result)]).to.deep.equal(['', [['data', path, 'released']]]);
    });
  });

  describe('adopt_volumes', () => {
    const select = 'label:old';
    async function adopted() {
      const disk = blank('disk');
      applyScript(disk, 512, ['label: gpt', 'start=2048, size=8192, name=old']);
      const { run } = await start([disk]);
      const wanted = { select, name: 'data', project: 'p1' };
      expect((await run('deploy', 'adopt_volumes', { volumes: [wanted] })).error).to.equal('');
      return { disk, run, wanted };
    }

    // "Unchanged" was the answer, and the volume stayed another project's.
    for (const [what, change] of [
      ['name', { name: 'other' }],
      ['project', { project: 'p2' }],
    ] as const)
      it(`does not call a volume of another ${what} unchanged`, async () => {
        const { disk, run, wanted } = await adopted();
        const { error } = await expectUntouched(
          [disk],
          async () => await run('deploy', 'adopt_volumes', { volumes: [{ ...wanted, ...change }] }),
        );
        expect(error).to.contain('VOLUME_EXISTS').and.contain(`its ${what} is`).and.contain(disk);
      });
  });
});
