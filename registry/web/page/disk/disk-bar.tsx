import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DiskJson, PartJson } from '../../../api/schemas/disks.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { formatBytes } from '../format/bytes.ts';
import { go } from '../routing/location.ts';
import { links } from '../routing/route.ts';
import { partAfterKey, partDescription, partShare, partTitle } from './part-words.ts';

export interface DiskBarProps {
  readonly disk: DiskJson;
  readonly volumes: ReadonlyMap<string, VolumeJson>;
  /** Index of the part that is chosen. */
  readonly chosen: Signal<number | null>;
}

/** States of volumes that need no word. */
const USUAL: readonly string[] = ['available', 'in-use'];

function PartLabel({ part, volume }: { readonly part: PartJson; readonly volume: VolumeJson | undefined }) {
  const isUnusual = volume && !USUAL.includes(volume.state);
  return (
    <span class="part-label">
      <span class="part-name">{partTitle(part)}</span>{' '}
      <span class="part-size figure">
        {formatBytes(part.size_bytes)}
        {isUnusual ? ` · ${volume.state}` : ''}
      </span>
    </span>
  );
}

/** A disk as a bar of its parts, in proportion; arrow keys go from part to part, Enter to the volume. */
export function DiskBar({ disk, volumes, chosen }: DiskBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const { parts } = disk;
  const current = Math.min(chosen.value ?? 0, parts.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const volume = parts[current]?.volume;
    if (event.key === 'Enter' && volume && volumes.has(volume)) go(links.volume(volume));
    const next = partAfterKey(event.key, current, parts.length);
    if (next === null) return;
    event.preventDefault();
    chosen.value = next;
    const options = bar.current?.querySelectorAll<HTMLElement>('[role="option"]');
    options?.[next]?.focus();
  };
  return (
    <div
      ref={bar}
      class="bar"
      role="listbox"
      tabIndex={-1}
      aria-label={`Parts of disk ${disk.device}`}
      aria-orientation="horizontal"
      onKeyDown={onKeyDown}
    >
      {parts.map((part, index) => {
        const volume = part.volume ? volumes.get(part.volume) : undefined;
        return (
          <div
            key={part.offset_bytes}
            class={`part part-${part.kind}`}
            role="option"
            tabIndex={index === current ? 0 : -1}
            aria-selected={index === chosen.value}
            aria-label={partDescription(part, volume)}
            title={partDescription(part, volume)}
            style={{ flexGrow: String(partShare(part, disk)) }}
            onFocus={() => {
              chosen.value = index;
            }}
          >
            <span class="part-fill" />
            <PartLabel part={part} volume={volume} />
          </div>
        );
      })}
    </div>
  );
}
