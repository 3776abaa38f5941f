import { createHash, getHashes } from 'node:crypto';
import { BmvError } from '../../proto/error.ts';

/** By OpenSSL's names: those that Python's hashlib has too, which Glance and ironic-python-agent hash with. */
const ALGORITHMS = [
  'md5',
  'sha1',
  'sha224',
  'sha256',
  'sha384',
  'sha512',
  'sha512-224',
  'sha512-256',
  'sha3-224',
  'sha3-256',
  'sha3-384',
  'sha3-512',
  'blake2b512',
  'blake2s256',
  'ripemd160',
  'sm3',
] as const;

/** Python's names that are no other spelling of OpenSSL's. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['blake2b', 'blake2b512'],
  ['blake2s', 'blake2s256'],
]);

/** `sha3_256` (Python), `sha3-256` (OpenSSL) and `SHA3-256` are one; so are `sha256` and `SHA-256`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_/]/g, '');
}

const OFFERED: ReadonlyMap<string, string> = new Map(
  ALGORITHMS.filter((name) => getHashes().includes(name)).map((name) => [plain(name), name]),
);

/** OpenSSL's name of a checksum algorithm that is called so here, in Python or in a checksum file; null for none. */
export function findAlgorithm(name: string): string | null {
  const wanted = plain(name);
  return OFFERED.get(ALIASES.get(wanted) ?? wanted) ?? null;
}

/** Throws `CHECKSUM_BAD_FORM` with the algorithms that there are. */
export function algorithmOf(name: string): string {
  const found = findAlgorithm(name);
  if (found !== null) return found;
  // What stands in the place of a name may be anything, a URL with its signature too.
  const shown = /^[\w./-]{1,32}$/.test(name) ? name : `of ${name.length} characters`;
  const what = /^shake(128|256)$/.test(plain(name))
    ? `${shown} has no length of its own, so it is no checksum`
    : `there is no checksum algorithm ${shown}`;
  throw new BmvError('CHECKSUM_BAD_FORM', `${what}; take one of ${[...OFFERED.values()].join(', ')}`);
}

/** Hex digits of a checksum. */
export function digitsOf(algorithm: string): number {
  return createHash(algorithm).digest('hex').length;
}
