import { type Fault, UncertainCommit } from '../backend.ts';

/** Another transaction came first: 1213 deadlock (with Galera also at the commit), 1205 its lock took too long. */
const LOST = new Set([1213, 1205]);
/** For now: 1047 a Galera node that is not ready, 1040 too many connections. */
const BUSY = new Set([1047, 1040]);
/** The server ended the query or the connection: 1053, 1317, 1927, 1969. */
const CUT = new Set([1053, 1317, 1927, 1969]);
const DOWN = new Set([
  ...[3, 28, 1021, 1030, 1114, 1180 /* disk full, or does not work */],
  ...[1290, 1792, 1836 /* read only */, 1044, 1045, 1049, 1142, 1698 /* access */],
  ...[1054, 1064, 1146 /* no such table or column, no statement */],
]);

/** Whether the connection is gone, rather than that the server has answered with an error. */
export function isBroken(error: unknown): boolean {
  const { errno, fatal, code } = (error ?? {}) as { errno?: unknown; fatal?: unknown; code?: unknown };
  if (fatal === true || code === 'PROTOCOL_SEQUENCE_TIMEOUT' || CUT.has(errno as number)) return true;
  // Those of the operating system are negative.
  return typeof errno === 'number' && errno < 0;
}

export function mariadbFault(error: unknown): Fault {
  if (error instanceof UncertainCommit) return 'down';
  const { errno, message } = (error ?? {}) as { errno?: unknown; message?: unknown };
  if (LOST.has(errno as number)) return 'lost';
  if (DOWN.has(errno as number) || message === 'Pool is closed.') return 'down';
  // Before the commit nothing has been done, and the server may be back in a moment.
  return BUSY.has(errno as number) || isBroken(error) ? 'busy' : 'data';
}
