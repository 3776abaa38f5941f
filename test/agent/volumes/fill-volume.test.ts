import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Progress } from '../../../agent/context.ts';
import { endOf, MIB } from '../../../agent/layout/extent.ts';
import { fillVolume } from '../../../agent/volumes/fill-volume.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import { testContext } from '../../support/context.ts';
import { makeDiskFile, writeAt } from '../../support/disk-file.ts';
import { memoryManager } from '../../support/memory-disk.ts';
import { bytesOf, contextOf, PATH } from '../../support/volume-disk.ts';
import { ForgetfulDisk, isAll, refusalOf } from '../../support/volumes.ts';

const EXTENT = { offset: 4 * MIB, length: 8 * MIB };
const PLACE = { extent: EXTENT, kept: [] };

describe('filling a new volume', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-fill-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A disk of ones and a session on it. */
  async function aDisk(): Promise<{ disk: ForgetfulDisk; session: DiskSession }> {
    const disk = new ForgetfulDisk(Buffer.alloc(16 * MIB, 1), 512);
    return { disk, session: await DiskSession.open(contextOf(disk), PATH) };
  }

  /** A filesystem's file: data in its first, third and last MiB. */
  function aFile(name: string) {
    const path = makeDiskFile(join(folder, name), EXTENT.length);
    for (const [at, value] of [
      [0, 5],
      [2 * MIB + 100, 6],
      [8 * MIB - 4096, 7],
    ] as const) {
      writeAt(path, at, Buffer.alloc(4000, value));
    }
    return { path, remove: async () => {} };
  }

  it('leaves zeros of what was there before, and no other byte changed', async () => {
    const { disk, session } = await aDisk();
    await fillVolume(session, PLACE, null, contextOf(disk));
    expect(isAll(disk, EXTENT, 0)).to.equal(true);
    expect(isAll(disk, { offset: 0, length: EXTENT.offset }, 1)).to.equal(true);
    expect(isAll(disk, { offset: endOf(EXTENT), length: 4 * MIB }, 1)).to.equal(true);
    expect(disk.log.at(-1)?.op).to.equal('flush');
  });

  it('copies the filesystem byte for byte, and writes no MiB of zeros a second time', async () => {
    const { disk, session } = await aDisk();
    const file = aFile('whole');
    const seen: Progress[] = [];
    const context = testContext([memoryManager(disk)], { onProgress: (progress) => seen.push(progress) });
    await fillVolume(session, PLACE, file, context);
    expect(bytesOf(disk, EXTENT).equals(readFileSync(file.path))).to.equal(true);
    expect(disk.log.at(-1)?.op).to.equal('flush');
    expect(seen.at(-1)).to.deep.equal({ phase: 'format', doneBytes: 3 * MIB, totalBytes: null });
    expect(isAll(disk, { offset: endOf(EXTENT), length: 4 * MIB }, 1)).to.equal(true);
  });

  it('notices what does not read back', async () => {
    const { disk, session } = await aDisk();
    disk.bytes.fill(0, EXTENT.offset, endOf(EXTENT));
    disk.forgets = { offset: EXTENT.offset + 2 * MIB, length: 512 };
    const fill = fillVolume(session, PLACE, aFile('unread'), contextOf(disk));
    expect(await refusalOf(fill)).to.deep.equal(['IO_ERROR']);
  });

  it('notices a file that is shorter than the volume', async () => {
    const { disk, session } = await aDisk();
    const file = aFile('short');
    truncateSync(file.path, 3 * MIB + 5);
    writeAt(file.path, 3 * MIB, Buffer.alloc(5, 1));
    const fill = fillVolume(session, PLACE, file, contextOf(disk));
    expect(await refusalOf(fill)).to.deep.equal(['IO_ERROR']);
  });

  it('stops before the first byte when it is interrupted', async () => {
    const { disk, session } = await aDisk();
    const context = testContext([memoryManager(disk)], { signal: AbortSignal.abort() });
    expect(await refusalOf(fillVolume(session, PLACE, aFile('never'), context))).to.deep.equal(['ABORTED']);
    expect(disk.log.filter(({ op }) => op === 'write')).to.deep.equal([]);
  });
});
