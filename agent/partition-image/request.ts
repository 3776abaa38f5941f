import { BmvError } from '../../proto/error.ts';

/** What Ironic wants around a root filesystem. Sizes are MiB; 0 for none. */
export interface PartitionRequest {
  readonly rootMb: number;
  readonly swapMb: number;
  readonly ephemeralMb: number;
  /** Null for ext4. */
  readonly ephemeralFormat: string | null;
  readonly preserveEphemeral: boolean;
  /** Bytes of a config drive to put into a partition of its own; null for none. */
  readonly configDrive: Uint8Array | null;
  readonly bootMode: 'uefi' | 'bios';
  /** Null where nobody chose: a GPT. */
  readonly diskLabel: 'gpt' | 'msdos' | null;
  /** As the kernel names it: `x86_64`, `aarch64`, ... */
  readonly cpuArch: string;
}

const EPHEMERAL_FORMATS = ['ext2', 'ext3', 'ext4', 'xfs', 'vfat'] as const;
export type EphemeralFormat = (typeof EPHEMERAL_FORMATS)[number];

/** More than any disk has, and few enough for byte offsets to stay exact. */
const MAX_MB = 2 ** 32;

function unsupported(message: string): BmvError {
  return new BmvError('PARTITIONING_UNSUPPORTED', message);
}

/** Throws `PARTITIONING_UNSUPPORTED` for a format that is not made here. */
export function ephemeralFormatOf({ ephemeralFormat }: PartitionRequest): EphemeralFormat {
  const wanted = ephemeralFormat || 'ext4';
  const found = EPHEMERAL_FORMATS.find((format) => format === wanted);
  if (found) return found;
  throw unsupported(
    `ephemeral_format ${JSON.stringify(wanted)} is not supported; use one of ${EPHEMERAL_FORMATS.join(', ')}`,
  );
}

function checkSize(name: string, value: number, min: number): void {
  if (Number.isSafeInteger(value) && value >= min && value <= MAX_MB) return;
  throw new BmvError('BAD_SIZE', `${name} is ${value}; give a whole number of MiB from ${min} to ${MAX_MB}`);
}

/** Throws `BAD_SIZE` or `PARTITIONING_UNSUPPORTED` for what no disk could fulfil. */
export function checkPartitionRequest(request: PartitionRequest): void {
  checkSize('root_mb', request.rootMb, 1);
  checkSize('swap_mb', request.swapMb, 0);
  checkSize('ephemeral_mb', request.ephemeralMb, 0);
  if (request.cpuArch.startsWith('ppc')) {
    throw unsupported(
      `a partition image for ${request.cpuArch} needs a PReP boot partition, which is not made; deploy a whole-disk image`,
    );
  }
  if (request.diskLabel === 'msdos') {
    throw unsupported(
      'disk_label msdos is not supported: volumes can be kept in a GPT only; leave disk_label out or set it to gpt, which boots by BIOS too',
    );
  }
  ephemeralFormatOf(request);
}
