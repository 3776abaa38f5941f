import type { Columns } from '../columns.ts';
import type { Migration } from './migration.ts';

const UUID = 36;
const NAME = 255;
const WORD = 64;

/** What volumes that were there before go on to be: erased when somebody releases them, kept when an instance goes. */
function policyColumns({ text, integer, addedColumn }: Columns): readonly string[] {
  return [
    addedColumn('volumes', `${text('on_release', WORD)} DEFAULT 'erase'`),
    addedColumn('volumes', `${text('on_instance_delete', WORD)} DEFAULT 'keep'`),
    addedColumn('volumes', `${integer('policy_since_ms')} DEFAULT 0`),
  ];
}

function instances({ text, integer, tableEnd }: Columns): string {
  const parts = [
    text('node', UUID),
    text('instance', UUID),
    text('project', NAME),
    integer('seen_at_ms'),
    'PRIMARY KEY (node)',
  ];
  return `CREATE TABLE IF NOT EXISTS node_instances (${parts.join(', ')}) ${tableEnd}`;
}

function quotas({ text, integer, integerOrNull, tableEnd }: Columns): string {
  const parts = [
    text('project', NAME),
    integerOrNull('max_volumes'),
    integerOrNull('max_bytes'),
    integer('updated_at_ms'),
    integer('generation'),
    'PRIMARY KEY (project)',
  ];
  return `CREATE TABLE IF NOT EXISTS quotas (${parts.join(', ')}) ${tableEnd}`;
}

/** Sets of a project come in pages. */
const BY_SET =
  'CREATE INDEX IF NOT EXISTS volumes_by_project_volume_set_id ON volumes (project, volume_set, id)';

/** What becomes of a volume when it is released, and when an instance goes; which instances there are, and what projects may have. */
export const policies: Migration = {
  number: 3,
  name: 'policies',
  statements: (columns) => [...policyColumns(columns), instances(columns), quotas(columns), BY_SET],
};
