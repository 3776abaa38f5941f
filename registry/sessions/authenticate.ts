import { type AuthMethod, parseAuthHeader, type UncheckedClaim } from '../../proto/agent-auth.ts';
import type { Trust } from '../../proto/channel.ts';
import type { ClientCertificate } from './certificate.ts';
import { checkChallenge } from './challenge.ts';
import { goodCredentials } from './credential.ts';
import { Denied } from './denied.ts';
import type { SessionStore } from './ports.ts';
import type { StoreClock } from './store-clock.ts';

/** How agents are believed. */
export interface AuthOptions {
  /** Keys that all agents share, for labs; more than one while they are being changed. Default none. */
  readonly keys: readonly string[];
  /** Hear agents that nobody vouches for. Default true: see README.md, Authentication. */
  readonly acceptUntrusted: boolean;
  /** Believe certificates that the server's TLS has checked against the CA of agents. Default false. */
  readonly clientCertificates: boolean;
  /** From a challenge to the upgrade, milliseconds. Default 30 s. */
  readonly challengeLifeMs: number;
  /** Of a session's credential, milliseconds, rounded up to hours. Default 24 h. */
  readonly credentialLifeMs: number;
  /** Whether the node's ramdisk may be running, as Ironic says; null where it is not asked. Default null. */
  readonly isInRamdisk: ((node: string) => Promise<boolean>) | null;
}

/** See `AuthOptions`. */
export const DEFAULT_AUTH: AuthOptions = {
  keys: [],
  acceptUntrusted: true,
  clientCertificates: false,
  challengeLifeMs: 30_000,
  credentialLifeMs: 86_400_000,
  isInRamdisk: null,
};

/** What authentication looks at. */
export interface AuthContext {
  readonly store: SessionStore;
  readonly clock: StoreClock;
  readonly options: AuthOptions;
}

/** Of an upgrade request. */
export interface AuthRequest {
  readonly authorization: string | undefined;
  readonly certificate: ClientCertificate | null;
}

/** Who is at the other end. */
export interface Authenticated {
  readonly trust: Exclude<Trust, 'unknown'>;
  readonly method: AuthMethod | 'certificate' | 'none';
  /** Null where nobody vouched for it. */
  readonly node: string | null;
  /** Null where the authorization is not bound to one. */
  readonly boot: string | null;
  /** To be used up as soon as the agent has its welcome; null but for `nonce`. HAZARD: not for logs. */
  readonly nonce: string | null;
}

const UNTRUSTED: Authenticated = { trust: 'untrusted', method: 'none', node: null, boot: null, nonce: null };
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Kept as used for longer than it is good: the clock here may be a little behind the store's. */
const CHALLENGE_MARGIN_MS = 60_000;

function unbelieved(message: string): Denied {
  return new Denied(401, 'AGENT_UNAUTHENTICATED', message);
}

/** Who sent a request for an upgrade. Throws `Denied`; any other error means that the store or Ironic failed. */
export async function authenticate(request: AuthRequest, context: AuthContext): Promise<Authenticated> {
  const { acceptUntrusted, clientCertificates } = context.options;
  const certificate = clientCertificates ? request.certificate : null;
  if (certificate) checkCertificate(certificate);
  if (request.authorization !== undefined) {
    const agent = await byHeader(request.authorization, context);
    if (certificate && certificate.node !== agent.node)
      throw new Denied(403, 'NODE_DIFFERS', `the client certificate is not node ${agent.node}'s`);
    return agent;
  }
  if (certificate)
    return { trust: 'trusted', method: 'certificate', node: certificate.node, boot: null, nonce: null };
  if (acceptUntrusted) return UNTRUSTED;
  throw unbelieved(
    'this registry hears no agent without authorization; let Ironic bring a nonce, or give the agent a key',
  );
}

function checkCertificate({ isValid, node }: ClientCertificate): void {
  if (!isValid)
    throw unbelieved('the client certificate is not signed by the CA of agents, or not valid at this time');
  if (node === null)
    throw new Denied(
      403,
      'AGENT_UNAUTHENTICATED',
      'the client certificate names no node; its subject alternative name needs one URI:urn:uuid:<node>',
    );
}

async function byHeader(header: string, context: AuthContext): Promise<Authenticated> {
  const { store, clock } = context;
  const claim = parsed(header);
  const { node, boot, method } = claim;
  const challenge = checkChallenge(await clock.secret(), claim.challenge, await clock.nowMs());
  if (challenge === 'foreign') throw unbelieved('the challenge is not one of this registry; ask it for one');
  if (challenge === 'expired')
    throw unbelieved('the challenge has expired; ask the registry for another one');
  const { nonce } = await PROOFS[method](claim, context);
  // Last, so that nobody without a secret can fill the store with used challenges, or use up another's.
  if (!(await store.useChallenge(challenge.id, challenge.expiresAtMs + CHALLENGE_MARGIN_MS)))
    throw unbelieved('the challenge was used before; ask the registry for another one');
  return { trust: 'trusted', method, node, boot, nonce };
}

function parsed(header: string): UncheckedClaim {
  let claim: UncheckedClaim;
  try {
    claim = parseAuthHeader(header);
  } catch (error) {
    throw unbelieved(error instanceof Error ? error.message : 'the authorization cannot be read');
  }
  if (!GUID.test(claim.node) || !GUID.test(claim.boot))
    throw unbelieved("the agent's authorization names no node or no boot; both are lower-case UUIDs");
  return claim;
}

type Proof = (claim: UncheckedClaim, context: AuthContext) => Promise<{ readonly nonce: string | null }>;

/** All are tried, so that the time tells nothing. */
function provesOne(claim: UncheckedClaim, secrets: readonly string[]): boolean {
  return secrets.map((secret) => claim.proves(secret)).includes(true);
}

const byNonce: Proof = async (claim, { store, options }) => {
  const { node } = claim;
  const nonce = await store.nonceOf(node);
  // One answer for all cases: which nodes have a nonce is nobody's business.
  if (nonce === null || !claim.proves(nonce))
    throw unbelieved(
      `the nonce of node ${node} is not the one that the registry gave it, was used up or has expired; ` +
        'it gets another one as soon as Ironic can change the node',
    );
  if (options.isInRamdisk && !(await options.isInRamdisk(node)))
    throw new Denied(
      403,
      'AGENT_UNAUTHENTICATED',
      `Ironic does not deploy, clean, serve or inspect node ${node} just now, so no agent can be running there`,
    );
  return { nonce };
};

const byKey: Proof = async (claim, { options }) => {
  if (!provesOne(claim, options.keys)) throw unbelieved("the agent's key is none of this registry's keys");
  return { nonce: null };
};

const bySession: Proof = async (claim, { store, clock, options }) => {
  const { node, boot } = claim;
  const [secret, nowMs, newest] = await Promise.all([clock.secret(), clock.nowMs(), store.newestBoot(node)]);
  const good = goodCredentials(secret, node, boot, { nowMs, lifeMs: options.credentialLifeMs });
  if (!provesOne(claim, good))
    throw unbelieved(
      `the credential is not one of node ${node} in this boot, or has expired; a step of Ironic brings a nonce`,
    );
  if (newest !== boot)
    throw unbelieved(
      `node ${node} has booted again since this credential was given; a step of Ironic brings a nonce`,
    );
  return { nonce: null };
};

const PROOFS: Readonly<Record<AuthMethod, Proof>> = { nonce: byNonce, key: byKey, session: bySession };
