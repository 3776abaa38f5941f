import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { BmvError } from '../../proto/error.ts';

/** A key-encryption key. */
export interface Kek {
  /** Name of its file, `#` and its fingerprint: a file of the same name with another key in it is another KEK. */
  readonly id: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly key: KeyObject;
}

const KEK_BYTES = 32;
/** The longest file that can hold one: hex digits and the end of a line. */
const MAX_FILE_BYTES = 2 * KEK_BYTES + 2;
/** Bits of a file's mode: what others than its owner may do with it. */
const OTHERS = 0o077;
const NAME = /^[\w.-]{1,100}$/;
const FINGERPRINT_DIGITS = 16;

const HOW_TO_MAKE = 'make one with: (umask 077; openssl rand -hex 32 > FILE)';

function invalid(path: string, why: string, cause?: unknown): BmvError {
  return new BmvError('CONFIG_INVALID', `KEK file ${path} ${why}`, { path, cause });
}

/** The file's bytes, at most one more than any KEK has. */
async function bytesOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw invalid(path, 'cannot be read; check its path and who may read it', cause);
  });
  try {
    const info = await file.stat();
    if (!info.isFile()) throw invalid(path, 'is no file; keep nothing but KEK files there');
    if ((info.mode & OTHERS) !== 0)
      throw invalid(
        path,
        `has mode ${(info.mode & 0o777).toString(8).padStart(4, '0')}, by which others may use it; chmod 600 it`,
      );
    const buffer = Buffer.alloc(MAX_FILE_BYTES + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** 32 bytes of 32, or of 64 hex digits. HAZARD: the 32 digits of half a key are 32 bytes too. */
function keyOf(bytes: Buffer, path: string): Buffer {
  const text = bytes.toString('latin1').replace(/\r?\n$/, '');
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  if (bytes.length === KEK_BYTES && !/^[0-9a-fA-F]+$/.test(text)) return Buffer.from(bytes);
  throw invalid(path, `is neither ${KEK_BYTES} bytes nor ${2 * KEK_BYTES} hex digits; ${HOW_TO_MAKE}`);
}

function fingerprintOf(key: Uint8Array): string {
  const digest = createHash('sha256').update('bmv key-encryption key\n').update(key).digest('hex');
  return digest.slice(0, FINGERPRINT_DIGITS);
}

/** Throws `CONFIG_INVALID`, also for one that others than its owner may read or write. */
export async function readKek(path: string): Promise<Kek> {
  const name = basename(path);
  if (!NAME.test(name))
    throw invalid(path, 'has a name with other signs than letters, digits, _ . and -; rename it');
  const bytes = await bytesOf(path);
  try {
    const key = keyOf(bytes, path);
    if (key.every((byte) => byte === key[0]))
      throw invalid(path, `is one byte again and again, which is no key; ${HOW_TO_MAKE}`);
    const fingerprint = fingerprintOf(key);
    const kek = { id: `${name}#${fingerprint}`, name, fingerprint, key: createSecretKey(key) };
    key.fill(0);
    return kek;
  } finally {
    bytes.fill(0);
  }
}

/** Name and fingerprint of a KEK's id. */
export function partsOfKekId(id: string): Pick<Kek, 'name' | 'fingerprint'> {
  const at = id.lastIndexOf('#');
  return { name: id.slice(0, Math.max(0, at)), fingerprint: id.slice(at + 1) };
}
