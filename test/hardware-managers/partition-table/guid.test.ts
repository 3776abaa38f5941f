import { expect } from 'chai';
import fc from 'fast-check';
import {
  guidFromBytes,
  guidToBytes,
  isGuid,
  ZERO_GUID,
} from '../../../hardware-managers/partition-table/guid.ts';
import { TYPE_GUIDS, typeName } from '../../../hardware-managers/partition-table/type-guids.ts';

describe('GUIDs', () => {
  it('are stored with their first three fields little-endian, as UEFI says', () => {
    const bytes = Buffer.from('28732ac11ff8d211ba4b00a0c93ec93b', 'hex');
    expect(guidFromBytes(bytes)).to.equal('c12a7328-f81f-11d2-ba4b-00a0c93ec93b');
    expect(Buffer.from(guidToBytes('C12A7328-F81F-11D2-BA4B-00A0C93EC93B'))).to.deep.equal(bytes);
  });

  it('survive the way to bytes and back, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(guidToBytes(guidFromBytes(bytes))).to.deep.equal(bytes);
      }),
      { seed: 1 },
    );
  });

  it('are recognised in either case, and nothing else is', () => {
    expect(isGuid(ZERO_GUID)).to.equal(true);
    expect(isGuid('C12A7328-F81F-11D2-BA4B-00A0C93EC93B')).to.equal(true);
    for (const text of [
      '',
      'c12a7328',
      'c12a7328f81f11d2ba4b00a0c93ec93b',
      `${ZERO_GUID} `,
      ZERO_GUID.replace('0', 'g'),
    ]) {
      expect(isGuid(text), text).to.equal(false);
      expect(() => guidToBytes(text)).to.throw(TypeError, 'not a GUID');
    }
  });
});

describe('partition types', () => {
  it('have a short name, and an unknown one is its GUID', () => {
    expect(typeName(TYPE_GUIDS.esp)).to.equal('EFI system');
    expect(typeName(TYPE_GUIDS.catalog)).to.equal('bmv catalog');
    expect(typeName(ZERO_GUID)).to.equal(ZERO_GUID);
  });

  it('are lower-case GUIDs without a duplicate', () => {
    const all = Object.values(TYPE_GUIDS);
    expect(all.filter((guid) => !isGuid(guid) || guid !== guid.toLowerCase())).to.deep.equal([]);
    expect(new Set(all).size).to.equal(all.length);
  });
});
