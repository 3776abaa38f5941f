import type { Layout, Plan } from '../agent/layout/types.ts';
import { entryExtent } from '../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS, typeName } from '../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry } from '../hardware-managers/partition-table/types.ts';
import type { Part, PartKind } from './picture.ts';

function part(entry: GptEntry, sectorBytes: number, kind: PartKind): Part {
  const type = typeName(entry.typeGuid);
  const shown = entry.typeGuid === TYPE_GUIDS.catalog ? 'catalog' : kind;
  return { kind: shown, ...entryExtent(entry, sectorBytes), number: entry.number, name: entry.name, type };
}

/** A disk as it is: volumes are shown as kept. */
export function partsOfLayout(layout: Layout): Part[] {
  const claimed = new Set(layout.catalog?.catalog.claims.map(({ id }) => id));
  if (layout.table.gpt) {
    return layout.table.gpt.entries.map((entry) =>
      part(entry, layout.sectorBytes, claimed.has(entry.guid) ? 'kept' : 'existing'),
    );
  }
  return layout.table.mbr
    .filter(({ sectors }) => sectors > 0)
    .map(({ number, firstLba, sectors, type }) => ({
      kind: 'existing',
      offset: firstLba * layout.sectorBytes,
      length: sectors * layout.sectorBytes,
      number,
      name: '',
      type: `MBR 0x${type.toString(16).padStart(2, '0')}`,
    }));
}

/** A disk before a plan: what is kept and what will be erased. */
export function partsBefore(layout: Layout, plan: Plan): Part[] {
  return [
    ...plan.kept.map(({ entry }) => part(entry, layout.sectorBytes, 'kept')),
    ...plan.erased.map((entry) => part(entry, layout.sectorBytes, 'erased')),
  ];
}

/** A disk after a plan. */
export function partsAfter(layout: Layout, plan: Plan, imageBytes: number | null): Part[] {
  const { sectorBytes } = layout;
  if (plan.mode === 'whole') {
    return [
      {
        kind: 'new',
        offset: 0,
        length: imageBytes ?? layout.sizeBytes,
        number: null,
        name: 'image',
        type: 'whole disk',
      },
    ];
  }
  return [
    ...plan.kept.map(({ entry }) => part(entry, sectorBytes, 'kept')),
    ...plan.placements.map(({ entry, moved }) => part(entry, sectorBytes, moved ? 'moved' : 'new')),
    ...plan.created.map(({ entry }) => part(entry, sectorBytes, 'new')),
  ];
}
