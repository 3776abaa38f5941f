/**
 * The tables, as `migrations/` makes them. Bytes and milliseconds are integers, flags 0 or 1, documents JSON text, `null`
 * nothing. A column of many reports stands in `sessions`, so that a report that says nothing new changes one row.
 */

type Flag = number;

interface NodesTable {
  uuid: string;
  name: string;
  system_uuid: string;
  system_serial: string;
  /** JSON. */
  mac_addresses: string;
  first_seen_ms: number;
  /** Grows with every decision about the node. */
  generation: number;
}

interface SessionsTable {
  node: string;
  /** Of the newest session. Grows with each, and never starts again. */
  epoch: number;
  boot: string;
  replica: string;
  lease_until_ms: number;
  /** All reports of this boot up to this one are stored. */
  acked: number;
  /** A report was missed, and no inventory has come since. */
  wants_inventory: Flag;
  /** Of the newest report. */
  seen_at_ms: number;
  inventory_at_ms: number | null;
  /** Of what the newest inventory says; empty before the first. */
  inventory_digest: string;
  /** Of the node, when its newest inventory was compared with what was known. */
  reconciled_generation: number;
  reconciled_at_ms: number;
}

/** Boots of a node before the one of its newest session. */
interface BootsTable {
  node: string;
  boot: string;
  acked: number;
  ended_at_ms: number;
}

interface DisksTable {
  node: string;
  disk: string;
  /** JSON. */
  report: string;
  is_present: Flag;
  seen_at_ms: number;
  generation: number;
}

interface ClaimsTable {
  node: string;
  disk: string;
  volume: string;
  name: string;
  project: string;
  state: string;
  offset_bytes: number;
  length_bytes: number;
  seen_at_ms: number;
}

interface VolumesTable {
  id: string;
  name: string;
  project: string;
  volume_set: string;
  node: string;
  disk: string | null;
  state: string;
  state_before: string | null;
  offset_bytes: number | null;
  length_bytes: number;
  wanted_length_bytes: number;
  /** JSON. */
  allowed_disks: string;
  is_adopted: Flag;
  filesystem: string;
  label: string;
  mount_point: string;
  /** Ways with commas between them. */
  tell: string;
  erase: string;
  on_release: string;
  on_instance_delete: string;
  policy_since_ms: number;
  encryption: string;
  /** JSON. */
  proof: string | null;
  created_at_ms: number;
  updated_at_ms: number;
  generation: number;
}

/** Keys of volumes whose encryption is `luks2`. HAZARD: never to be joined to `volumes`, so that no view of those has them. */
interface VolumeKeysTable {
  volume: string;
  /** What wrapped it; empty when it is destroyed. */
  kek: string;
  /** Empty when it is destroyed. */
  wrapped: string;
  made_at_ms: number;
  /** When somebody first got it: an agent, or its tenant. */
  given_at_ms: number | null;
  destroyed_at_ms: number | null;
}

/** The instance that Ironic had active on a node last, until it is gone. */
interface NodeInstancesTable {
  node: string;
  instance: string;
  project: string;
  seen_at_ms: number;
}

/** Of projects of which something was said, or that asked for something under the default. */
interface QuotasTable {
  project: string;
  /** Null: the default; -1: without end. */
  max_volumes: number | null;
  max_bytes: number | null;
  updated_at_ms: number;
  generation: number;
}

interface AlarmsTable {
  id: string;
  kind: string;
  node: string;
  volume: string;
  message: string;
  raised_at_ms: number;
  resolved_at_ms: number | null;
  resolution: string;
}

interface PlansTable {
  node: string;
  revision: number;
  /** JSON. */
  volumes: string;
  updated_at_ms: number;
}

interface RunsTable {
  node: string;
  run: string;
  step: string;
  kind: string;
  state: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  phase: string;
  done_bytes: number;
  total_bytes: number | null;
  failure_code: string;
  failure_message: string;
  updated_at_ms: number;
}

/** An event as it is stored and hashed. */
export interface EventsTable {
  seq: number;
  at_ms: number;
  kind: string;
  node: string;
  volume: string;
  project: string;
  actor_kind: string;
  actor_id: string;
  actor_project: string;
  /** Canonical JSON. */
  details: string;
  previous: string;
  hash: string;
}

/** One row: the newest event. */
interface ChainTable {
  id: number;
  seq: number;
  hash: string;
  /** Grows with each append, so that its row is locked before it is read. */
  appends: number;
}

interface ChallengesTable {
  id: string;
  expires_at_ms: number;
}

interface NoncesTable {
  node: string;
  /** HAZARD: a secret. */
  nonce: string;
  expires_at_ms: number;
  /** Boots that it has vouched for. */
  is_used: number;
}

interface UntrustedInventoriesTable {
  /** What the machine says of itself. */
  machine: string;
  seen_at_ms: number;
  /** JSON. */
  inventory: string;
}

interface MetaTable {
  name: string;
  /** HAZARD: one of them is a secret. */
  value: string;
}

interface MigrationsTable {
  number: number;
  name: string;
  applied_at_ms: number;
}

/** One row: who migrates. */
interface MigrationLeaseTable {
  id: number;
  holder: string;
  until_ms: number;
}

export interface Tables {
  nodes: NodesTable;
  sessions: SessionsTable;
  boots: BootsTable;
  disks: DisksTable;
  claims: ClaimsTable;
  volumes: VolumesTable;
  volume_keys: VolumeKeysTable;
  node_instances: NodeInstancesTable;
  quotas: QuotasTable;
  alarms: AlarmsTable;
  plans: PlansTable;
  runs: RunsTable;
  events: EventsTable;
  chain: ChainTable;
  challenges: ChallengesTable;
  nonces: NoncesTable;
  untrusted_inventories: UntrustedInventoriesTable;
  meta: MetaTable;
  migrations: MigrationsTable;
  migration_lease: MigrationLeaseTable;
}

export type TableName = keyof Tables;

/** Columns of the primary key of each table that holds the registry's data. */
export const PRIMARY_KEYS = {
  nodes: ['uuid'],
  sessions: ['node'],
  boots: ['node', 'boot'],
  disks: ['node', 'disk'],
  claims: ['node', 'disk', 'volume'],
  volumes: ['id'],
  volume_keys: ['volume'],
  node_instances: ['node'],
  quotas: ['project'],
  alarms: ['id'],
  plans: ['node'],
  runs: ['node', 'run'],
  events: ['seq'],
  chain: ['id'],
  challenges: ['id'],
  nonces: ['node'],
  untrusted_inventories: ['machine'],
  meta: ['name'],
} as const satisfies { readonly [Name in TableName]?: readonly (keyof Tables[Name])[] };
