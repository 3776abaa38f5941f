import type { Encryption } from '../../proto/catalog.ts';
import type { VolumeReport } from '../../proto/report.ts';
import { encryptionCalled, usageOf } from '../../proto/volume-words.ts';
import type { ReleaseErasure, Volume } from '../model.ts';
import { MIB } from './extent.ts';
import { erasureCalled } from './volume-words.ts';

/** Of a LUKS2 volume: in front of what its tenant can use. */
export const LUKS_HEADER_BYTES = 16 * MIB;

/** As blkid names a partition that holds LUKS, of any version. */
const LUKS_FILESYSTEM = 'crypto_LUKS';

/** Throws `USAGE` for an erasure that volumes of this encryption cannot have. */
export function erasureFor(name: string, encryption: Encryption): ReleaseErasure {
  const erasure = erasureCalled(name);
  if (erasure !== 'crypto' || encryption === 'luks2') return erasure;
  throw usageOf(
    'erasure',
    name,
    `is for volumes with encryption luks2 alone, and this one has ${encryption}; choose metadata, zero or discard`,
  );
}

/** How a volume is erased where nobody says it: of what is encrypted, the key is enough. */
export function usualErasure(encryption: Encryption): ReleaseErasure {
  return encryption === 'luks2' ? 'crypto' : 'zero';
}

/** Throws `USAGE`. Left out: the usual one. */
export function erasureOfNew(name: string | undefined, encryption: Encryption): ReleaseErasure {
  return name === undefined ? usualErasure(encryption) : erasureFor(name, encryption);
}

/** Bytes that the filesystem of a volume has. */
export function bytesInside(encryption: Encryption, bytes: number): number {
  return encryption === 'luks2' ? bytes - LUKS_HEADER_BYTES : bytes;
}

/**
 * Encryption of a partition that becomes a volume. What holds LUKS is its tenant's, whether that was said or not. Throws
 * `USAGE` for `luks2`, of which the registry would have to have the key.
 */
export function encryptionOfAdopted(asked: string | undefined, filesystem: string): Encryption {
  const encryption = asked === undefined ? 'none' : encryptionCalled(asked);
  if (encryption === 'luks2')
    throw usageOf(
      'encryption',
      encryption,
      'is of volumes that are made, and whose key the registry has; say opaque for a partition that somebody encrypted',
    );
  if (filesystem !== LUKS_FILESYSTEM || encryption === 'opaque') return encryption;
  if (asked === undefined) return 'opaque';
  throw usageOf(
    'encryption',
    encryption,
    'is wrong for a partition that holds LUKS; say opaque, or leave it out',
  );
}

/** As a disk says. What this program has no word for, nobody looks into either. */
export function reportedEncryption({ encryption }: Pick<VolumeReport, 'encryption'>): Encryption {
  return encryption === 'unknown' ? 'opaque' : (encryption ?? 'none');
}

/** For events: what is usual is not said. */
export function encryptionDetails(encryption: Encryption): { readonly encryption?: Encryption } {
  return encryption === 'none' ? {} : { encryption };
}

/** A volume that is encrypted in another way than was asked for, and what can be done with it so. */
export function asOnDisk(volume: Volume, encryption: Encryption): Volume {
  const erase = volume.erase === 'crypto' ? usualErasure(encryption) : volume.erase;
  return { ...volume, encryption, erase };
}

/** Whether the registry has a key of a volume, or had one. */
export function hasKey({ encryption }: Pick<Volume, 'encryption'>): boolean {
  return encryption === 'luks2';
}
