import type {
  Catalog,
  Claim,
  DiskIdentity,
  Journal,
  JournalKept,
  JournalOperation,
  JournalPhase,
  Proof,
  ProofKind,
  StoredEntry,
  StoredTable,
  VolumeState,
} from './catalog.ts';
import { BmvError } from './error.ts';
import { bmv } from './generated/bmv.js';
import { damaged, EnumMap, guid, required, safeInteger, sha256 } from './wire.ts';

const wire = bmv.v1;

const STATES = new EnumMap<VolumeState>('a volume state', {
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
const FILESYSTEMS = new EnumMap<Claim['filesystem']>('a filesystem', {
  none: wire.Filesystem.FILESYSTEM_NONE,
  ext4: wire.Filesystem.FILESYSTEM_EXT4,
  xfs: wire.Filesystem.FILESYSTEM_XFS,
  swap: wire.Filesystem.FILESYSTEM_SWAP,
  unknown: wire.Filesystem.FILESYSTEM_UNKNOWN,
});
const PROOF_KINDS = new EnumMap<ProofKind>('a kind of proof', {
  sample: wire.ProofKind.PROOF_KIND_SAMPLE,
  full: wire.ProofKind.PROOF_KIND_FULL,
});
const OPERATIONS = new EnumMap<JournalOperation>('a journal operation', {
  deploy: wire.JournalOperation.JOURNAL_OPERATION_DEPLOY,
  create: wire.JournalOperation.JOURNAL_OPERATION_CREATE,
  adopt: wire.JournalOperation.JOURNAL_OPERATION_ADOPT,
  release: wire.JournalOperation.JOURNAL_OPERATION_RELEASE,
  recover: wire.JournalOperation.JOURNAL_OPERATION_RECOVER,
  extend: wire.JournalOperation.JOURNAL_OPERATION_EXTEND,
  erase: wire.JournalOperation.JOURNAL_OPERATION_ERASE,
});
const PHASES = new EnumMap<JournalPhase>('a journal phase', {
  planned: wire.JournalPhase.JOURNAL_PHASE_PLANNED,
  sealed: wire.JournalPhase.JOURNAL_PHASE_SEALED,
  verified: wire.JournalPhase.JOURNAL_PHASE_VERIFIED,
  committed: wire.JournalPhase.JOURNAL_PHASE_COMMITTED,
});

/** Sizes of GPT entries that this program handles, in bytes. */
const ENTRY_BYTES = { unit: 128, most: 4096 } as const;

/**
 * The protobuf form of a catalog. Text that is not well-formed UTF-16 (a partition name may be anything)
 * gets U+FFFD for what is wrong: protobuf cannot hold it, and a catalog with it could never be read again.
 *
 * Throws `INTERNAL` for a catalog that `decodeCatalog` would refuse.
 */
export function encodeCatalog(catalog: Catalog): Uint8Array {
  const message: bmv.v1.ICatalog = {
    identity: encodeIdentity(catalog.identity),
    claims: catalog.claims.map(encodeClaim),
    journal: catalog.journal && encodeJournal(catalog.journal),
  };
  // HAZARD: encode() checks nothing and writes an empty field for a value of the wrong type.
  const wrong = wire.Catalog.verify(message);
  if (wrong) throw unfit(wrong);
  const bytes = wire.Catalog.encode(message).finish();
  try {
    decodeCatalog(bytes);
  } catch (error) {
    throw unfit(error instanceof Error ? error.message : String(error));
  }
  return bytes;
}

function unfit(why: string): BmvError {
  return new BmvError('INTERNAL', `refusing to write a catalog that could not be read again: ${why}`);
}

/** Reads a catalog; throws `CATALOG_DAMAGED` for anything that our encoder would not have written. */
export function decodeCatalog(bytes: Uint8Array): Catalog {
  let message: bmv.v1.Catalog;
  try {
    message = wire.Catalog.decode(bytes);
  } catch (error) {
    throw damaged('it is not protobuf', error);
  }
  return {
    identity: decodeIdentity(required(message.identity, 'the disk identity')),
    claims: message.claims.map(decodeClaim),
    journal: message.journal ? decodeJournal(message.journal) : null,
  };
}

function encodeClaim(claim: Claim): bmv.v1.IClaim {
  return {
    ...claim,
    name: claim.name.toWellFormed(),
    project: claim.project.toWellFormed(),
    state: STATES.encode(claim.state),
    filesystem: FILESYSTEMS.encode(claim.filesystem),
    label: claim.label.toWellFormed(),
    mountPoint: claim.mountPoint.toWellFormed(),
    proof: encodeProof(claim.proof),
  };
}

function decodeClaim(message: bmv.v1.IClaim): Claim {
  return {
    id: guid(message.id, 'the id of a volume'),
    name: message.name ?? '',
    project: message.project ?? '',
    state: STATES.decode(message.state),
    ...decodeExtent(message, 'a volume'),
    filesystem: FILESYSTEMS.decode(message.filesystem),
    label: message.label ?? '',
    mountPoint: message.mountPoint ?? '',
    entry: decodeEntry(message.entry, 'the entry of a volume'),
    createdAtMs: safeInteger(message.createdAtMs, 'the creation time of a volume'),
    proof: message.proof ? decodeProof(message.proof) : null,
  };
}

function decodeExtent(
  message: bmv.v1.IClaim | bmv.v1.IJournalKept,
  what: string,
): { offset: number; length: number } {
  const offset = safeInteger(message.offset, `the offset of ${what}`);
  const length = safeInteger(message.length, `the length of ${what}`, 1);
  safeInteger(offset + length, `the end of ${what}`);
  return { offset, length };
}

function encodeProof(proof: Proof | null): bmv.v1.IProof | null {
  return proof && { ...proof, kind: PROOF_KINDS.encode(proof.kind), seed: proof.seed.toWellFormed() };
}

function decodeProof(message: bmv.v1.IProof): Proof {
  return {
    kind: PROOF_KINDS.decode(message.kind),
    seed: message.seed ?? '',
    digest: sha256(message.digest, 'the digest of a proof'),
    bytesRead: safeInteger(message.bytesRead, 'the length of a proof'),
  };
}

function decodeEntry(message: bmv.v1.IStoredEntry | null | undefined, what: string): StoredEntry {
  const { number, raw } = required(message, what);
  const length = raw?.byteLength ?? 0;
  if (!raw || length === 0 || length % ENTRY_BYTES.unit !== 0 || length > ENTRY_BYTES.most) {
    throw damaged(`${what} has ${length} bytes`);
  }
  // A copy: the decoder hands out views of the whole slot.
  return { number: safeInteger(number, `the partition number in ${what}`, 1), raw: Uint8Array.from(raw) };
}

function encodeIdentity(identity: DiskIdentity): bmv.v1.IDiskIdentity {
  const { serial, wwn } = identity;
  return { ...identity, serial: serial?.toWellFormed() ?? null, wwn: wwn?.toWellFormed() ?? null };
}

function decodeIdentity(message: bmv.v1.IDiskIdentity): DiskIdentity {
  const { diskGuid } = message;
  return {
    serial: message.serial ?? null,
    wwn: message.wwn ?? null,
    diskGuid: diskGuid === null || diskGuid === undefined ? null : guid(diskGuid, 'the GUID of the disk'),
    sizeBytes: safeInteger(message.sizeBytes, 'the size of the disk', 1),
    sectorBytes: safeInteger(message.sectorBytes, 'the sector size of the disk', 512),
  };
}

function decodeTable(message: bmv.v1.IStoredTable | null | undefined, what: string): StoredTable {
  const { diskGuid, entrySize, entryCount, entries } = required(message, what);
  return {
    diskGuid: guid(diskGuid, `the disk GUID of ${what}`),
    entrySize: safeInteger(entrySize, `the entry size of ${what}`, ENTRY_BYTES.unit),
    entryCount: safeInteger(entryCount, `the number of entries of ${what}`, 1),
    entries: (entries ?? []).map((entry) => decodeEntry(entry, `an entry of ${what}`)),
  };
}

function encodeJournal(journal: Journal): bmv.v1.IJournal {
  const { sealed, final } = journal;
  return {
    ...journal,
    operation: OPERATIONS.encode(journal.operation),
    phase: PHASES.encode(journal.phase),
    kept: journal.kept.map(({ proof, ...item }) => ({ ...item, proof: encodeProof(proof) })),
    sealed: { ...sealed, entries: [...sealed.entries] },
    final: { ...final, entries: [...final.entries] },
    imageName: journal.imageName.toWellFormed(),
  };
}

function decodeKept(message: bmv.v1.IJournalKept): JournalKept {
  return {
    entry: decodeEntry(message.entry, 'the entry of a kept partition'),
    ...decodeExtent(message, 'a kept partition'),
    proof: message.proof ? decodeProof(message.proof) : null,
  };
}

function decodeJournal(message: bmv.v1.IJournal): Journal {
  return {
    operation: OPERATIONS.decode(message.operation),
    phase: PHASES.decode(message.phase),
    startedAtMs: safeInteger(message.startedAtMs, 'the start of an operation'),
    kept: (message.kept ?? []).map(decodeKept),
    sealed: decodeTable(message.sealed, 'the sealed table'),
    final: decodeTable(message.final, 'the final table'),
    imageName: message.imageName ?? '',
    imageChecksum: message.imageChecksum ?? '',
    bootSector: Uint8Array.from(message.bootSector ?? []),
    volumeId: message.volumeId ?? '',
    erase: message.erase ?? '',
  };
}
