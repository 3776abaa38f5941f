import type { DiskInfo, ReadableDisk } from '../disk.ts';
import type { DiskHandle } from './disk-handle.ts';
import { HolePuncher } from './punch-hole.ts';

/** A disk behind an open descriptor. */
export class HandleReader implements ReadableDisk {
  readonly info: DiskInfo;
  protected readonly handle: DiskHandle;

  constructor(info: DiskInfo, handle: DiskHandle) {
    this.info = info;
    this.handle = handle;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    return await this.handle.read(offset, length);
  }

  async readInto(offset: number, target: Uint8Array): Promise<void> {
    await this.handle.readInto(offset, target);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** The part of a writable disk that is the same for everything with a descriptor. */
export class HandleWriter extends HandleReader {
  protected readonly puncher: HolePuncher;

  constructor(info: DiskInfo, handle: DiskHandle) {
    super(info, handle);
    this.puncher = new HolePuncher(handle.fd, info.path);
  }

  get alignment(): number {
    return this.info.logicalSectorBytes;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    await this.handle.write(offset, bytes);
  }

  async flush(): Promise<void> {
    await this.handle.flush();
  }

  override async close(): Promise<void> {
    await this.puncher.close();
    await super.close();
  }
}
