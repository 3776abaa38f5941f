import { BmvError } from '../../proto/error.ts';
import type { DiskInfo, DiskUse } from '../disk.ts';

/** Below this there is no room for two tables, a catalog and anything to keep. Bytes. */
const MIN_DISK_BYTES = 4 * 1024 * 1024;

/** One use in words: `/dev/sda1 is mounted on /srv`. */
function describeUse({ kind, device, detail }: DiskUse): string {
  if (kind === 'mount') return `${device} is mounted on ${detail}`;
  if (kind === 'swap') return `${device} is active swap`;
  if (kind === 'holder') return `${device} is held by ${detail}`;
  return `${device} is held by ${kind} ${detail}`;
}

/** The refusal of a disk that is in use, every use named. */
export function inUse(path: string, uses: readonly DiskUse[]): BmvError {
  const list =
    uses.length === 0 ? 'another program has it open exclusively' : uses.map(describeUse).join('; ');
  return new BmvError('DISK_IN_USE', `${path} is in use: ${list}; end that first, nothing was written`, {
    device: path,
  });
}

/**
 * Refuses a disk that must not, or cannot, be written: `SECTOR_SIZE_UNSUPPORTED`, `DISK_TOO_SMALL`,
 * `DISK_READ_ONLY`, `DISK_ZONED`, `DISK_IN_USE`.
 */
export function refuseUnlessWritable(info: DiskInfo): void {
  const { path, sizeBytes, logicalSectorBytes, zoned } = info;
  const fields = { device: path };
  if (logicalSectorBytes !== 512 && logicalSectorBytes !== 4096) {
    throw new BmvError(
      'SECTOR_SIZE_UNSUPPORTED',
      `${path} has sectors of ${logicalSectorBytes} bytes; only 512 and 4096 are supported, reformat it (sg_format, nvme format) or use another disk`,
      fields,
    );
  }
  if (sizeBytes < MIN_DISK_BYTES) {
    throw new BmvError(
      'DISK_TOO_SMALL',
      `${path} has ${sizeBytes} bytes; at least ${MIN_DISK_BYTES} are needed`,
      fields,
    );
  }
  if (info.readOnly) {
    throw new BmvError(
      'DISK_READ_ONLY',
      `${path} is read-only; lift its write protection or use another disk`,
      fields,
    );
  }
  if (zoned !== 'none') {
    throw new BmvError(
      'DISK_ZONED',
      `${path} is a ${zoned} zoned disk, which cannot be written in place; use another disk`,
      fields,
    );
  }
  if (info.uses.length > 0) throw inUse(path, info.uses);
}
