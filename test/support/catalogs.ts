import fc from 'fast-check';
import {
  type Catalog,
  type Claim,
  FILESYSTEMS,
  type Journal,
  type JournalKept,
  type Proof,
  type StoredEntry,
  type StoredTable,
  TELL_WAYS,
  VOLUME_STATES,
} from '../../proto/catalog.ts';

const GUID = '5c1d9a86-0b1e-4a7e-9d3f-6a5b4c3d2e1f';

/** A catalog with one claim, to be changed by tests. */
export function aCatalog(changes: Partial<Catalog> = {}, claim: Partial<Claim> = {}): Catalog {
  return {
    identity: {
      serial: 'S1',
      wwn: null,
      diskGuid: '11111111-2222-4333-8444-555555555555',
      sizeBytes: 2 ** 30,
      sectorBytes: 512,
    },
    claims: [
      {
        id: GUID,
        name: 'data',
        project: '',
        state: 'available',
        offset: 2 ** 20,
        length: 2 ** 20,
        filesystem: 'none',
        label: '',
        mountPoint: '',
        entry: { number: 128, raw: new Uint8Array(128).fill(1) },
        createdAtMs: 1_700_000_000_000,
        proof: null,
        ...claim,
      },
    ],
    journal: null,
    ...changes,
  };
}

/** A journal of an operation that keeps nothing, to be changed by tests. */
export function aJournal(changes: Partial<Journal> = {}): Journal {
  const table: StoredTable = { diskGuid: GUID, entrySize: 128, entryCount: 128, entries: [] };
  return {
    operation: 'deploy',
    phase: 'planned',
    startedAtMs: 1_700_000_000_000,
    kept: [],
    sealed: table,
    final: table,
    imageName: '',
    imageChecksum: '',
    bootSector: new Uint8Array(),
    volumeId: '',
    erase: '',
    ...changes,
  };
}

const guid = fc.uuid();
const words = fc.string({ unit: 'grapheme', maxLength: 40 });
const bytes = fc.maxSafeNat();
const raw = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const proof: fc.Arbitrary<Proof> = fc.record({
  kind: fc.constantFrom('sample', 'full'),
  seed: words,
  digest: raw(32).map((digest) => Buffer.from(digest).toString('hex')),
  bytesRead: bytes,
});
const entry: fc.Arbitrary<StoredEntry> = fc.record({
  number: fc.integer({ min: 1, max: 4096 }),
  raw: fc.constantFrom(128, 256, 384, 4096).chain(raw),
});
/** Their end is a safe integer too. */
const extent = fc
  .record({ offset: bytes, length: fc.integer({ min: 1, max: 2 ** 50 }) })
  .map(({ offset, length }) => ({ offset: Math.min(offset, Number.MAX_SAFE_INTEGER - length), length }));
const table: fc.Arbitrary<StoredTable> = fc.record({
  diskGuid: guid,
  entrySize: fc.constantFrom(128, 256, 4096),
  entryCount: fc.integer({ min: 1, max: 4096 }),
  entries: fc.array(entry, { maxLength: 4 }),
});
const said = fc.record(
  {
    tell: fc.uniqueArray(fc.constantFrom(...TELL_WAYS), { minLength: 1 }),
    toldByType: fc.constant(true),
    encryption: fc.constantFrom('luks2', 'opaque'),
  },
  { requiredKeys: [] },
);
const claim: fc.Arbitrary<Claim> = fc
  .record({
    id: guid,
    name: words,
    project: words,
    state: fc.constantFrom(...VOLUME_STATES),
    filesystem: fc.constantFrom(...FILESYSTEMS, 'unknown' as const),
    label: words,
    mountPoint: words,
    entry,
    createdAtMs: bytes,
    proof: fc.option(proof),
  })
  .chain((fields) => fc.tuple(extent, said).map(([place, tell]) => ({ ...fields, ...place, ...tell })));
const kept: fc.Arbitrary<JournalKept> = fc
  .record({ entry, proof: fc.option(proof) })
  .chain((fields) => extent.map((place) => ({ ...fields, ...place })));
const journal: fc.Arbitrary<Journal> = fc.record({
  operation: fc.constantFrom('deploy', 'create', 'adopt', 'release', 'recover', 'extend', 'erase'),
  phase: fc.constantFrom('planned', 'sealed', 'verified', 'committed'),
  startedAtMs: bytes,
  kept: fc.array(kept, { maxLength: 4 }),
  sealed: table,
  final: table,
  imageName: words,
  imageChecksum: words,
  bootSector: fc.constantFrom(0, 512, 4096).chain(raw),
  volumeId: fc.oneof(guid, fc.constant('')),
  erase: fc.constantFrom('', 'none', 'metadata', 'zero', 'discard', 'crypto'),
});

/** Any catalog that this program could write. */
export const anyCatalog: fc.Arbitrary<Catalog> = fc.record({
  identity: fc.record({
    serial: fc.option(words),
    wwn: fc.option(words),
    diskGuid: fc.option(guid),
    sizeBytes: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    sectorBytes: fc.constantFrom(512, 4096),
  }),
  claims: fc.array(claim, { maxLength: 5 }),
  journal: fc.option(journal),
});
