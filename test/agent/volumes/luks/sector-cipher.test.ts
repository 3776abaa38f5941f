import { createCipheriv } from 'node:crypto';
import { expect } from 'chai';
import { encryptSectors } from '../../../../agent/volumes/luks/sector-cipher.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';

/** IEEE 1619, vector 10: the two keys are digits of e and of pi, the unit's number is 255. */
const KEY = Buffer.from(
  '27182818284590452353602874713526624977572470936999595749669676273141592653589793238462643383279502884197169399375105820974944592',
  'hex',
);
const PLAIN = Buffer.from(Array.from({ length: 512 }, (_, index) => index & 0xff));
const ENCRYPTED = '1c3b3a102f770386e4836c99e370cf9bea00803f5e482357a4ae12d414a3e63b';

describe('the cipher of sectors', () => {
  it('is AES-256 in XTS as IEEE 1619 has it', () => {
    const encrypted = encryptSectors({ key: KEY, sectorBytes: 512 }, 255 * 512, PLAIN);
    expect(encrypted.toString('hex')).to.match(new RegExp(`^${ENCRYPTED}`));
  });

  for (const sectorBytes of [512, 4096])
    it(`gives the same for a sector of ${sectorBytes} bytes whatever is encrypted with it, and another for each place`, () => {
      const cipher = { key: seededBytes(1, 64), sectorBytes };
      const plain = Buffer.alloc(4 * sectorBytes, 'the same words ');
      const whole = encryptSectors(cipher, 8 * sectorBytes, plain);
      const seen = new Set<string>();
      for (let index = 0; index < 4; index += 1) {
        const piece = plain.subarray(index * sectorBytes, (index + 1) * sectorBytes);
        const alone = encryptSectors(cipher, (8 + index) * sectorBytes, piece);
        expect(alone.equals(whole.subarray(index * sectorBytes, (index + 1) * sectorBytes))).to.equal(true);
        seen.add(
          encryptSectors(cipher, (8 + index) * sectorBytes, plain.subarray(0, sectorBytes)).toString('hex'),
        );
      }
      expect(seen.size).to.equal(4);
    });

  it('counts units of 512 bytes also where a sector is larger', () => {
    const key = seededBytes(2, 64);
    const plain = seededBytes(3, 4096);
    const large = encryptSectors({ key, sectorBytes: 4096 }, 4096, plain);
    const small = encryptSectors({ key, sectorBytes: 512 }, 4096, plain.subarray(0, 512));
    // The first blocks of both have the tweak of sector 8.
    expect(large.subarray(0, 496).equals(small.subarray(0, 496))).to.equal(true);
  });

  for (const sectorBytes of [512, 4096])
    it(`is OpenSSL’s own for each sector of ${sectorBytes} bytes, near the start and beyond 8 TiB`, () => {
      for (const [seed, offset] of [
        [11, 0],
        [12, 24 * sectorBytes],
        [13, 2 ** 43 + 4096],
      ] as const) {
        const key = seededBytes(seed, 64);
        const plain = seededBytes(seed + 100, 8 * sectorBytes);
        const sectors = Array.from({ length: 8 }, (_, index) => {
          const tweak = Buffer.alloc(16);
          tweak.writeBigUInt64LE(BigInt((offset + index * sectorBytes) / 512));
          const piece = plain.subarray(index * sectorBytes, (index + 1) * sectorBytes);
          return createCipheriv('aes-256-xts', key, tweak).update(piece);
        });
        const encrypted = encryptSectors({ key, sectorBytes }, offset, plain);
        expect(encrypted.equals(Buffer.concat(sectors)), `${offset}`).to.equal(true);
      }
    });

  it('changes nothing of what it encrypts, wherever in memory that is', () => {
    const memory = seededBytes(21, 4096 + 3);
    const before = Buffer.from(memory);
    const cipher = { key: seededBytes(22, 64), sectorBytes: 512 };
    const encrypted = encryptSectors(cipher, 0, memory.subarray(3));
    expect(memory.equals(before)).to.equal(true);
    expect(encrypted.equals(encryptSectors(cipher, 0, Buffer.from(memory.subarray(3))))).to.equal(true);
  });

  it('takes no half sectors', () => {
    const cipher = { key: seededBytes(1, 64), sectorBytes: 4096 };
    expect(() => encryptSectors(cipher, 512, Buffer.alloc(4096))).to.throw(TypeError);
    expect(() => encryptSectors(cipher, 0, Buffer.alloc(512))).to.throw(TypeError);
  });
});
