import type { FileHandle } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import { isAligned } from './aligned-memory.ts';
import { BOUNCE_BYTES, withBounceBuffer } from './bounce-buffers.ts';
import { systemCode } from './system-error.ts';

export interface DiskHandleOptions {
  readonly path: string;
  readonly sizeBytes: number;
  /** Unit in bytes of writes, and of everything when `direct`. */
  readonly sectorBytes: number;
  /** Opened with O_DIRECT: offsets, lengths and memory must be aligned. */
  readonly direct: boolean;
}

/**
 * Positional input and output on one open disk or disk file. Errors of the device are `IO_ERROR` with the
 * offset and are never retried: a disk that fails gets no second chance to lose what is kept (E49).
 */
export class DiskHandle {
  readonly #handle: FileHandle;
  readonly #options: DiskHandleOptions;
  #closing: Promise<void> | null = null;

  constructor(handle: FileHandle, options: DiskHandleOptions) {
    this.#handle = handle;
    this.#options = options;
  }

  /** The open descriptor, for tools that work on it. Throws when closed. */
  get fd(): number {
    this.#mustBeOpen('use');
    return this.#handle.fd;
  }

  /** Exactly `length` bytes from any `offset`, in memory of their own. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    this.#check('read', offset, length);
    // Not zeroed beforehand: every byte is read, or nothing is returned.
    const result = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
    if (!this.#options.direct) {
      await this.#fill(result, offset);
      return result;
    }
    const { sectorBytes } = this.#options;
    const end = Math.ceil((offset + length) / sectorBytes) * sectorBytes;
    const pieces: Promise<void>[] = [];
    for (let at = Math.floor(offset / sectorBytes) * sectorBytes; at < end; at += BOUNCE_BYTES) {
      const piece = withBounceBuffer(async (buffer) => {
        const target = buffer.subarray(0, Math.min(BOUNCE_BYTES, end - at));
        await this.#fill(target, at);
        const from = Math.max(offset, at);
        const to = Math.min(offset + length, at + target.byteLength);
        result.set(target.subarray(from - at, to - at), from - offset);
      });
      pieces.push(piece);
    }
    await Promise.all(pieces);
    return result;
  }

  /** Fills `target` from `offset`; without a copy where `allocateAligned` made it or alignment does not matter. */
  async readInto(offset: number, target: Uint8Array): Promise<void> {
    const { direct, sectorBytes } = this.#options;
    const isWhole = offset % sectorBytes === 0 && target.byteLength % sectorBytes === 0;
    if (direct && !(isWhole && isAligned(target, sectorBytes))) {
      target.set(await this.read(offset, target.byteLength));
      return;
    }
    this.#check('read', offset, target.byteLength);
    await this.#fill(target, offset);
  }

  /** All of `bytes`; without a copy where `allocateAligned` made them or alignment does not matter. */
  async write(offset: number, bytes: Uint8Array): Promise<void> {
    this.checkSectors('write', offset, bytes.byteLength);
    if (!this.#options.direct || isAligned(bytes, this.#options.sectorBytes)) {
      await this.#drain(bytes, offset);
      return;
    }
    for (let done = 0; done < bytes.byteLength; done += BOUNCE_BYTES) {
      await withBounceBuffer(async (buffer) => {
        const piece = bytes.subarray(done, done + BOUNCE_BYTES);
        buffer.set(piece);
        await this.#drain(buffer.subarray(0, piece.byteLength), offset + done);
      });
    }
  }

  /** fdatasync: everything written before is on stable media, the disk's own cache flushed. */
  async flush(): Promise<void> {
    this.#mustBeOpen('flush');
    try {
      await this.#handle.datasync();
    } catch (cause) {
      throw this.#ioError('flush', 0, 0, cause);
    }
  }

  /** Refuses a range that leaves the disk or is not whole sectors; for tools that work on `fd`. */
  checkSectors(what: string, offset: number, length: number): void {
    const { path, sectorBytes } = this.#options;
    this.#check(what, offset, length);
    if (offset % sectorBytes === 0 && length % sectorBytes === 0) return;
    throw new BmvError(
      'IO_ERROR',
      `${what} of ${length} bytes at ${offset} of ${path} is not whole sectors of ${sectorBytes} bytes`,
      {
        device: path,
        offset,
        length,
      },
    );
  }

  /** Waits for what is in flight. May be called again. */
  async close(): Promise<void> {
    this.#closing ??= this.#handle.close();
    await this.#closing;
  }

  async #fill(target: Uint8Array, offset: number): Promise<void> {
    for (let done = 0; done < target.byteLength; ) {
      const left = target.byteLength - done;
      const { bytesRead } = await this.#attempt('read', offset + done, left, () =>
        this.#handle.read(target, done, left, offset + done),
      );
      if (bytesRead === 0) throw this.#ioError('read', offset + done, left, 'it ends here');
      done += bytesRead;
    }
  }

  async #drain(bytes: Uint8Array, offset: number): Promise<void> {
    for (let done = 0; done < bytes.byteLength; ) {
      const left = bytes.byteLength - done;
      const { bytesWritten } = await this.#attempt('write', offset + done, left, () =>
        this.#handle.write(bytes, done, left, offset + done),
      );
      if (bytesWritten === 0) throw this.#ioError('write', offset + done, left, 'nothing was taken');
      done += bytesWritten;
    }
  }

  async #attempt<T>(what: string, offset: number, length: number, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (cause) {
      throw this.#ioError(what, offset, length, cause);
    }
  }

  #ioError(what: string, offset: number, length: number, cause: unknown): BmvError {
    const { path } = this.#options;
    const reason = typeof cause === 'string' ? cause : (systemCode(cause) ?? String(cause));
    return new BmvError(
      'IO_ERROR',
      `${what} of ${length} bytes at ${offset} of ${path} failed: ${reason}; it was not retried, look at the kernel's log (dmesg)`,
      { device: path, offset, length, cause },
    );
  }

  #check(what: string, offset: number, length: number): void {
    const { path, sizeBytes } = this.#options;
    this.#mustBeOpen(what);
    const sane = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0;
    if (sane && offset + length <= sizeBytes) return;
    throw new BmvError(
      'IO_ERROR',
      `${what} of ${length} bytes at ${offset} leaves ${path}, which has ${sizeBytes} bytes`,
      {
        device: path,
        offset,
        length,
      },
    );
  }

  #mustBeOpen(what: string): void {
    if (this.#closing === null) return;
    throw new BmvError('IO_ERROR', `${what} on ${this.#options.path} after it was closed`, {
      device: this.#options.path,
    });
  }
}
