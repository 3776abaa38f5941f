import type { Preview } from '../../agent/deployment/preview.ts';
import type { Conflict, ImageHead, Layout, Plan } from '../../agent/layout/types.ts';
import { conflictLine } from '../output.ts';
import { partsAfter, partsBefore, partsOfLayout } from '../parts.ts';
import { diskPicture, type PictureOptions } from '../picture.ts';
import { usesText } from './disk.ts';
import { partitionJson } from './partition.ts';

function imageJson({ name, format, sizeBytes, sectorBytes, table }: ImageHead): object {
  return { name, format, size: sizeBytes, sectorSize: sectorBytes, table: table.kind };
}

/** What a plan does, for programs; with conflicts there is no plan and the lists are empty. */
export function planJson(
  layout: Layout,
  head: ImageHead,
  plan: Plan | null,
  conflicts: readonly Conflict[],
): object {
  const { sectorBytes, disk } = layout;
  const partition = (entry: Plan['erased'][number]) => partitionJson(entry, sectorBytes);
  return {
    disk: disk.path,
    image: imageJson(head),
    inUse: disk.uses,
    mode: plan?.mode ?? null,
    kept: (plan?.kept ?? []).map(({ entry, reason, claim }) => ({
      ...partition(entry),
      reason,
      volume: claim?.name ?? null,
    })),
    placements: (plan?.placements ?? []).map(
      ({ entry, imageNumber, imageOffset, moved, renumbered, newGuid }) => ({
        ...partition(entry),
        imageNumber,
        imageOffset,
        moved,
        renumbered,
        newGuid,
      }),
    ),
    created: (plan?.created ?? []).map(({ entry, purpose }) => ({ ...partition(entry), purpose })),
    erased: (plan?.erased ?? []).map(partition),
    writeMap: (plan?.writeMap ?? []).map(({ offset, length }) => ({ offset, size: length })),
    notes: plan?.notes ?? [],
    conflicts,
  };
}

/** Before, after, and what there is to say of it. */
export function planText(layout: Layout, head: ImageHead, plan: Plan, options: PictureOptions): string {
  return [
    `${layout.disk.path} now:`,
    diskPicture(partsBefore(layout, plan), layout.sizeBytes, options),
    '',
    `${layout.disk.path} with ${head.name}:`,
    diskPicture(partsAfter(layout, plan, head.sizeBytes), layout.sizeBytes, options),
    ...plan.notes.map((note) => `- ${note}`),
  ].join('\n');
}

export function previewText({ layout, head, result }: Preview, options: PictureOptions): string {
  const uses = usesText(layout.disk);
  const now = uses === '' ? [] : [`- ${layout.disk.path} cannot be written just now: ${uses}`];
  if (result.plan)
    return [planText(layout, head, result.plan, options), ...now, 'Nothing was written.'].join('\n');
  const count = result.conflicts.length;
  return [
    `${layout.disk.path} now:`,
    diskPicture(partsOfLayout(layout), layout.sizeBytes, options),
    '',
    `${head.name} cannot be written to it${count > 1 ? `, for ${count} reasons` : ''}:`,
    ...result.conflicts.map(conflictLine),
    ...now,
    'Nothing was written.',
  ].join('\n');
}
