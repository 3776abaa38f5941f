import type { Columns } from '../columns.ts';
import type { Migration } from './migration.ts';

const UUID = 36;
const NAME = 255;
const WORD = 64;

function keys({ text, integer, integerOrNull, tableEnd }: Columns): string {
  const parts = [
    text('volume', UUID),
    text('kek', NAME),
    text('wrapped', NAME),
    integer('made_at_ms'),
    integerOrNull('given_at_ms'),
    integerOrNull('destroyed_at_ms'),
    'PRIMARY KEY (volume)',
  ];
  return `CREATE TABLE IF NOT EXISTS volume_keys (${parts.join(', ')}) ${tableEnd}`;
}

/** Keys are looked for by what wrapped them. */
const BY_KEK = 'CREATE INDEX IF NOT EXISTS volume_keys_by_kek_volume ON volume_keys (kek, volume)';

/** Whether a volume is encrypted, and the wrapped keys of those that the registry has keys of. */
export const encryption: Migration = {
  number: 4,
  name: 'encryption',
  statements: (columns) => [
    columns.addedColumn('volumes', `${columns.text('encryption', WORD)} DEFAULT 'none'`),
    keys(columns),
    BY_KEK,
  ],
};
