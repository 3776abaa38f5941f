import type { DiskJson, PartJson } from '../../../api/schemas/disks.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { formatBytes, formatPosition } from '../format/bytes.ts';

export type PartKind = PartJson['kind'];

/** What the kinds of parts are called, in the order of the legend. */
export const KIND_WORDS: Readonly<Record<PartKind, string>> = {
  kept: 'kept volume',
  image: 'image or other partition',
  free: 'free',
  damaged: 'damaged or unknown',
  catalog: 'catalog',
  unused: 'table or gap',
};

/** Kinds that parts have, in the order of the legend. */
export function kindsOf(parts: readonly PartJson[]): readonly PartKind[] {
  const present = new Set(parts.map(({ kind }) => kind));
  return (Object.keys(KIND_WORDS) as PartKind[]).filter((kind) => present.has(kind));
}

/** A part's name; what it is where it has none. */
export function partTitle({ kind, name, number, filesystem }: PartJson): string {
  if (name !== '') return name;
  if (number !== null) return `partition ${number}`;
  if (kind === 'image' && filesystem !== '') return filesystem;
  return KIND_WORDS[kind];
}

/** All that a part is, for whoever does not see it. It begins with what is written under the part. */
export function partDescription(part: PartJson, volume: Pick<VolumeJson, 'state'> | undefined): string {
  const title = partTitle(part);
  const kind = KIND_WORDS[part.kind];
  return [
    `${title} ${formatBytes(part.size_bytes)}`,
    ...(volume ? [volume.state] : []),
    ...(title === kind ? [] : [kind]),
    ...(part.filesystem === '' || part.filesystem === title ? [] : [part.filesystem]),
    `at ${formatPosition(part.offset_bytes)}`,
  ].join(', ');
}

/** Share of a bar that a part takes, of 1000 together. */
export function partShare(part: PartJson, { size_bytes: size }: Pick<DiskJson, 'size_bytes'>): number {
  return size > 0 ? (part.size_bytes / size) * 1000 : 0;
}

/** Where an arrow key, Home or End leads from one of `count` parts in a row; null for any other key. */
export function partAfterKey(key: string, at: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** The disk's own words for itself: `/dev/sda, ACME X1, 1.82 TiB, SSD, sata`. */
export function diskWords({ model, vendor, transport, rotational }: DiskJson): string {
  const made = [vendor, model].filter((word) => word !== null && word !== '').join(' ');
  const turns = rotational === null ? '' : rotational ? 'rotating' : 'solid state';
  return [made, transport ?? '', turns].filter((word) => word !== '').join(' · ');
}
