import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How the machine has the disk; sectors are of 512 bytes but for `scsi-4k`. */
export const DISK_KINDS = ['virtio', 'scsi', 'scsi-4k', 'nvme'] as const;
export type DiskKind = (typeof DISK_KINDS)[number];

const PIECE_BYTES = 1024 * 1024;

export function serialOf(kind: DiskKind): string {
  return `bmv-${kind}`;
}

/** A disk of a virtual machine: a sparse file of ours, which may be read and written between two steps. */
export class VmDisk {
  readonly kind: DiskKind;
  readonly path: string;
  readonly serial: string;
  readonly sizeBytes: number;

  constructor(folder: string, kind: DiskKind, sizeBytes: number) {
    this.kind = kind;
    this.serial = serialOf(kind);
    this.sizeBytes = sizeBytes;
    this.path = join(folder, `${kind}.img`);
    const file = openSync(this.path, 'w');
    ftruncateSync(file, sizeBytes);
    closeSync(file);
  }

  get sectorSize(): number {
    return this.kind === 'scsi-4k' ? 4096 : 512;
  }

  /** When anything was last written or discarded; nanoseconds. */
  get lastWrite(): bigint {
    return statSync(this.path, { bigint: true }).mtimeNs;
  }

  fill(offset: number, length: number, pattern: string): void {
    const file = openSync(this.path, 'r+');
    writeSync(file, Buffer.alloc(length, pattern), 0, length, offset);
    closeSync(file);
  }

  bytes(offset: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    const file = openSync(this.path, 'r');
    const read = readSync(file, bytes, 0, length, offset);
    closeSync(file);
    if (read !== length) throw new Error(`${this.path} ends at ${offset + read}`);
    return bytes;
  }

  digest(offset: number, length: number): string {
    const hash = createHash('sha256');
    for (let done = 0; done < length; done += PIECE_BYTES)
      hash.update(this.bytes(offset + done, Math.min(PIECE_BYTES, length - done)));
    return hash.digest('hex');
  }
}

const DEVICES: Readonly<Record<DiskKind, string>> = {
  virtio: 'virtio-blk-pci',
  scsi: 'scsi-hd,bus=scsi.0',
  'scsi-4k': 'scsi-hd,bus=scsi.0,logical_block_size=4096,physical_block_size=4096',
  nvme: 'nvme',
};

/** The firmware tries the disks in this order; 0 is what QEMU itself loads. */
export function diskArguments(disks: readonly VmDisk[]): string[] {
  const drives = disks.flatMap(({ kind, path, serial }, index) => [
    '-drive',
    // Killing QEMU is no power cut of this machine: what QEMU has written stays.
    `if=none,id=disk${index},file=${path},format=raw,cache=unsafe,discard=unmap`,
    '-device',
    `${DEVICES[kind]},drive=disk${index},serial=${serial},bootindex=${index + 1}`,
  ]);
  return ['-device', 'virtio-scsi-pci,id=scsi', ...drives];
}
