/** What the messages of a disk and those of the channel have in common. */
import type {
  Claim,
  DiskIdentity,
  Encryption,
  JournalOperation,
  JournalPhase,
  Proof,
  ProofKind,
  TellWay,
  VolumeEncryption,
  VolumeOrigin,
  VolumeState,
} from './catalog.ts';
import { bmv } from './generated/catalog.js';
import { EnumMap, guid, safeInteger, sha256 } from './wire.ts';

const wire = bmv.v1;

export const STATES = new EnumMap<VolumeState>('a volume state', {
  creating: wire.VolumeState.VOLUME_STATE_CREATING,
  available: wire.VolumeState.VOLUME_STATE_AVAILABLE,
  reserved: wire.VolumeState.VOLUME_STATE_RESERVED,
  'in-use': wire.VolumeState.VOLUME_STATE_IN_USE,
  extending: wire.VolumeState.VOLUME_STATE_EXTENDING,
  releasing: wire.VolumeState.VOLUME_STATE_RELEASING,
  released: wire.VolumeState.VOLUME_STATE_RELEASED,
  missing: wire.VolumeState.VOLUME_STATE_MISSING,
  error: wire.VolumeState.VOLUME_STATE_ERROR,
  quarantined: wire.VolumeState.VOLUME_STATE_QUARANTINED,
});
export const FILESYSTEMS = new EnumMap<Claim['filesystem']>('a filesystem', {
  none: wire.Filesystem.FILESYSTEM_NONE,
  ext4: wire.Filesystem.FILESYSTEM_EXT4,
  xfs: wire.Filesystem.FILESYSTEM_XFS,
  swap: wire.Filesystem.FILESYSTEM_SWAP,
  unknown: wire.Filesystem.FILESYSTEM_UNKNOWN,
});
const TELL_WAYS = new EnumMap<TellWay>('a way to tell', {
  'cloud-init': wire.TellWay.TELL_WAY_CLOUD_INIT,
  'gpt-auto': wire.TellWay.TELL_WAY_GPT_AUTO,
  fstab: wire.TellWay.TELL_WAY_FSTAB,
  ignition: wire.TellWay.TELL_WAY_IGNITION,
  none: wire.TellWay.TELL_WAY_NONE,
});
/** The number 0 is a volume's that is not encrypted. */
const ENCRYPTIONS = new EnumMap<Exclude<Encryption, 'none'>>('an encryption', {
  luks2: wire.Encryption.ENCRYPTION_LUKS2,
  opaque: wire.Encryption.ENCRYPTION_OPAQUE,
});
const PROOF_KINDS = new EnumMap<ProofKind>('a kind of proof', {
  sample: wire.ProofKind.PROOF_KIND_SAMPLE,
  full: wire.ProofKind.PROOF_KIND_FULL,
});
export const OPERATIONS = new EnumMap<JournalOperation>('a journal operation', {
  deploy: wire.JournalOperation.JOURNAL_OPERATION_DEPLOY,
  create: wire.JournalOperation.JOURNAL_OPERATION_CREATE,
  adopt: wire.JournalOperation.JOURNAL_OPERATION_ADOPT,
  release: wire.JournalOperation.JOURNAL_OPERATION_RELEASE,
  recover: wire.JournalOperation.JOURNAL_OPERATION_RECOVER,
  extend: wire.JournalOperation.JOURNAL_OPERATION_EXTEND,
  erase: wire.JournalOperation.JOURNAL_OPERATION_ERASE,
});
export const PHASES = new EnumMap<JournalPhase>('a journal phase', {
  planned: wire.JournalPhase.JOURNAL_PHASE_PLANNED,
  sealed: wire.JournalPhase.JOURNAL_PHASE_SEALED,
  verified: wire.JournalPhase.JOURNAL_PHASE_VERIFIED,
  committed: wire.JournalPhase.JOURNAL_PHASE_COMMITTED,
});

/** What was said of how a volume is told. */
export interface Said {
  readonly tell?: readonly TellWay[];
}

export function encodeTell(tell: readonly TellWay[] = []): bmv.v1.TellWay[] {
  return tell.map((way) => TELL_WAYS.encode(way));
}

export function decodeTell(numbers: readonly number[] | null | undefined): Said {
  const tell = (numbers ?? []).map((number) => TELL_WAYS.decode(number));
  return tell.length > 0 ? { tell } : {};
}

/** The same of a sender who may be newer; a way that is not known here is left out. */
export function decodeKnownTell(numbers: readonly number[] | null | undefined): Said {
  const tell = (numbers ?? [])
    .map((number) => TELL_WAYS.decodeOr(number, 'unknown'))
    .filter((way) => way !== 'unknown');
  return tell.length > 0 ? { tell } : {};
}

/** `unknown` gives a number that no version has a name for: what was not understood is never passed on as none. */
export function encodeEncryption(encryption: Exclude<Encryption, 'none'> | 'unknown' | undefined): number {
  if (encryption === undefined) return wire.Encryption.ENCRYPTION_UNSPECIFIED;
  return encryption === 'unknown' ? -1 : ENCRYPTIONS.encode(encryption);
}

export function decodeEncryption(number: number | null | undefined): VolumeEncryption {
  return number ? { encryption: ENCRYPTIONS.decode(number) } : {};
}

/** The same of a sender who may be newer. HAZARD: `unknown` is not `none`. */
export function decodeKnownEncryption(number: number | null | undefined): {
  readonly encryption?: Exclude<Encryption, 'none'> | 'unknown';
} {
  return number ? { encryption: ENCRYPTIONS.decodeOr(number, 'unknown') } : {};
}

interface WireExtent {
  offset?: { toString(): string } | null;
  length?: { toString(): string } | null;
}

export function decodeExtent(message: WireExtent, what: string): { offset: number; length: number } {
  const offset = safeInteger(message.offset, `the offset of ${what}`);
  const length = safeInteger(message.length, `the length of ${what}`, 1);
  safeInteger(offset + length, `the end of ${what}`);
  return { offset, length };
}

interface WireOrigin {
  bootable?: boolean | null;
  imageName?: string | null;
  imageChecksum?: string | null;
}

export function encodeOrigin({ bootable, image }: VolumeOrigin): WireOrigin {
  return {
    bootable: bootable ?? false,
    imageName: image?.name.toWellFormed() ?? '',
    imageChecksum: image?.checksum ?? '',
  };
}

/** Only what is there: a claim of an older agent reads as it always did. */
export function decodeOrigin({ bootable, imageName, imageChecksum }: WireOrigin): VolumeOrigin {
  return {
    ...(bootable ? { bootable } : {}),
    ...(imageName ? { image: { name: imageName, checksum: imageChecksum ?? '' } } : {}),
  };
}

export function encodeProof(proof: Proof | null): bmv.v1.IProof | null {
  return proof && { ...proof, kind: PROOF_KINDS.encode(proof.kind), seed: proof.seed.toWellFormed() };
}

export function decodeProof(message: bmv.v1.IProof): Proof {
  return {
    kind: PROOF_KINDS.decode(message.kind),
    seed: message.seed ?? '',
    digest: sha256(message.digest, 'the digest of a proof'),
    bytesRead: safeInteger(message.bytesRead, 'the length of a proof'),
  };
}

export function encodeIdentity(identity: DiskIdentity): bmv.v1.IDiskIdentity {
  const { serial, wwn } = identity;
  return { ...identity, serial: serial?.toWellFormed() ?? null, wwn: wwn?.toWellFormed() ?? null };
}

export function decodeIdentity(message: bmv.v1.IDiskIdentity): DiskIdentity {
  const { diskGuid } = message;
  return {
    serial: message.serial ?? null,
    wwn: message.wwn ?? null,
    diskGuid: diskGuid === null || diskGuid === undefined ? null : guid(diskGuid, 'the GUID of the disk'),
    sizeBytes: safeInteger(message.sizeBytes, 'the size of the disk', 1),
    sectorBytes: safeInteger(message.sectorBytes, 'the sector size of the disk', 512),
  };
}
