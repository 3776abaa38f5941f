import { constants, zstdCompressSync } from 'node:zlib';
import { expect } from 'chai';
import { zstdFrameBytes } from '../../../../agent/image/qcow2/zstd-frame.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';

const INPUTS: readonly Buffer[] = [
  Buffer.alloc(0),
  Buffer.alloc(1, 1),
  Buffer.alloc(65536),
  Buffer.alloc(2_000_000, 'some text '),
  seededBytes(1, 300),
  seededBytes(2, 400_000),
];

describe('a zstd frame', () => {
  it('has the length that its blocks say, whatever follows it', () => {
    for (const input of INPUTS)
      for (const checksum of [0, 1]) {
        const frame = zstdCompressSync(input, { params: { [constants.ZSTD_c_checksumFlag]: checksum } });
        const behind = Buffer.concat([frame, frame.subarray(0, 700), Buffer.alloc(64, 0xff)]);
        expect(zstdFrameBytes(behind)).to.equal(frame.byteLength);
        expect(zstdFrameBytes(frame)).to.equal(frame.byteLength);
      }
  });

  it('is none where it is cut, or where something else begins', () => {
    const frame = zstdCompressSync(seededBytes(3, 5000));
    for (let left = 0; left < frame.byteLength; left += 1)
      expect(zstdFrameBytes(frame.subarray(0, left))).to.equal(null);
    expect(zstdFrameBytes(Buffer.alloc(5000))).to.equal(null);
    expect(zstdFrameBytes(Buffer.from('28b52ffd00000000ffffff', 'hex'))).to.equal(null);
  });
});
