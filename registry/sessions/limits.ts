import type { Rate } from './token-bucket.ts';

/**
 * Boots that follow each other so soon that nobody gets to change the node in between: a cleaning and the deployment behind
 * it are two.
 */
export const NONCE_BOOTS = 4;

const MIB = 2 ** 20;

/** What the agents of one replica may use. Each is an option; `DEFAULT_LIMITS` documents the defaults. */
export interface SessionLimits {
  /** Connections with a session, and those that are about to get one. */
  readonly maxSessions: number;
  /** Of these, connections that nobody vouched for. */
  readonly maxUntrusted: number;
  /** Upgrades whose authorization is being checked. */
  readonly maxPending: number;
  /** TCP connections of the server, with all that is no agent. */
  readonly maxConnections: number;
  /** Of one address: challenges asked for, and upgrades, each. */
  readonly attempts: Rate;
  /** Addresses whose attempts are remembered. */
  readonly maxAddresses: number;
  /** For the headers of a request, for a TLS handshake, and for checking an authorization; milliseconds. */
  readonly authenticationMs: number;
  /** From the upgrade to the hello, milliseconds. */
  readonly helloMs: number;
  /** Longest silence of an agent, milliseconds. It is pinged three times as often. */
  readonly heartbeatMs: number;
  /** How long a session is known to be here without being renewed, milliseconds. Renewed three times as often. */
  readonly leaseMs: number;
  /** For the end of a connection that is being closed, milliseconds. */
  readonly closeMs: number;
  /** At the end of the process, for reports that are being stored, milliseconds. */
  readonly drainMs: number;
  readonly maxFrameBytes: number;
  readonly maxUntrustedFrameBytes: number;
  /** Of one session. Who is faster is read more slowly. */
  readonly frames: Rate;
  readonly bytes: Rate;
  /** Of an untrusted one. */
  readonly untrustedFrames: Rate;
  readonly untrustedBytes: Rate;
  /** Reports of a session that are being stored; beyond it, nothing more is read. */
  readonly maxInFlight: number;
  readonly maxInFlightBytes: number;
  /** Requests for permission of a session that wait for an answer. */
  readonly maxRequests: number;
  /** What waits to be read by an agent before it is taken for stuck, bytes. */
  readonly maxUnsentBytes: number;
  /** Between two looks for newer plans, milliseconds. */
  readonly planPollMs: number;
}

/** See `SessionLimits`. */
export const DEFAULT_LIMITS: SessionLimits = {
  maxSessions: 20_000,
  maxUntrusted: 100,
  maxPending: 1000,
  maxConnections: 22_000,
  attempts: { perSecond: 50, burst: 200 },
  maxAddresses: 10_000,
  authenticationMs: 10_000,
  helloMs: 10_000,
  heartbeatMs: 30_000,
  leaseMs: 60_000,
  closeMs: 5000,
  drainMs: 10_000,
  maxFrameBytes: 4 * MIB,
  maxUntrustedFrameBytes: MIB,
  frames: { perSecond: 500, burst: 1000 },
  bytes: { perSecond: 8 * MIB, burst: 16 * MIB },
  untrustedFrames: { perSecond: 10, burst: 100 },
  untrustedBytes: { perSecond: MIB, burst: 2 * MIB },
  maxInFlight: 256,
  maxInFlightBytes: 8 * MIB,
  maxRequests: 16,
  maxUnsentBytes: MIB,
  planPollMs: 1000,
};
