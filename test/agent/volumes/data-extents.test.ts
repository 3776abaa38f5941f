import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { dataExtents, parseFilefrag } from '../../../agent/volumes/data-extents.ts';

const MIB = 1024 * 1024;
const signal = new AbortController().signal;

describe('extents of a file that hold data', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-extents-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function sparse(name: string, sizeBytes: number, data: readonly number[]): string {
    const path = join(folder, name);
    const file = openSync(path, 'w');
    ftruncateSync(file, sizeBytes);
    for (const offset of data) writeSync(file, Buffer.alloc(5000, 'data'), 0, 5000, offset);
    closeSync(file);
    return path;
  }

  it('cover every byte that was written, also one that is not on the disk yet', async () => {
    const written = [0, 7 * MIB + 13, 20 * MIB - 5000];
    const found = await dataExtents(sparse('a', 20 * MIB, written), 20 * MIB, signal);
    for (const offset of written)
      expect(
        found.some((extent) => extent.offset <= offset && offset + 5000 <= extent.offset + extent.length),
      ).to.equal(true);
    for (const { offset, length } of found) expect(offset + length).to.be.at.most(20 * MIB);
  });

  it('leave out holes where the file system tells', async () => {
    const found = await dataExtents(sparse('b', 64 * MIB, [32 * MIB]), 64 * MIB, signal);
    const total = found.reduce((sum, { length }) => sum + length, 0);
    expect(total).to.be.lessThan(64 * MIB);
  });

  it('are none for a file that is one hole', async () => {
    expect(await dataExtents(sparse('c', 8 * MIB, []), 8 * MIB, signal)).to.deep.equal([]);
  });

  it('are all of the file where the tool says something else than expected', () => {
    expect(parseFilefrag('FIEMAP unsupported\n')).to.equal(null);
    expect(parseFilefrag('x: 2 extents found\n')).to.equal(null);
    expect(parseFilefrag('x: 0 extents found\n')).to.deep.equal([]);
  });

  it('are all of a file that cannot be asked', async () => {
    expect(await dataExtents(join(folder, 'absent'), 4 * MIB, signal)).to.deep.equal([
      { offset: 0, length: 4 * MIB },
    ]);
  });
});
