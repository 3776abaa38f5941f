import type { Fault } from '../backend.ts';

/** Result codes of SQLite, without their extension in the upper bits. */
const BUSY = new Set([5 /* BUSY */, 6 /* LOCKED */]);
const DOWN = new Set([
  1 /* ERROR: a table or column that is not there, a statement that is none; what a value is plays no part */,
  ...[3 /* PERM */, 7 /* NOMEM */, 8 /* READONLY */, 9 /* INTERRUPT */, 10 /* IOERR */, 11 /* CORRUPT */],
  ...[13 /* FULL */, 14 /* CANTOPEN */, 15 /* PROTOCOL */, 22 /* NOLFS */, 26 /* NOTADB */],
]);

export function sqliteFault(error: unknown): Fault {
  const { errcode, code } = (error ?? {}) as { errcode?: unknown; code?: unknown };
  // As of a database that is closed.
  if (code === 'ERR_INVALID_STATE') return 'down';
  if (typeof errcode !== 'number') return 'data';
  if (BUSY.has(errcode & 0xff)) return 'busy';
  return DOWN.has(errcode & 0xff) ? 'down' : 'data';
}
