import type { FileHandle } from 'node:fs/promises';
import { expect } from 'chai';
import { allocateAligned, isAligned } from '../../../hardware-managers/linux/aligned-memory.ts';
import { BOUNCE_BYTES, withBounceBuffer } from '../../../hardware-managers/linux/bounce-buffers.ts';
import { DiskHandle } from '../../../hardware-managers/linux/disk-handle.ts';
import { refusalOf } from '../contract.ts';

const SIZE = 8 * 1024 * 1024;

interface Call {
  readonly memory: Uint8Array;
  readonly length: number;
  readonly position: number;
}

/** An open file that takes at most `atOnce` bytes a call, and fails from byte `failAt` on. */
class FakeFile {
  readonly content = new Uint8Array(SIZE);
  readonly calls: Call[] = [];
  atOnce = Number.POSITIVE_INFINITY;
  failAt = Number.POSITIVE_INFINITY;

  async write(
    memory: Uint8Array,
    start: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }> {
    const bytesWritten = this.#call(memory, length, position);
    this.content.set(memory.subarray(start, start + bytesWritten), position);
    return { bytesWritten };
  }

  async read(
    memory: Uint8Array,
    start: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number }> {
    const bytesRead = this.#call(memory, length, position);
    memory.set(this.content.subarray(position, position + bytesRead), start);
    return { bytesRead };
  }

  async close(): Promise<void> {}

  async datasync(): Promise<void> {
    throw Object.assign(new Error('EIO'), { code: 'EIO' });
  }

  #call(memory: Uint8Array, length: number, position: number): number {
    this.calls.push({ memory, length, position });
    if (position >= this.failAt) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    return Math.min(length, this.atOnce, this.failAt - position);
  }
}

function open(file: FakeFile, direct: boolean): DiskHandle {
  return new DiskHandle(file as unknown as FileHandle, {
    path: '/dev/fake',
    sizeBytes: SIZE,
    sectorBytes: 512,
    direct,
  });
}

describe('a disk handle', () => {
  let file: FakeFile;
  beforeEach(() => {
    file = new FakeFile();
  });

  it('goes on after short reads and writes until all is done', async () => {
    file.atOnce = 1536;
    const handle = open(file, true);
    const bytes = Uint8Array.from({ length: 10240 }, (_, index) => index & 0xff);
    await handle.write(4096, bytes);
    expect(Buffer.from(await handle.read(4096, 10240)).equals(bytes)).to.equal(true);
    expect(file.calls.length).to.be.greaterThan(10);
  });

  it('E49: stops at the first EIO, with the offset, and tries nothing again', async () => {
    file.failAt = 8192;
    const handle = open(file, false);
    const error = await refusalOf(handle.write(4096, new Uint8Array(8192)), 'IO_ERROR');
    expect(error.fields).to.deep.include({ device: '/dev/fake', offset: 8192, length: 4096 });
    expect(error.message).to.contain('EIO').and.to.contain('8192');
    expect(file.calls.filter(({ position }) => position >= 8192)).to.have.lengthOf(1);
    await refusalOf(handle.flush(), 'IO_ERROR');
  });

  it('reports a device that takes or gives nothing, instead of trying for ever', async () => {
    file.atOnce = 0;
    await refusalOf(open(file, false).write(0, new Uint8Array(512)), 'IO_ERROR');
    await refusalOf(open(file, false).read(0, 512), 'IO_ERROR');
  });

  it('gives O_DIRECT whole sectors of aligned memory only, whatever is asked for', async () => {
    const handle = open(file, true);
    await handle.write(512, new Uint8Array(2 * BOUNCE_BYTES + 512));
    await handle.read(513, 2 * BOUNCE_BYTES);
    for (const { memory, length, position } of file.calls) {
      expect(isAligned(memory, 512)).to.equal(true);
      expect([length % 512, position % 512]).to.deep.equal([0, 0]);
    }
  });

  it('writes aligned memory itself and copies any other', async () => {
    const handle = open(file, true);
    const aligned = allocateAligned(4096);
    await handle.write(0, aligned);
    await handle.write(0, aligned.subarray(512, 1024));
    const shifted = allocateAligned(4096).subarray(8, 520);
    await handle.write(0, shifted);
    const plain = new Uint8Array(512);
    await handle.write(0, plain);
    expect(
      file.calls.map(({ memory }) => memory.buffer === aligned.buffer || memory === plain),
    ).to.deep.equal([true, true, false, false]);
  });
});

describe('aligned memory', () => {
  it('is zeroed, of the length asked for, and known as aligned', () => {
    for (const length of [1, 512, 4096, 5000, 1024 * 1024, 3 * 1024 * 1024 + 1]) {
      const memory = allocateAligned(length);
      expect(memory.byteLength).to.equal(length);
      expect(memory.every((byte) => byte === 0)).to.equal(true);
      expect(isAligned(memory, 4096)).to.equal(true);
    }
  });

  it('is not shared between two pieces', () => {
    const [a, b] = [allocateAligned(4096), allocateAligned(4096)];
    a.fill(1);
    expect(b.every((byte) => byte === 0)).to.equal(true);
  });

  it('is not claimed for memory of unknown place, for odd parts, or for more than a page', () => {
    expect(isAligned(new Uint8Array(4096), 512)).to.equal(false);
    expect(isAligned(Buffer.alloc(4096), 1)).to.equal(false);
    expect(isAligned(allocateAligned(4096).subarray(100), 512)).to.equal(false);
    expect(isAligned(allocateAligned(4096), 8192)).to.equal(false);
  });

  it('for copies is lent to four at a time, and given back after errors', async () => {
    let lent = 0;
    let most = 0;
    await Promise.allSettled(
      Array.from({ length: 40 }, async (_, index) =>
        withBounceBuffer(async (buffer) => {
          expect(buffer.byteLength).to.equal(BOUNCE_BYTES);
          lent += 1;
          most = Math.max(most, lent);
          await new Promise((resolve) => setTimeout(resolve, 1));
          lent -= 1;
          if (index % 3 === 0) throw new Error('lost');
        }),
      ),
    );
    expect([lent, most]).to.deep.equal([0, 4]);
  });
});
