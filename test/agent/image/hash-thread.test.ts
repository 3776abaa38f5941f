import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { hasherFor } from '../../../agent/image/hash-thread.ts';
import { allocateShared } from '../../../hardware-managers/linux/aligned-memory.ts';
import { errorOf } from '../../support/read-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const MIB = 1024 * 1024;
const LARGE = 1024 * MIB;

describe('the checksum of an image', () => {
  for (const [what, bytes] of [
    ['a thread of its own, for a large one', LARGE],
    ['a thread of its own, where nobody knows how large it is', null],
    ['place, for a small one', MIB],
  ] as const)
    for (const algorithm of ['sha256', 'sha512', 'md5'])
      it(`is made in ${what} (${algorithm})`, async () => {
        const memory = allocateShared(3 * MIB);
        const wanted = createHash(algorithm);
        const hasher = hasherFor(algorithm, bytes);
        try {
          for (let round = 0; round < 4; round += 1) {
            for (const length of [3 * MIB, 511, 1]) {
              memory.set(seededBytes(round, length));
              const part = memory.subarray(0, length);
              wanted.update(part);
              // The memory is the hasher's until it says otherwise.
              await new Promise<void>((resolve) => hasher.update(part, resolve));
              memory.fill(0xee);
            }
            wanted.update(Buffer.alloc(2 * MIB + 77));
            hasher.zeros(2 * MIB + 77);
          }
          expect(await hasher.digest()).to.equal(wanted.digest('hex'));
        } finally {
          await hasher.close();
        }
      });

  it('keeps the order of many updates at once', async () => {
    const memory = allocateShared(4 * MIB);
    memory.set(seededBytes(1, 4 * MIB));
    const hasher = hasherFor('sha256', LARGE);
    let done = 0;
    for (let at = 0; at < 4 * MIB; at += 4096)
      hasher.update(memory.subarray(at, at + 4096), () => {
        done += 1;
      });
    const found = await hasher.digest();
    await hasher.close();
    expect([found, done]).to.deep.equal([createHash('sha256').update(memory).digest('hex'), 1024]);
  });

  it('is an error, and no memory is lost, where its thread ends too early or knows no such algorithm', async () => {
    const memory = allocateShared(MIB);
    for (const [algorithm, ends] of [
      ['sha256', true],
      ['nonsense', false],
    ] as const) {
      const hasher = hasherFor(algorithm, LARGE);
      let done = 0;
      const update = () =>
        hasher.update(memory, () => {
          done += 1;
        });
      for (let count = 0; count < 5; count += 1) update();
      const digest = errorOf(hasher.digest());
      if (ends) await hasher.close();
      expect((await digest).code).not.to.equal('NONE');
      update();
      expect(done).to.equal(6);
      expect((await errorOf(hasher.digest())).code).not.to.equal('NONE');
      await hasher.close();
    }
  });
});
