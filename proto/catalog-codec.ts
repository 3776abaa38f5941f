import type { Catalog, Claim, Journal, JournalKept, StoredEntry, StoredTable } from './catalog.ts';
import { BmvError } from './error.ts';
import { bmv } from './generated/catalog.js';
import {
  decodeEncryption,
  decodeExtent,
  decodeIdentity,
  decodeOrigin,
  decodeProof,
  decodeTell,
  encodeEncryption,
  encodeIdentity,
  encodeOrigin,
  encodeProof,
  encodeTell,
  FILESYSTEMS,
  OPERATIONS,
  PHASES,
  STATES,
} from './parts-codec.ts';
import { guid, required, safeInteger, Unreadable } from './wire.ts';

const wire = bmv.v1;

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

/** Raised for bytes that are no catalog of ours. */
function damaged(what: string, cause?: unknown): BmvError {
  return new BmvError('CATALOG_DAMAGED', `the catalog cannot be used: ${what}`, { cause });
}

/** Reads a catalog; throws `CATALOG_DAMAGED` for anything that our encoder would not have written. */
export function decodeCatalog(bytes: Uint8Array): Catalog {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof Unreadable) throw damaged(error.message, error.cause);
    throw error;
  }
}

function read(bytes: Uint8Array): Catalog {
  let message: bmv.v1.Catalog;
  try {
    message = wire.Catalog.decode(bytes);
  } catch (cause) {
    throw new Unreadable('it is not protobuf', { cause });
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
    ...encodeOrigin(claim),
    tell: encodeTell(claim.tell),
    encryption: encodeEncryption(claim.encryption),
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
    ...decodeTell(message.tell),
    ...decodeEncryption(message.encryption),
    ...(message.toldByType ? { toldByType: true } : {}),
    entry: decodeEntry(message.entry, 'the entry of a volume'),
    createdAtMs: safeInteger(message.createdAtMs, 'the creation time of a volume'),
    proof: message.proof ? decodeProof(message.proof) : null,
    ...decodeOrigin(message),
  };
}

function decodeEntry(message: bmv.v1.IStoredEntry | null | undefined, what: string): StoredEntry {
  const { number, raw } = required(message, what);
  const length = raw?.byteLength ?? 0;
  if (!raw || length === 0 || length % ENTRY_BYTES.unit !== 0 || length > ENTRY_BYTES.most) {
    throw new Unreadable(`${what} has ${length} bytes`);
  }
  // A copy: the decoder hands out views of the whole slot.
  return { number: safeInteger(number, `the partition number in ${what}`, 1), raw: Uint8Array.from(raw) };
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
