import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { adoptVolumesStep } from '../../../agent/steps/adopt-volumes.ts';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { releaseVolumes } from '../../../agent/steps/release-volumes.ts';
import { adoptVolumes } from '../../../agent/volumes/adopt.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { inspectDisk } from '../../../agent/volumes/inspect.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { testContext } from '../../support/context.ts';
import type { MemoryDisk } from '../../support/memory-disk.ts';
import { applyScript } from '../../support/partition-script.ts';
import { nodeForEachTest } from '../../support/step-node.ts';
import { aBlankDisk, addVolume, aRequestFor, contextOf, PATH, yes } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

/** The disk after each write of `work`, in their order, beginning with what it was before. */
async function* cuts(disk: MemoryDisk, work: (disk: MemoryDisk) => Promise<unknown>): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(disk.bytes);
  disk.log.length = 0;
  await work(disk);
  yield bytes;
  for (const op of disk.log) {
    if (op.op !== 'write') continue;
    bytes.set(op.bytes, op.offset);
    yield bytes;
  }
}

interface Ensured {
  readonly volumes: readonly { readonly name: string; readonly state: string }[];
}

describe('a step that runs again after a power cut', () => {
  const own = nodeForEachTest({ steps: [createVolumes, adoptVolumesStep, releaseVolumes] });

  /** The step succeeds, and the table and the catalog agree on the volume with nothing left to be done. */
  async function expectVolume(bytes: Buffer, step: string, args: object, name: string): Promise<void> {
    const path = join(own.folder, 'disk.img');
    writeFileSync(path, bytes);
    const { run } = await own.start([path]);
    const { result, error } = await run('deploy', step, args);
    expect(error).to.equal('');
    expect((result as unknown as Ensured).volumes).to.have.lengthOf(1);
    expect((result as unknown as Ensured).volumes[0]).to.deep.include({ name, state: 'available' });
    const { table, catalog } = await inspectDisk(testContext(createManagers()), path);
    expect(catalog?.catalog.journal).to.equal(null);
    const claimed = catalog?.catalog.claims.map(({ id }) => id) ?? [];
    expect(table.gpt?.entries.map(({ guid }) => guid)).to.include.members(claimed);
    // The catalog's own partition: whoever grows the last partition would take its place.
    expect(table.gpt?.entries.length).to.be.greaterThan(claimed.length);
  }

  // It refused for ever: the catalog had the volume, the table did not, and nothing ended the operation.
  for (const [title, prepare] of [
    ['the first volume of a disk', async () => {}],
    ['another volume', async (disk: MemoryDisk) => await addVolume(disk, 'first', 4 * MIB)],
  ] as const)
    it(`makes ${title}`, async () => {
      const disk = aBlankDisk(32 * MIB);
      await prepare(disk);
      const create = async () => await createVolume(contextOf(disk), PATH, aRequestFor('data', 4 * MIB));
      const args = { volumes: [{ name: 'data', size: '4M' }] };
      for await (const bytes of cuts(disk, create)) await expectVolume(bytes, 'create_volumes', args, 'data');
    });

  // It said "unchanged" and left the catalog's partition out of the table, for others to overwrite.
  it('adopts a partition', async () => {
    const path = join(own.folder, 'fresh.img');
    writeFileSync(path, Buffer.alloc(32 * MIB));
    applyScript(path, 512, [
      'label: gpt',
      'start=2048, size=8192, name=root',
      'start=12288, size=8192, name=old',
    ]);
    const disk = aBlankDisk(32 * MIB);
    disk.bytes.set(readFileSync(path));
    const wanted = { selector: parseSelector('label:old'), name: null, project: '', mountPoint: '' };
    const adopt = async () => await adoptVolumes(contextOf(disk), PATH, wanted);
    const args = { volumes: [{ select: 'label:old' }] };
    for await (const bytes of cuts(disk, adopt)) await expectVolume(bytes, 'adopt_volumes', args, 'old');
  });

  // It failed for ever with VOLUME_UNKNOWN once the volume was gone, and with it the whole cleaning.
  it('releases a volume that its id names, wherever the first run ended', async () => {
    const disk = aBlankDisk(32 * MIB);
    const { id } = await addVolume(disk, 'data', 4 * MIB);
    await addVolume(disk, 'other', 4 * MIB);
    const release = async () => await releaseVolume(contextOf(disk), PATH, 'data', 'metadata', yes);
    const outcomes = new Set<unknown>();
    const byName = new Set<string>();
    for await (const bytes of cuts(disk, release)) {
      const path = join(own.folder, 'disk.img');
      for (const volume of [id, 'data']) {
        writeFileSync(path, bytes);
        const { run } = await own.start([path]);
        const args = { volumes: [volume], erase: 'metadata' };
        const { result, error } = await run('clean', 'release_volumes', args);
        const { table, catalog } = await inspectDisk(testContext(createManagers()), path);
        expect(catalog?.catalog.journal).to.equal(null);
        expect(catalog?.catalog.claims.map(({ name }) => name)).to.deep.equal(['other']);
        expect(table.gpt?.entries.map(({ name }) => name)).to.not.include('data');
        if (volume === 'data') {
          byName.add(error.split(':')[0] ?? '');
          continue;
        }
        expect(error).to.equal('');
        const [released] = (result as unknown as { volumes: readonly { outcome: string }[] }).volumes;
        outcomes.add(released?.outcome);
      }
    }
    expect([...outcomes]).to.have.members(['released', 'absent']);
    expect([...byName]).to.have.members(['', 'VOLUME_UNKNOWN']);
  });

  it('does not take a volume that was being released for one that is there', async () => {
    const disk = aBlankDisk(32 * MIB);
    await addVolume(disk, 'data', 4 * MIB);
    const release = async () => await releaseVolume(contextOf(disk), PATH, 'data', 'zero', yes);
    const states = new Set<string>();
    for await (const bytes of cuts(disk, release)) {
      const path = join(own.folder, 'disk.img');
      writeFileSync(path, bytes);
      const { run } = await own.start([path]);
      const args = { volumes: [{ name: 'data', size: '4M' }] };
      const { result, error } = await run('deploy', 'create_volumes', args);
      const [made] = (result as unknown as Partial<Ensured>).volumes ?? [];
      states.add(made?.state ?? error.replace(/.*(state is releasing).*/, '$1'));
    }
    expect([...states]).to.have.members(['available', 'state is releasing']);
  });
});
