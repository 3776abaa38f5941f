import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** A password that cannot be read back: RFC 7914 with its parameters, as `scrypt$ln=15,r=8,p=1$<salt>$<hash>`. */
export interface PasswordHash {
  /** Binary logarithm of the cost. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** 32 MiB and some 60 ms for each. */
const COST = { ln: 15, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** Memory that a line of a file may ask for. */
const MAX_LN = 17;

const FORM = /^scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]{22})\$([\w+/]{43})$/;

async function derive(password: string, { ln, r, p, salt }: Omit<PasswordHash, 'hash'>): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 2 ** ln * r * 128 + 2 ** 20 };
  return await new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, { ...COST, salt });
  const { ln, r, p } = COST;
  return `scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`;
}

/** Null for text that is none. */
export function parsePasswordHash(text: string): PasswordHash | null {
  const [, ln, r, p, salt = '', hash = ''] = FORM.exec(text) ?? [];
  const parsed = {
    ...{ ln: Number(ln), r: Number(r), p: Number(p) },
    ...{ salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') },
  };
  const isSound = parsed.ln >= 1 && parsed.ln <= MAX_LN && parsed.r >= 1 && parsed.r <= 16 && parsed.p >= 1;
  return isSound && parsed.hash.length === HASH_BYTES ? parsed : null;
}

export async function isPassword(password: string, known: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, known), known.hash);
}
