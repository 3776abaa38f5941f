import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ByteReader } from '../../../hardware-managers/partition-table/types.ts';
import type { Extent } from '../../layout/extent.ts';
import type { LuksShape } from '../../layout/luks.ts';
import { ascii, text } from '../probes/probe.ts';

/** What a LUKS2 header says. */
export interface LuksHeader extends LuksShape {
  /** Empty for none. */
  readonly label: string;
  /** As it stands there. */
  readonly uuid: string;
  /** Of its data, in order. */
  readonly segments: readonly LuksSegment[];
  /** Numbers of the places that have a key. */
  readonly keyslots: readonly string[];
}

/** A run of the data. */
export interface LuksSegment {
  /** `crypt`; `linear` is as plain as it stands. */
  readonly type: string;
  /** Such as `aes-xts-plain64`; empty for none. */
  readonly cipher: string;
  /** Bytes; 0 where nothing is encrypted. */
  readonly sectorBytes: number;
  /** Of the sector at its start, in units of 512 bytes. */
  readonly firstTweak: string;
}

/** Of the first header, before its metadata. Bytes. */
const BINARY_BYTES = 4096;
/** Of a header with its metadata, by the format. Bytes. */
const SIZES = { least: 16 * 1024, most: 4 * 1024 * 1024 } as const;
const MAGIC = ascii('LUKS\xba\xbe');
/** Of the digest in the binary part, which is zeros while it is taken. */
const DIGEST = { offset: 448, length: 64, bytes: 32 } as const;

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const metadata = z.object({
  keyslots: z.record(z.string(), z.object({})),
  segments: z.record(
    z.string(),
    z.object({
      type: z.string(),
      offset: wholeNumber,
      encryption: z.string().optional(),
      sector_size: z.number().optional(),
      iv_tweak: z.string().optional(),
    }),
  ),
});

/** Whether these first bytes of a volume have the magic of a first LUKS2 header. Its digest may be wrong. */
export function hasLuksMagic(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes);
  return start.byteLength >= 8 && start.subarray(0, 6).equals(MAGIC) && start.readUInt16BE(6) === 2;
}

function isIntact(header: Buffer): boolean {
  const { offset, length, bytes } = DIGEST;
  const digest = header.subarray(offset, offset + bytes);
  const without = Buffer.concat([
    header.subarray(0, offset),
    Buffer.alloc(length),
    header.subarray(offset + length),
  ]);
  const name = text(header.subarray(72, 104));
  return name === 'sha256' && createHash('sha256').update(without).digest().equals(digest);
}

/**
 * Reads the first header of a LUKS2 volume, which begins with these bytes. Null for anything that is not wholly one:
 * damage, another version, a digest that we do not know.
 */
export function parseLuksHeader(bytes: Uint8Array): LuksHeader | null {
  if (bytes.byteLength < SIZES.least || !hasLuksMagic(bytes)) return null;
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(whole.readBigUInt64BE(8));
  if (!(headerBytes >= SIZES.least && headerBytes <= Math.min(SIZES.most, whole.byteLength))) return null;
  const header = whole.subarray(0, headerBytes);
  if (!isIntact(header)) return null;
  try {
    const { keyslots, segments } = metadata.parse(JSON.parse(text(header.subarray(BINARY_BYTES))));
    const found = Object.entries(segments)
      .sort(([one], [other]) => Number(one) - Number(other))
      .map(([, segment]) => segment);
    if (found.length === 0) return null;
    return {
      headerBytes,
      dataOffset: Math.min(...found.map(({ offset }) => offset)),
      label: text(header.subarray(24, 72)),
      uuid: text(header.subarray(168, 208)),
      keyslots: Object.keys(keyslots),
      segments: found.map(({ type, encryption = '', sector_size = 0, iv_tweak = '' }) => ({
        ...{ type, cipher: encryption, sectorBytes: sector_size, firstTweak: iv_tweak },
      })),
    };
  } catch {
    return null;
  }
}

/** The same of a volume on a disk. */
export async function readLuksHeader(
  reader: ByteReader,
  { offset, length }: Extent,
): Promise<LuksHeader | null> {
  return parseLuksHeader(await reader.read(offset, Math.min(length, SIZES.most)));
}
