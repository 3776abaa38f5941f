import { expect } from 'chai';
import { MIB } from '../../../../agent/layout/extent.ts';
import { hasLuksMagic, parseLuksHeader } from '../../../../agent/volumes/luks/luks-header.ts';
import { makeLuksHeader } from '../../../../agent/volumes/luks/make-header.ts';
import { KEY } from '../../../support/luks.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';
import { refusalOf } from '../../../support/volumes.ts';

const ID = '8a5d3c10-2f4e-4d6b-9b8a-7c6d5e4f3a2b';
const NEVER = new AbortController().signal;

async function aHeader(sectorBytes = 512, label = 'größe'): Promise<Buffer> {
  const request = { id: ID, label, key: Uint8Array.from(seededBytes(5, 64)), sectorBytes, passphrase: KEY };
  return await makeLuksHeader(request, NEVER);
}

describe('a LUKS2 header', () => {
  let header: Buffer;
  before(async () => {
    header = await aHeader();
  });

  it('is what cryptsetup makes, 16 MiB, and is read as it was asked for', () => {
    expect(header.byteLength).to.equal(16 * MIB);
    expect(parseLuksHeader(header)).to.deep.equal({
      headerBytes: 16 * 1024,
      dataOffset: 16 * MIB,
      label: 'größe',
      uuid: ID,
      keyslots: ['0'],
      segments: [{ type: 'crypt', cipher: 'aes-xts-plain64', sectorBytes: 512, firstTweak: '0' }],
    });
  });

  it('may have no label, and larger sectors', async () => {
    const read = parseLuksHeader(await aHeader(4096, ''));
    expect([read?.label, read?.segments[0]?.sectorBytes]).to.deep.equal(['', 4096]);
  });

  it('holds neither of its keys as they are', () => {
    for (const key of [
      KEY,
      seededBytes(5, 64),
      seededBytes(5, 64).subarray(0, 32),
      seededBytes(5, 64).subarray(32),
    ])
      for (const form of [
        Buffer.from(key),
        Buffer.from(Buffer.from(key).toString('hex')),
        Buffer.from(Buffer.from(key).toString('base64')),
      ])
        expect(header.includes(form)).to.equal(false);
  });

  it('is none where one byte of it is another', () => {
    const first = Buffer.from(header.subarray(0, 16 * 1024));
    expect(parseLuksHeader(first)).to.not.equal(null);
    for (let at = 0; at < first.byteLength; at += 1) {
      // Bytes 480 to 511 are of the digest's field, and no digest; the padding before it is in the digest.
      if (at >= 480 && at < 512) continue;
      first[at] = (first[at] ?? 0) ^ 1;
      expect(parseLuksHeader(first), `${at}`).to.equal(null);
      first[at] = (first[at] ?? 0) ^ 1;
    }
  });

  it('is none where it is cut, of another version, or another thing', () => {
    for (const length of [0, 1, 7, 511, 4096, 16 * 1024 - 1])
      expect(parseLuksHeader(header.subarray(0, length)), `${length}`).to.equal(null);
    const older = Buffer.from(header.subarray(0, 64 * 1024));
    older.writeUInt16BE(1, 6);
    expect(parseLuksHeader(older)).to.equal(null);
    expect(hasLuksMagic(older)).to.equal(false);
    expect(parseLuksHeader(seededBytes(9, 64 * 1024))).to.equal(null);
  });

  it('shows its magic as long as its first sector is there', () => {
    const cut = Buffer.alloc(16 * 1024);
    header.copy(cut, 0, 0, 512);
    expect([hasLuksMagic(cut), parseLuksHeader(cut)]).to.deep.equal([true, null]);
    expect(hasLuksMagic(Buffer.alloc(4096))).to.equal(false);
    expect(hasLuksMagic(Buffer.alloc(0))).to.equal(false);
  });

  it('is made by nobody once the operation was stopped', async () => {
    const request = { id: ID, label: '', key: new Uint8Array(64), sectorBytes: 512, passphrase: KEY };
    expect(await refusalOf(makeLuksHeader(request, AbortSignal.abort()))).to.deep.equal(['ABORTED']);
  });
});
