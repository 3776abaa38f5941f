import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Catalog, Claim } from '../../proto/catalog.ts';
import { decodeCatalog, encodeCatalog } from '../../proto/catalog-codec.ts';
import { BmvError } from '../../proto/error.ts';
import { bmv } from '../../proto/generated/catalog.js';
import { aCatalog, aJournal, anyCatalog } from '../support/catalogs.ts';
import { RECORDED_CATALOG } from './recorded/catalog-v1.ts';

const wire = bmv.v1;
const RECORDED = join(import.meta.dirname, 'recorded/catalog-v1.bin');

/** The protobuf form of `aCatalog()` with something changed that our encoder would refuse. */
function tampered(change: (message: bmv.v1.Catalog) => void): Uint8Array {
  const message = wire.Catalog.decode(encodeCatalog(aCatalog({ journal: aJournal() })));
  change(message);
  return wire.Catalog.encode(message).finish();
}

function claimOf(message: bmv.v1.Catalog): bmv.v1.IClaim {
  const [claim] = message.claims;
  if (!claim) throw new Error('no claim');
  return claim;
}

function identityOf(message: bmv.v1.Catalog): bmv.v1.IDiskIdentity {
  if (!message.identity) throw new Error('no identity');
  return message.identity;
}

function journalOf(message: bmv.v1.Catalog): bmv.v1.IJournal {
  if (!message.journal) throw new Error('no journal');
  return message.journal;
}

function refusal(bytes: Uint8Array): string {
  try {
    decodeCatalog(bytes);
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.code).to.equal('CATALOG_DAMAGED');
    expect(error.message).to.not.include('\n');
    return error.message;
  }
  throw new Error('was read');
}

describe('the catalog codec', () => {
  it('reads back every catalog that it wrote', () => {
    fc.assert(
      fc.property(anyCatalog, (catalog) => {
        expect(decodeCatalog(encodeCatalog(catalog))).to.deep.equal(catalog);
      }),
      {
        numRuns: 300,
      },
    );
  });

  it('writes the same bytes for the same catalog', () => {
    fc.assert(
      fc.property(anyCatalog, (catalog) => {
        expect(encodeCatalog(catalog)).to.deep.equal(encodeCatalog(catalog));
      }),
      {
        numRuns: 50,
      },
    );
  });

  it('reads a catalog that the first version wrote', () => {
    expect(decodeCatalog(readFileSync(RECORDED))).to.deep.equal(RECORDED_CATALOG);
  });

  it('still writes the bytes that the first version wrote', () => {
    expect(Buffer.from(encodeCatalog(RECORDED_CATALOG)).equals(readFileSync(RECORDED))).to.equal(true);
  });

  it('reads a catalog to which a later version added fields', () => {
    const added = Buffer.concat([encodeCatalog(aCatalog()), Buffer.from([0xfa, 0x06, 3, 1, 2, 3])]);
    expect(decodeCatalog(added)).to.deep.equal(aCatalog());
  });

  it('says in field 19 of a volume that it is encrypted, and nothing of one that is not', () => {
    const plain = Buffer.from(encodeCatalog(aCatalog()));
    for (const [number, encryption] of [
      [1, 'luks2'],
      [2, 'opaque'],
    ] as const) {
      const bytes = Buffer.from(encodeCatalog(aCatalog({}, { encryption })));
      expect(bytes.includes(Buffer.from([0x98, 0x01, number])), encryption).to.equal(true);
      expect(bytes.byteLength).to.equal(plain.byteLength + 3);
      expect(decodeCatalog(bytes)).to.deep.equal(aCatalog({}, { encryption }));
    }
  });

  it('gives bytes that do not change with the buffer that was read', () => {
    const bytes = encodeCatalog(aCatalog());
    const catalog = decodeCatalog(bytes);
    bytes.fill(0);
    expect(catalog).to.deep.equal(aCatalog());
  });

  it('replaces what is not well-formed text instead of writing a catalog that cannot be read (E19)', () => {
    const name = 'a\ud800b';
    expect(
      decodeCatalog(encodeCatalog(aCatalog({}, { name, label: name, project: name }))).claims[0],
    ).to.include({
      name: 'a\ufffdb',
      label: 'a\ufffdb',
      project: 'a\ufffdb',
    });
  });

  const UNFIT: Record<string, Catalog> = {
    'a negative offset': aCatalog({}, { offset: -1 }),
    'an offset that is not whole': aCatalog({}, { offset: 0.5 }),
    'an offset above 2^53': aCatalog({}, { offset: 2 ** 60 }),
    'an extent that ends above 2^53': aCatalog({}, { offset: Number.MAX_SAFE_INTEGER, length: 1 }),
    'an extent without bytes': aCatalog({}, { length: 0 }),
    'an id that is no GUID': aCatalog({}, { id: 'data' }),
    'an upper-case id': aCatalog({}, { id: '5C1D9A86-0B1E-4A7E-9D3F-6A5B4C3D2E1F' }),
    'partition number 0': aCatalog({}, { entry: { number: 0, raw: new Uint8Array(128) } }),
    'a short entry': aCatalog({}, { entry: { number: 1, raw: new Uint8Array(64) } }),
    'text where a number belongs': aCatalog({}, { offset: 'far' } as unknown as Partial<Claim>),
    'a state that there is not': aCatalog({}, { state: 'gone' } as unknown as Partial<Claim>),
    'a digest that is no SHA-256': aCatalog(
      {},
      { proof: { kind: 'full', seed: '', digest: 'abc', bytesRead: 1 } },
    ),
  };
  for (const [what, catalog] of Object.entries(UNFIT)) {
    it(`refuses to write ${what}`, () => {
      expect(() => encodeCatalog(catalog))
        .to.throw(BmvError, 'refusing to write')
        .with.property('code', 'INTERNAL');
    });
  }

  const DAMAGE: Record<string, [change: (message: bmv.v1.Catalog) => void, says: string]> = {
    'without a disk identity': [(message) => delete message.identity, 'the disk identity is missing'],
    'without a disk size': [(message) => (identityOf(message).sizeBytes = 0), 'the size of the disk is 0'],
    'without a sector size': [
      (message) => (identityOf(message).sectorBytes = 0),
      'the sector size of the disk is 0',
    ],
    'with a disk GUID that is none': [
      (message) => (identityOf(message).diskGuid = 'x'),
      'the GUID of the disk is "x"',
    ],
    'with a claim without an id': [(message) => (claimOf(message).id = ''), 'the id of a volume is missing'],
    'with a claim without an entry': [
      (message) => delete claimOf(message).entry,
      'the entry of a volume is missing',
    ],
    'with a claim without a length': [
      (message) => (claimOf(message).length = 0),
      'the length of a volume is 0',
    ],
    'with a claim of an unspecified state': [
      (message) => (claimOf(message).state = 0),
      'a volume state is 0',
    ],
    'with a state from the future': [
      (message) => (claimOf(message).state = 77 as bmv.v1.VolumeState),
      'a volume state is 77',
    ],
    'with a filesystem from the future': [
      (message) => (claimOf(message).filesystem = 9 as bmv.v1.Filesystem),
      'a filesystem is 9',
    ],
    'with an encryption from the future': [
      (message) => (claimOf(message).encryption = 9 as bmv.v1.Encryption),
      'an encryption is 9',
    ],
    'with a journal without tables': [
      (message) => delete journalOf(message).sealed,
      'the sealed table is missing',
    ],
    'with a journal without operation': [
      (message) => (journalOf(message).operation = 0),
      'a journal operation is 0',
    ],
  };
  for (const [what, [change, says]] of Object.entries(DAMAGE)) {
    it(`refuses a catalog ${what} in one line`, () => {
      expect(refusal(tampered(change))).to.include(says);
    });
  }

  it('refuses a number above 2^53 instead of rounding it', () => {
    const message = wire.Catalog.decode(encodeCatalog(aCatalog()));
    const plain = wire.Catalog.toObject(message, { longs: String });
    plain.claims[0].offset = '9007199254740993';
    expect(refusal(wire.Catalog.encode(wire.Catalog.fromObject(plain)).finish())).to.include(
      '9007199254740993',
    );
  });

  it('never reads a claim out of a catalog that was cut', () => {
    const bytes = encodeCatalog(aCatalog());
    for (let length = 0; length < bytes.byteLength; length += 1) {
      const cut = bytes.subarray(0, length);
      // After the identity the rest may be missing: an empty list is a list. The slot's length and hash tell.
      let catalog: Catalog | null = null;
      try {
        catalog = decodeCatalog(cut);
      } catch (error) {
        expect(error).to.be.instanceOf(BmvError);
      }
      if (catalog) expect(catalog.claims).to.deep.equal([]);
    }
  });

  it('meets 100,000 random inputs with a catalog or one clear error', () => {
    const template = encodeCatalog(aCatalog({ journal: aJournal() }));
    let state = createHash('sha256').update('fuzz').digest();
    let pool = Buffer.alloc(0);
    const random = (count: number) => {
      while (pool.byteLength < count) {
        state = createHash('sha256').update(state).digest();
        pool = Buffer.concat([pool, state]);
      }
      const taken = pool.subarray(0, count);
      pool = pool.subarray(count);
      return taken;
    };
    let refused = 0;
    for (let run = 0; run < 100_000; run += 1) {
      const [length = 0, at = 0, value = 0] = random(3);
      const bytes = run % 2 === 0 ? Buffer.from(random(length % 48)) : Buffer.from(template);
      if (run % 2 === 1) bytes[Math.floor((at / 256) * bytes.byteLength)] = value;
      try {
        decodeCatalog(bytes);
      } catch (error) {
        if (!(error instanceof BmvError) || error.message.includes('\n')) throw error;
        refused += 1;
      }
    }
    expect(refused).to.be.greaterThan(50_000);
  });
});
