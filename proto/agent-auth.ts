import { createHmac, timingSafeEqual } from 'node:crypto';
import { BmvError } from './error.ts';

/** `nonce`: brought by Ironic, good once; `key`: one for all agents; `session`: of the last welcome. */
const AUTH_METHODS = ['nonce', 'key', 'session'] as const;
export type AuthMethod = (typeof AUTH_METHODS)[number];

/** What an agent says of itself in the upgrade, under a secret that does not go over the wire. */
export interface AgentClaim {
  readonly method: AuthMethod;
  /** Lower-case UUID that Ironic knows the node by. */
  readonly node: string;
  /** Lower-case UUID of the ramdisk's boot. An agent that is started again goes on, with numbers that were never used. */
  readonly boot: string;
  /** As the registry gave it, good for one use. */
  readonly challenge: string;
}

const SCHEME = 'BMV-HMAC-SHA256';
const FORM =
  /^BMV-HMAC-SHA256 method=(\w+), node=([0-9a-f-]{36}), boot=([0-9a-f-]{36}), challenge=([\w.-]{1,256}), mac=([0-9a-f]{64})$/;

function macOf(secret: string, { method, node, boot, challenge }: AgentClaim): Buffer {
  const text = ['bmv-agent-v1', method, node, boot, challenge].join('\n');
  return createHmac('sha256', secret).update(text).digest();
}

/** Value of the header `Authorization`. */
export function authHeader(secret: string, claim: AgentClaim): string {
  const { method, node, boot, challenge } = claim;
  const mac = macOf(secret, claim).toString('hex');
  return `${SCHEME} method=${method}, node=${node}, boot=${boot}, challenge=${challenge}, mac=${mac}`;
}

/** A claim that nobody has checked yet. `proves`: whether it was made with this secret. */
export interface UncheckedClaim extends AgentClaim {
  readonly proves: (secret: string) => boolean;
}

/** Reads the header. Throws `MESSAGE_INVALID`; the header is not quoted. */
export function parseAuthHeader(header: string): UncheckedClaim {
  const [, word, node, boot, challenge, mac] = FORM.exec(header) ?? [];
  const method = AUTH_METHODS.find((item) => item === word);
  if (!method || !node || !boot || !challenge || !mac)
    throw new BmvError('MESSAGE_INVALID', `the agent's authorization is not of the form ${SCHEME}`);
  const claim = { method, node, boot, challenge };
  return { ...claim, proves: (secret) => timingSafeEqual(macOf(secret, claim), Buffer.from(mac, 'hex')) };
}
