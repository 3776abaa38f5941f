import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { BufferPool } from '../../../agent/image/buffer-pool.ts';
import { filePieces } from '../../../agent/image/file-pieces.ts';
import { FileTransfer } from '../../../agent/image/file-transfer.ts';
import { makeDiskFile, writeAt } from '../../support/disk-file.ts';
import { errorOf } from '../../support/read-image.ts';

const MIB = 1024 * 1024;
const signal = new AbortController().signal;

describe('a raw image file in pieces', () => {
  let folder = '';
  const pool = new BufferPool(8, MIB);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-pieces-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function read(path: string, use: (offset: number) => void = () => {}) {
    const file = await FileTransfer.open(path);
    const parts: Buffer[] = [];
    let holes = 0;
    try {
      for await (const { offset, length, bytes, release } of filePieces(file, pool, signal)) {
        expect(offset).to.equal(parts.reduce((sum, part) => sum + part.byteLength, 0));
        parts.push(bytes ? Buffer.from(bytes) : Buffer.alloc(length));
        if (!bytes) holes += length;
        release();
        use(offset);
      }
      return { bytes: Buffer.concat(parts), holes };
    } finally {
      await file.close();
    }
  }

  it('is the file, whatever its size and wherever its data', async () => {
    const data = fc.array(
      fc.record({ offset: fc.nat(5 * MIB), length: fc.integer({ min: 1, max: 70_000 }) }),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 * MIB }), data, async (size, written) => {
        const path = makeDiskFile(join(folder, 'image'), size);
        for (const { offset, length } of written)
          if (offset + length <= size) writeAt(path, offset, Buffer.alloc(length, 'x'));
        const { bytes } = await read(path);
        expect(bytes.equals(readFileSync(path))).to.equal(true);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves its holes unread', async () => {
    const path = makeDiskFile(join(folder, 'sparse'), 256 * MIB);
    writeAt(path, 100 * MIB, Buffer.from('data'));
    expect((await read(path)).holes).to.be.greaterThan(200 * MIB);
  });

  it('is refused when it has become shorter while it was read', async () => {
    const path = makeDiskFile(join(folder, 'shrinking'), 16 * MIB);
    writeAt(path, 0, Buffer.alloc(16 * MIB, 1));
    const error = await errorOf(
      read(path, (offset) => {
        if (offset === 0) truncateSync(path, 5 * MIB);
      }),
    );
    expect(error.code).to.equal('IMAGE_CHANGED');
  });
});
