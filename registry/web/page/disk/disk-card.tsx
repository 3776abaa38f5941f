import { useSignal } from '@preact/signals';
import type { DiskJson } from '../../../api/schemas/disks.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { counted } from '../format/bytes.ts';
import { Ago, Size } from '../ui/figures.tsx';
import { Icon } from '../ui/icon.tsx';
import { DiskBar } from './disk-bar.tsx';
import { diskWords, KIND_WORDS, kindsOf } from './part-words.ts';
import { PartsTable } from './parts-table.tsx';

export interface DiskCardProps {
  readonly disk: DiskJson;
  /** Volumes of the node, by id. */
  readonly volumes: ReadonlyMap<string, VolumeJson>;
  /** Whether its table is shown from the start. */
  readonly isOpen: boolean;
}

function Legend({ disk }: { readonly disk: DiskJson }) {
  return (
    <ul class="legend" aria-label="Legend">
      {kindsOf(disk.parts).map((kind) => (
        <li key={kind}>
          <span class={`swatch part-${kind}`} aria-hidden="true">
            <span class="part-fill" />
          </span>
          {KIND_WORDS[kind]}
        </li>
      ))}
    </ul>
  );
}

function Verdicts({ verdicts }: Pick<DiskJson, 'verdicts'>) {
  if (verdicts.length === 0) return null;
  return (
    <ul class="verdicts">
      {verdicts.map(({ code, severity, message }) => (
        <li
          key={`${code} ${message}`}
          class={severity === 'note' ? 'note' : severity === 'repair' ? 'note note-warn' : 'note note-bad'}
        >
          <Icon name={severity === 'note' ? 'dot' : 'warning'} />
          <span>
            <strong>{severity === 'refuse' ? 'nothing is written here' : severity}</strong> {message}{' '}
            <code>{code}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

function OpenOperation({ open_operation: open }: Pick<DiskJson, 'open_operation'>) {
  if (!open) return null;
  return (
    <p class="note note-warn">
      <Icon name="arrows" />
      <span>
        <strong>{open.operation}</strong> began <Ago atMs={open.started_at_ms} /> and has not ended; it is{' '}
        <strong>{open.phase}</strong>
        {open.image_name === '' ? '' : `, image ${open.image_name}`}
      </span>
    </p>
  );
}

/** A disk: what it is, what is wrong with it, and all of its parts. */
export function DiskCard({ disk, volumes, isOpen }: DiskCardProps) {
  const chosen = useSignal<number | null>(null);
  const words = diskWords(disk);
  return (
    <section class={disk.is_present ? 'card disk' : 'card disk disk-gone'} aria-label={`Disk ${disk.device}`}>
      <header class="disk-head">
        <h3>{disk.device}</h3>
        <span class="disk-size">
          <Size bytes={disk.size_bytes} />
        </span>
        <span class="muted">{words}</span>
        {disk.read_only && <span class="badge badge-warn">read-only</span>}
        {!disk.is_present && (
          <span class="badge badge-warn">
            <Icon name="warning" />
            not shown now, last seen <Ago atMs={disk.seen_at_ms} />
          </span>
        )}
        <span class="disk-facts muted">
          <Size bytes={disk.free_bytes} /> free · table {disk.table} · <code>{disk.key}</code>
        </span>
      </header>
      <Verdicts verdicts={disk.verdicts} />
      <OpenOperation open_operation={disk.open_operation} />
      <DiskBar disk={disk} volumes={volumes} chosen={chosen} />
      <details class="disk-table" open={isOpen}>
        <summary>
          <span>Table of {counted(disk.parts.length, 'part')}</span>
          <Legend disk={disk} />
        </summary>
        <PartsTable disk={disk} volumes={volumes} chosen={chosen} />
      </details>
    </section>
  );
}
