import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A challenge that this registry gave out and that has not expired. Whether it was used, the store knows. */
export interface Challenge {
  readonly id: string;
  /** By the store's clock. */
  readonly expiresAtMs: number;
}

const FORM = /^([\w-]{22})\.(\d{1,15})\.([\w-]{43})$/;

function sign(secret: string, id: string, expiresAtMs: number): string {
  return createHmac('sha256', secret).update(`bmv-challenge-v1\n${id}\n${expiresAtMs}`).digest('base64url');
}

/** `<random>.<expiry>.<hmac>`: needs no memory before it is used. `secret`: of all replicas. */
export function makeChallenge(
  secret: string,
  expiresAtMs: number,
  id = randomBytes(16).toString('base64url'),
): string {
  return `${id}.${expiresAtMs}.${sign(secret, id, expiresAtMs)}`;
}

/** `foreign`: not made with this secret. */
export function checkChallenge(
  secret: string,
  text: string,
  nowMs: number,
): Challenge | 'foreign' | 'expired' {
  const [, id = '', expiry = '', mac = ''] = FORM.exec(text) ?? [];
  const expiresAtMs = Number(expiry);
  // Both are ASCII of 43 characters, or the form did not match.
  const expected = Buffer.from(sign(secret, id, expiresAtMs));
  if (mac === '' || !timingSafeEqual(expected, Buffer.from(mac))) return 'foreign';
  return nowMs < expiresAtMs ? { id, expiresAtMs } : 'expired';
}
