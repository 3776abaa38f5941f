import { API_DEFAULTS, type ApiLimits } from '../api/limits.ts';
import { BASIC_DEFAULTS, type BasicOptions } from '../auth/basic-auth.ts';
import { KEYSTONE_DEFAULTS, type KeystoneOptions } from '../auth/keystone-auth.ts';
import { INGEST_DEFAULTS, type IngestOptions } from '../ingest/ingest.ts';
import { IRONIC_PACE, type IronicPace } from '../ironic-link.ts';
import { DEFAULT_LIMITS, type SessionLimits } from '../sessions/limits.ts';
import { MARIADB_DEFAULTS, type MariadbOptions } from '../store/mariadb/backend.ts';
import { SQLITE_DEFAULTS, type SqliteOptions } from '../store/sqlite/backend.ts';
import { RETRY_DEFAULTS, type RetryOptions } from '../store/store.ts';

/** All limits of a registry's process. */
export interface Limits {
  readonly sessions: SessionLimits;
  readonly api: ApiLimits;
  readonly basic: BasicOptions;
  readonly keystone: KeystoneOptions;
  readonly ingest: Omit<IngestOptions, 'policy'>;
  readonly ironic: IronicPace;
  readonly sqlite: SqliteOptions;
  readonly mariadb: Omit<MariadbOptions, 'tls'>;
  readonly retries: RetryOptions;
}

const { policy: _policy, ...INGEST } = INGEST_DEFAULTS;
const { tls: _tls, ...MARIADB } = MARIADB_DEFAULTS;

/** See `Limits`. */
export const LIMIT_DEFAULTS: Limits = {
  sessions: DEFAULT_LIMITS,
  api: API_DEFAULTS,
  basic: BASIC_DEFAULTS,
  keystone: KEYSTONE_DEFAULTS,
  ingest: INGEST,
  ironic: IRONIC_PACE,
  sqlite: SQLITE_DEFAULTS,
  mariadb: MARIADB,
  retries: RETRY_DEFAULTS,
};

type Numbers = { readonly [name: string]: number | null | { readonly [part: string]: number } };

/** A limit by its place, such as `sessions.attempts.burst`; null: not limited. Throws where there is no such place. */
export function limitAt(limits: Limits, place: string): number | null {
  const [group = '', key = '', part] = place.split('.');
  const value = (limits[group as keyof Limits] as unknown as Numbers | undefined)?.[key];
  const number = part === undefined || typeof value !== 'object' ? value : value?.[part];
  if (typeof number === 'number' || number === null) return number;
  throw new Error(`there is no limit ${place}`);
}

/** Limits with some of them set, by their places. */
export function withLimits(limits: Limits, set: ReadonlyMap<string, number>): Limits {
  let all = limits as unknown as Readonly<Record<string, Numbers>>;
  for (const [place, number] of set) {
    const [group = '', key = '', part] = place.split('.');
    const values = all[group] ?? {};
    const value = values[key];
    const next =
      part !== undefined && typeof value === 'object' && value ? { ...value, [part]: number } : number;
    all = { ...all, [group]: { ...values, [key]: next } };
  }
  return all as unknown as Limits;
}
