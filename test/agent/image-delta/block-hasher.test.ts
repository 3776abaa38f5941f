import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { blockHasherFor } from '../../../agent/image-delta/block-hasher.ts';
import { allocateShared } from '../../../hardware-managers/linux/aligned-memory.ts';
import { errorOf } from '../../support/read-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const LARGE = 1024 * MIB;

function digestsOf(bytes: Uint8Array, blockBytes: number): Buffer {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.byteLength; at += blockBytes)
    found.push(
      createHash('sha256')
        .update(bytes.subarray(at, at + blockBytes))
        .digest(),
    );
  return Buffer.concat(found);
}

describe('the blocks of a window', () => {
  for (const [what, bytes, isSlowest] of [
    ['on a thread of its own, for a large image', LARGE, true],
    ['in place, beside what takes longer', LARGE, false],
    ['in place, for a small image', MIB, true],
  ] as const)
    it(`are hashed ${what}, many windows at once, and answered in their order`, async () => {
      const hasher = blockHasherFor(bytes, isSlowest);
      try {
        const memories = [allocateShared(2 * MIB), allocateShared(2 * MIB)];
        for (const [number, memory] of memories.entries()) memory.set(seededBytes(number, 2 * MIB));
        const windows = [...memories, ...memories].map((memory, number) =>
          memory.subarray(number * 4 * KIB, 2 * MIB - number * 511),
        );
        const found = await Promise.all(windows.map((window) => hasher.digests(window, 64 * KIB)));
        for (const [number, window] of windows.entries())
          expect(digestsOf(window, 64 * KIB).equals(found[number] ?? new Uint8Array())).to.equal(true);
      } finally {
        await hasher.close();
      }
    });

  it('that nobody waits for any more are given up', async () => {
    const hasher = blockHasherFor(LARGE, true);
    const open = errorOf(hasher.digests(allocateShared(2 * MIB), 64 * KIB));
    await hasher.close();
    expect((await open).code).to.equal('ABORTED');
    expect((await errorOf(hasher.digests(allocateShared(MIB), 64 * KIB))).code).to.equal('ABORTED');
  });
});
