import type { Signal } from '@preact/signals';
import type { DiskJson } from '../../../api/schemas/disks.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { links } from '../routing/route.ts';
import { StateBadge } from '../ui/badges.tsx';
import { Position, Size } from '../ui/figures.tsx';
import { Wide } from '../ui/wide.tsx';
import { KIND_WORDS, partTitle } from './part-words.ts';

export interface PartsTableProps {
  readonly disk: DiskJson;
  readonly volumes: ReadonlyMap<string, VolumeJson>;
  /** Index of the part that is chosen. */
  readonly chosen: Signal<number | null>;
}

/** The parts of a disk as a table: what its bar shows, in words and numbers. */
export function PartsTable({ disk, volumes, chosen }: PartsTableProps) {
  return (
    <Wide label={`Table of disk ${disk.device}`}>
      <table class="table table-parts">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Kind</th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col" class="number">
              At
            </th>
            <th scope="col" class="number">
              No.
            </th>
            <th scope="col">Filesystem</th>
            <th scope="col">Volume</th>
          </tr>
        </thead>
        <tbody>
          {disk.parts.map((part, index) => {
            const volume = part.volume ? volumes.get(part.volume) : undefined;
            return (
              <tr key={part.offset_bytes} class={index === chosen.value ? 'chosen' : ''}>
                <th scope="row">
                  {volume ? (
                    <a href={links.volume(volume.id)}>{partTitle(part)}</a>
                  ) : (
                    <span class={part.name === '' ? 'unnamed' : ''}>{partTitle(part)}</span>
                  )}
                </th>
                <td>
                  <span class={`swatch part-${part.kind}`} aria-hidden="true">
                    <span class="part-fill" />
                  </span>
                  {KIND_WORDS[part.kind]}
                </td>
                <td class="number">
                  <Size bytes={part.size_bytes} />
                </td>
                <td class="number">
                  <Position bytes={part.offset_bytes} />
                </td>
                <td class="number figure">{part.number ?? ''}</td>
                <td>{part.filesystem}</td>
                <td>{volume ? <StateBadge state={volume.state} /> : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}
