import { expect } from 'chai';
import fc from 'fast-check';
import {
  changeEntry,
  entryExtent,
  makeEntry,
  padEntry,
  parseEntry,
  sameArrays,
} from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import { BmvError } from '../../../proto/error.ts';
import { anEntry, aTable, guidOf } from '../../support/gpt-disk.ts';

const DISK = { sizeBytes: 1024 * 1024, sectorBytes: 512 };
const FIELDS = {
  number: 3,
  typeGuid: TYPE_GUIDS.linuxSwap,
  guid: guidOf(3),
  firstLba: 40,
  lastLba: 99,
  name: 'swap',
};

describe('a GPT entry', () => {
  it('reads back what it was made of', () => {
    const entry = makeEntry({ ...FIELDS, attributes: 1n << 63n });
    expect(entry).to.deep.include({ ...FIELDS, attributes: 1n << 63n });
    expect(parseEntry(entry.raw, 3)).to.deep.equal(entry);
    expect(entryExtent(entry, 4096)).to.deep.equal({ offset: 40 * 4096, length: 60 * 4096 });
  });

  it('is none when its type is zero, whatever its other bytes are', () => {
    const raw = Uint8Array.from(makeEntry(FIELDS).raw);
    raw.fill(0, 0, 16);
    expect(parseEntry(raw, 3)).to.equal(null);
  });

  it('keeps every byte that a change is not about, and the original too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 128, maxLength: 256 }), fc.nat(1e9), (bytes, lba) => {
        bytes[0] = 1;
        const entry = parseEntry(bytes, 7);
        if (!entry) throw new Error('not an entry');
        const changed = changeEntry(entry, { number: 9, guid: guidOf(9), firstLba: lba, lastLba: lba + 5 });
        expect(changed).to.include({
          number: 9,
          guid: guidOf(9),
          firstLba: lba,
          lastLba: lba + 5,
          typeGuid: entry.typeGuid,
        });
        expect(Buffer.from(changed.raw.subarray(48))).to.deep.equal(Buffer.from(bytes.subarray(48)));
        expect(entry.raw).to.deep.equal(bytes);
        expect(changeEntry(entry, {})).to.deep.equal(entry);
      }),
      { seed: 2 },
    );
  });

  it('does not share memory with the array that it was read from', () => {
    const raw = Uint8Array.from(makeEntry(FIELDS).raw);
    const entry = parseEntry(raw, 3);
    raw.fill(0xff);
    expect(entry?.name).to.equal('swap');
    expect(entry?.raw[56]).to.equal('s'.charCodeAt(0));
  });

  it('reads a name of all 36 units, and cuts a longer one', () => {
    expect(makeEntry({ ...FIELDS, name: 'x'.repeat(36) }).name).to.equal('x'.repeat(36));
    expect(makeEntry({ ...FIELDS, name: 'y'.repeat(40) }).name).to.equal('y'.repeat(36));
  });

  it('E19 keeps the bytes behind the NUL of its name', () => {
    const raw = Uint8Array.from(makeEntry({ ...FIELDS, name: 'end\0garbage' }).raw);
    expect(parseEntry(raw, 1)?.name).to.equal('end');
    expect(changeEntry(makeEntry({ ...FIELDS, name: 'end\0garbage' }), { number: 1 }).raw).to.deep.equal(raw);
  });

  it('reads LBAs above 2^53 as one that no disk reaches', () => {
    const raw = Uint8Array.from(makeEntry(FIELDS).raw).fill(0xff, 32, 48);
    expect(parseEntry(raw, 1)).to.include({
      firstLba: Number.MAX_SAFE_INTEGER,
      lastLba: Number.MAX_SAFE_INTEGER,
    });
  });

  it('is padded for a larger table and loses only zeros for a smaller one', () => {
    const entry = makeEntry(FIELDS);
    const padded = padEntry(entry, 256);
    expect(padded.raw.byteLength).to.equal(256);
    expect(padEntry(padded, 128).raw).to.deep.equal(entry.raw);
    expect(padEntry(entry, 128)).to.equal(entry);
  });

  it('is refused for a smaller table when bytes would be lost', () => {
    const entry = makeEntry(FIELDS, 256);
    const full = { ...entry, raw: Uint8Array.from(entry.raw).fill(7, 200) };
    expect(() => padEntry(full, 128))
      .to.throw(BmvError, 'does not fit into 128')
      .with.property('code', 'TABLE_INVALID');
  });

  it('is refused when its type is zero or a GUID is no GUID', () => {
    expect(() => makeEntry({ ...FIELDS, typeGuid: '00000000-0000-0000-0000-000000000000' })).to.throw(
      TypeError,
    );
    expect(() => makeEntry({ ...FIELDS, guid: 'nonsense' })).to.throw(TypeError, 'not a GUID');
  });
});

describe('two tables', () => {
  const table = aTable(DISK, [anEntry(1, 40, 50), anEntry(2, 60, 70)]);

  it('list the same when only the padding of their entries differs', () => {
    const wide = aTable(
      DISK,
      table.entries.map((entry) => padEntry(entry, 512)),
      128,
      512,
    );
    expect(sameArrays(table, wide)).to.equal(true);
  });

  it('differ by a number, a byte, or a partition more', () => {
    const [first, second] = table.entries;
    if (!first || !second) throw new Error('no entries');
    const others = [
      [first],
      [first, changeEntry(second, { number: 3 })],
      [first, changeEntry(second, { lastLba: 71 })],
    ];
    for (const entries of others) expect(sameArrays(table, { ...table, entries })).to.equal(false);
  });
});
