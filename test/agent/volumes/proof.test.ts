import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { takeProof } from '../../../agent/volumes/proof.ts';
import { BufferReader, codeOf } from '../../support/buffer-reader.ts';

const MIB = 1024 * 1024;

/** A disk of bytes that differ from MiB to MiB. */
function patterned(length: number): BufferReader {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4096) bytes.writeUInt32LE(at / 4096 + 1, at);
  return new BufferReader(bytes);
}

async function digest(
  reader: BufferReader,
  extent: { offset: number; length: number },
  kind: 'full' | 'sample',
  seed = 's',
) {
  return (await takeProof(reader, extent, kind, seed)).digest;
}

/** Reading that never ends with more than `most` reads under way. */
class SlowReader extends BufferReader {
  underWay = 0;
  most = 0;

  override async read(offset: number, length: number): Promise<Uint8Array> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    await new Promise((resolve) => setImmediate(resolve));
    this.underWay -= 1;
    return await super.read(offset, length);
  }
}

describe('a full proof', () => {
  const extent = { offset: 4096, length: 9 * MIB + 512 };

  it('is the SHA-256 of the extent, as sha256sum prints it', async () => {
    const reader = patterned(10 * MIB);
    const plain = createHash('sha256')
      .update(reader.bytes.subarray(4096, 4096 + extent.length))
      .digest('hex');
    expect(await takeProof(reader, extent, 'full', 'ignored')).to.deep.equal({
      kind: 'full',
      seed: '',
      digest: plain,
      bytesRead: extent.length,
    });
  });

  it('changes with any one byte of the extent, and with none outside', async () => {
    const reader = patterned(10 * MIB);
    const before = await digest(reader, extent, 'full');
    const flip = (at: number) => reader.bytes.writeUInt8(reader.bytes.readUInt8(at) ^ 1, at);
    for (const at of [0, 1, 4 * MIB - 1, 4 * MIB, 5 * MIB + 77, extent.length - 1]) {
      flip(extent.offset + at);
      expect(await digest(reader, extent, 'full'), `byte ${at}`).to.not.equal(before);
      flip(extent.offset + at);
    }
    for (const at of [extent.offset - 1, extent.offset + extent.length]) {
      flip(at);
      expect(await digest(reader, extent, 'full'), `byte ${at}`).to.equal(before);
    }
  });

  it('reads ahead, but never more than two pieces', async () => {
    const reader = new SlowReader(Buffer.alloc(40 * MIB));
    await takeProof(reader, { offset: 0, length: 40 * MIB }, 'full', '');
    expect(reader.most).to.equal(2);
  });

  it('reports every byte as it goes', async () => {
    const reports: number[] = [];
    await takeProof(patterned(10 * MIB), extent, 'full', '', (bytes) => reports.push(bytes));
    expect(reports).to.deep.equal([4 * MIB, 4 * MIB, MIB + 512]);
  });

  it('stops when it is told to, with no read left under way', async () => {
    const reader = new SlowReader(Buffer.alloc(40 * MIB));
    const stop = new AbortController();
    const proof = takeProof(
      reader,
      { offset: 0, length: 40 * MIB },
      'full',
      '',
      () => stop.abort(),
      stop.signal,
    );
    expect(await codeOf(proof)).to.equal('ABORTED');
    expect(reader.underWay).to.equal(0);
    expect(reader.reads.length).to.be.lessThan(10);
  });

  it('does not begin when it was told to stop before', async () => {
    const reader = patterned(2 * MIB);
    expect(
      await codeOf(takeProof(reader, { offset: 0, length: MIB }, 'full', '', undefined, AbortSignal.abort())),
    ).to.equal('ABORTED');
  });

  it('fails with the error of the read that failed', async () => {
    const reader = patterned(10 * MIB);
    reader.read = async (offset) => {
      if (offset >= 4 * MIB) throw Object.assign(new Error(`EIO at ${offset}`), { code: 'IO_ERROR' });
      return new Uint8Array(4 * MIB);
    };
    expect(await codeOf(takeProof(reader, { offset: 0, length: 10 * MIB }, 'full', ''))).to.equal('IO_ERROR');
  });

  for (const outside of [
    { offset: MIB, length: 10 * MIB },
    { offset: -512, length: MIB },
  ]) {
    it(`is refused for ${outside.length} bytes at ${outside.offset} of a disk of 10 MiB`, async () => {
      const reader = patterned(10 * MIB);
      expect(await codeOf(takeProof(reader, outside, 'full', ''))).to.equal('IO_ERROR');
      expect(reader.reads).to.deep.equal([]);
    });
  }
});

describe('a sample proof', () => {
  const extent = { offset: MIB, length: 60 * MIB + 4096 };

  it('reads 18 MiB: the first, the last, and 16 between them in order', async () => {
    const reader = patterned(62 * MIB);
    const { bytesRead } = await takeProof(reader, extent, 'sample', 'seed');
    expect(bytesRead).to.equal(18 * MIB);
    expect(reader.reads).to.have.length(18);
    expect(reader.reads[0]).to.deep.equal({ offset: MIB, length: MIB });
    expect(reader.reads[17]).to.deep.equal({ offset: MIB + 59 * MIB + 4096, length: MIB });
    for (const [index, { offset }] of reader.reads.slice(1).entries()) {
      expect(offset).to.be.at.least((reader.reads[index]?.offset ?? 0) + MIB);
    }
  });

  it('reads the same pieces for the same seed and others for another', async () => {
    const offsets = async (seed: string) => {
      const reader = patterned(62 * MIB);
      await takeProof(reader, extent, 'sample', seed);
      return reader.reads.map(({ offset }) => offset);
    };
    expect(await offsets('a')).to.deep.equal(await offsets('a'));
    expect(await offsets('a')).to.not.deep.equal(await offsets('b'));
  });

  it('changes with any byte of the first and the last MiB', async () => {
    const reader = patterned(62 * MIB);
    const before = await digest(reader, extent, 'sample');
    for (const at of [0, MIB - 1, extent.length - MIB, extent.length - 1]) {
      const offset = extent.offset + at;
      reader.bytes.writeUInt8(reader.bytes.readUInt8(offset) ^ 0x80, offset);
      expect(await digest(reader, extent, 'sample'), `byte ${at}`).to.not.equal(before);
      reader.bytes.writeUInt8(reader.bytes.readUInt8(offset) ^ 0x80, offset);
    }
  });

  it('does not depend on where on the disk the extent lies', async () => {
    const [here, there] = [Buffer.alloc(22 * MIB), Buffer.alloc(22 * MIB)];
    here.write('content', 5 * MIB);
    there.write('content', 6 * MIB);
    const lengths = { length: 20 * MIB };
    expect(await digest(new BufferReader(here), { offset: 0, ...lengths }, 'sample')).to.equal(
      await digest(new BufferReader(there), { offset: MIB, ...lengths }, 'sample'),
    );
  });

  it('tells equal pieces at different places apart', async () => {
    const [one, two] = [Buffer.alloc(3 * MIB), Buffer.alloc(3 * MIB)];
    one.fill(1, 0, MIB);
    two.fill(1, MIB, 2 * MIB);
    const whole = { offset: 0, length: 3 * MIB };
    expect(await digest(new BufferReader(one), whole, 'sample')).to.not.equal(
      await digest(new BufferReader(two), whole, 'sample'),
    );
  });

  it('reads everything of an extent that is no larger than its pieces', async () => {
    for (const length of [512, MIB, 18 * MIB]) {
      const reader = patterned(18 * MIB);
      expect((await takeProof(reader, { offset: 0, length }, 'sample', 's')).bytesRead).to.equal(length);
    }
  });

  it('reads 18 disjoint pieces inside any larger extent, whatever the seed', async () => {
    const sizes = fc.integer({ min: 18 * MIB + 1, max: 2 ** 46 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.string(), async (length, seed) => {
        const reads: { offset: number; length: number }[] = [];
        const zeros = new Uint8Array(MIB);
        const reader = {
          sizeBytes: length,
          read: async (offset: number, bytes: number) => {
            reads.push({ offset, length: bytes });
            return zeros;
          },
        };
        await takeProof(reader, { offset: 0, length }, 'sample', seed);
        expect(reads).to.have.length(18);
        expect(
          reads.every((read, index) => index === 0 || read.offset >= (reads[index - 1]?.offset ?? 0) + MIB),
        ).to.equal(true);
        expect(reads.at(-1)).to.deep.equal({ offset: length - MIB, length: MIB });
      }),
      { numRuns: 30 },
    );
  });
});
