import type { Columns } from '../columns.ts';
import type { Migration } from './migration.ts';

const UUID = 36;
const NAME = 255;
const WORD = 64;
const SHA256 = 64;
const PATH = 1024;

function tables({ text, textOrNull, long, longOrNull, integer, integerOrNull }: Columns) {
  return {
    nodes: [
      text('uuid', UUID),
      text('name', NAME),
      text('system_uuid', UUID),
      text('system_serial', NAME),
      long('mac_addresses'),
      integer('first_seen_ms'),
      integer('generation'),
      'PRIMARY KEY (uuid)',
    ],
    sessions: [
      text('node', UUID),
      integer('epoch'),
      text('boot', UUID),
      text('replica', NAME),
      integer('lease_until_ms'),
      integer('acked'),
      integer('wants_inventory'),
      integer('seen_at_ms'),
      integerOrNull('inventory_at_ms'),
      text('inventory_digest', SHA256),
      integer('reconciled_generation'),
      integer('reconciled_at_ms'),
      'PRIMARY KEY (node)',
    ],
    boots: [
      text('node', UUID),
      text('boot', UUID),
      integer('acked'),
      integer('ended_at_ms'),
      'PRIMARY KEY (node, boot)',
    ],
    disks: [
      text('node', UUID),
      text('disk', NAME),
      long('report'),
      integer('is_present'),
      integer('seen_at_ms'),
      integer('generation'),
      'PRIMARY KEY (node, disk)',
    ],
    claims: [
      text('node', UUID),
      text('disk', NAME),
      text('volume', UUID),
      text('name', NAME),
      text('project', NAME),
      text('state', WORD),
      integer('offset_bytes'),
      integer('length_bytes'),
      integer('seen_at_ms'),
      'PRIMARY KEY (node, disk, volume)',
    ],
    volumes: [
      text('id', UUID),
      text('name', NAME),
      text('project', NAME),
      text('volume_set', NAME),
      text('node', UUID),
      textOrNull('disk', NAME),
      text('state', WORD),
      textOrNull('state_before', WORD),
      integerOrNull('offset_bytes'),
      integer('length_bytes'),
      integer('wanted_length_bytes'),
      long('allowed_disks'),
      integer('is_adopted'),
      text('filesystem', WORD),
      text('label', NAME),
      text('mount_point', PATH),
      text('erase', WORD),
      longOrNull('proof'),
      integer('created_at_ms'),
      integer('updated_at_ms'),
      integer('generation'),
      'PRIMARY KEY (id)',
    ],
    alarms: [
      text('id', UUID),
      text('kind', WORD),
      text('node', UUID),
      text('volume', UUID),
      long('message'),
      integer('raised_at_ms'),
      integerOrNull('resolved_at_ms'),
      long('resolution'),
      'PRIMARY KEY (id)',
    ],
    plans: [
      text('node', UUID),
      integer('revision'),
      long('volumes'),
      integer('updated_at_ms'),
      'PRIMARY KEY (node)',
    ],
    runs: [
      text('node', UUID),
      text('run', UUID),
      text('step', NAME),
      text('kind', WORD),
      text('state', WORD),
      integer('started_at_ms'),
      integerOrNull('ended_at_ms'),
      text('phase', NAME),
      integer('done_bytes'),
      integerOrNull('total_bytes'),
      text('failure_code', NAME),
      long('failure_message'),
      integer('updated_at_ms'),
      'PRIMARY KEY (node, run)',
    ],
    events: [
      integer('seq'),
      integer('at_ms'),
      text('kind', WORD),
      text('node', UUID),
      text('volume', UUID),
      text('project', NAME),
      text('actor_kind', WORD),
      text('actor_id', NAME),
      text('actor_project', NAME),
      long('details'),
      text('previous', SHA256),
      text('hash', SHA256),
      'PRIMARY KEY (seq)',
    ],
    chain: [integer('id'), integer('seq'), text('hash', SHA256), integer('appends'), 'PRIMARY KEY (id)'],
    challenges: [text('id', NAME), integer('expires_at_ms'), 'PRIMARY KEY (id)'],
    nonces: [
      text('node', UUID),
      text('nonce', NAME),
      integer('expires_at_ms'),
      integer('is_used'),
      'PRIMARY KEY (node)',
    ],
    untrusted_inventories: [
      text('machine', NAME),
      integer('seen_at_ms'),
      long('inventory'),
      'PRIMARY KEY (machine)',
    ],
    meta: [text('name', NAME), long('value'), 'PRIMARY KEY (name)'],
  };
}

/** The last column is the key of pages. */
const INDEXES = {
  nodes: [['name', 'uuid']],
  claims: [['volume', 'node', 'disk']],
  volumes: [
    ['node', 'id'],
    ['project', 'id'],
    ['project', 'name', 'id'],
    ['volume_set', 'id'],
    ['name', 'id'],
    ['state', 'id'],
  ],
  alarms: [
    ['node', 'id'],
    ['volume', 'id'],
    ['resolved_at_ms', 'id'],
  ],
  runs: [
    ['run'],
    ['node', 'state'],
    ['state', 'node', 'run'],
    ['node', 'started_at_ms', 'run'],
    ['started_at_ms', 'run'],
  ],
  events: [
    ['node', 'seq'],
    ['volume', 'seq'],
    ['project', 'seq'],
  ],
  challenges: [['expires_at_ms']],
  untrusted_inventories: [['seen_at_ms']],
} as const;

export const firstTables: Migration = {
  number: 1,
  name: 'first-tables',
  statements: (columns) => [
    ...Object.entries(tables(columns)).map(
      ([table, parts]) => `CREATE TABLE IF NOT EXISTS ${table} (${parts.join(', ')}) ${columns.tableEnd}`,
    ),
    ...Object.entries(INDEXES).flatMap(([table, indexes]) =>
      indexes.map(
        (parts) =>
          `CREATE INDEX IF NOT EXISTS ${table}_by_${parts.join('_')} ON ${table} (${parts.join(', ')})`,
      ),
    ),
    `INSERT INTO chain (id, seq, hash, appends)
     SELECT 1, 0, '${'0'.repeat(64)}', 0 WHERE NOT EXISTS (SELECT 1 FROM chain)`,
  ],
};
