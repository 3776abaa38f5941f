import { createCipheriv } from 'node:crypto';

/** Of the keys of two AES-256: bytes. */
export const XTS_KEY_BYTES = 64;

/** In which dm-crypt counts sectors, however large they are. Bytes. */
const TWEAK_UNIT = 512;
const BLOCK_BYTES = 16;
const BLOCK_WORDS = 4;
/** The field's polynomial, less its highest term. */
const REDUCTION = 0x87;

/** How the data of a volume is encrypted. */
export interface SectorCipher {
  /** HAZARD: a secret. The first half encrypts blocks, the second one numbers of sectors. */
  readonly key: Uint8Array;
  readonly sectorBytes: number;
}

/** Each block by itself: whole blocks only. */
function encryptBlocks(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/** A copy in the order of this machine's bytes, which is little-endian as XTS is. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(new Uint8Array(bytes).buffer);
}

/** What each block is mixed with: the encrypted number of its sector, doubled for each block before it there. */
function tweaksOf(numbers: Uint8Array, sectorBytes: number): Uint32Array {
  const firsts = wordsOf(numbers);
  const perSector = sectorBytes / 4;
  const tweaks = new Uint32Array((numbers.byteLength / BLOCK_BYTES) * perSector);
  for (let sector = 0; sector * BLOCK_WORDS < firsts.length; sector += 1) {
    let [a = 0, b = 0, c = 0, d = 0] = firsts.subarray(sector * BLOCK_WORDS, (sector + 1) * BLOCK_WORDS);
    const end = (sector + 1) * perSector;
    for (let at = sector * perSector; at < end; at += BLOCK_WORDS) {
      tweaks[at] = a;
      tweaks[at + 1] = b;
      tweaks[at + 2] = c;
      tweaks[at + 3] = d;
      const carry = (d >>> 31) * REDUCTION;
      d = (d << 1) | (c >>> 31);
      c = (c << 1) | (b >>> 31);
      b = (b << 1) | (a >>> 31);
      a = (a << 1) ^ carry;
    }
  }
  return tweaks;
}

function mix(words: Uint32Array, tweaks: Uint32Array): Uint8Array {
  for (let at = 0; at < words.length; at += 1) words[at] = (words[at] ?? 0) ^ (tweaks[at] ?? 0);
  return new Uint8Array(words.buffer);
}

/**
 * AES-256 in XTS as dm-crypt has it under the name aes-xts-plain64: each sector by itself, tweaked by its number, which is
 * little-endian and counts units of 512 bytes, also where sectors are larger (without the flag iv-large-sectors, which a
 * LUKS2 header does not have by itself). `offset`: of the first byte from the start of the data; whole sectors only.
 *
 * Made of AES alone, which encrypts all blocks in one call: OpenSSL's own XTS takes a cipher for each sector, and for
 * sectors of 512 bytes eight times as long.
 */
export function encryptSectors(
  { key, sectorBytes }: SectorCipher,
  offset: number,
  plain: Uint8Array,
): Buffer {
  if (offset % sectorBytes !== 0 || plain.byteLength % sectorBytes !== 0)
    throw new TypeError(`${plain.byteLength} bytes at ${offset} are no whole sectors`);
  const numbers = Buffer.alloc((plain.byteLength / sectorBytes) * BLOCK_BYTES);
  for (let at = 0; at < plain.byteLength; at += sectorBytes)
    numbers.writeBigUInt64LE(BigInt((offset + at) / TWEAK_UNIT), (at / sectorBytes) * BLOCK_BYTES);
  const half = key.byteLength / 2;
  const tweaks = tweaksOf(encryptBlocks(key.subarray(half), numbers), sectorBytes);
  const encrypted = encryptBlocks(key.subarray(0, half), mix(wordsOf(plain), tweaks));
  return Buffer.from(mix(wordsOf(encrypted), tweaks).buffer);
}
