import { BmvError } from '../../proto/error.ts';
import { type Extent, overlaps, union } from './extent.ts';
import { filesystemConflicts, type PlacedFilesystem } from './filesystem-conflicts.ts';
import { guidConflicts } from './guid-duplicates.ts';
import { type ImagePartition, imagePartitions, imageTableConflicts } from './image-partitions.ts';
import { keepSet } from './keep-set.ts';
import { planMerge } from './plan-merge.ts';
import { planWhole, wholeDiskConflicts } from './plan-whole.ts';
import type { Conflict, DeployRequest, ImageHead, Kept, Layout, Plan, PlanResult } from './types.ts';
import { conflict, partitionObject } from './wording.ts';

/** An image's partitions, and why they cannot be deployed. */
interface ImageReading {
  readonly partitions: readonly ImagePartition[];
  readonly conflicts: readonly Conflict[];
}

function readImage(layout: Layout, head: ImageHead): ImageReading {
  const table = head.table.gpt;
  if (!table) return { partitions: [], conflicts: [unreadableImage(head)] };
  const sectorBytes = head.sectorBytes ?? layout.sectorBytes;
  const partitions = imagePartitions(table, sectorBytes);
  const conflicts = imageTableConflicts(head, table, partitions, sectorBytes);
  if (sectorBytes !== layout.sectorBytes) {
    conflicts.push(
      conflict(
        'SECTOR_SIZE_MISMATCH',
        `${head.name} is made for ${sectorBytes}-byte sectors, but ${layout.disk.path} has ${layout.sectorBytes}-byte ones`,
        `build the image for ${layout.sectorBytes}-byte sectors`,
      ),
    );
  }
  return { partitions, conflicts };
}

function imageFilesystems(head: ImageHead, request: DeployRequest): PlacedFilesystem[] {
  const placed = (head.table.gpt?.entries ?? []).flatMap((entry) => {
    const filesystem = head.filesystems?.get(entry.number);
    const isMade = head.made?.has(entry.number) ?? false;
    return filesystem ? [{ name: partitionObject(entry), filesystem, isMade }] : [];
  });
  if (request.configDriveBytes === 0) return placed;
  // cloud-init finds a config drive by this label, in either case.
  const filesystem = { type: 'vfat', label: 'config-2', uuid: '' };
  return [...placed, { name: 'config-2', filesystem, isMade: true }];
}

/** The same conflict found by two checks is told once. */
function distinct(conflicts: readonly Conflict[]): Conflict[] {
  const seen = new Map(conflicts.map((item) => [`${item.code} ${item.message}`, item]));
  return [...seen.values()];
}

function refused(conflicts: readonly Conflict[]): PlanResult | null {
  const [first, ...rest] = distinct(conflicts);
  return first ? { plan: null, conflicts: [first, ...rest] } : null;
}

/** The last line of defence: a defect of the planner ends here and not on the disk. */
function checkWriteMap(plan: Plan, forbidden: readonly Extent[], device: string): Plan {
  const touched = union(plan.writeMap).find((extent) => forbidden.some((other) => overlaps(extent, other)));
  if (!touched) return plan;
  throw new BmvError(
    'INTERNAL',
    `the plan for ${device} would write ${touched.length} bytes at ${touched.offset}, where something is kept; nothing was written; ` +
      'this is a defect of baremetal-volumes, please report it',
    { device, ...touched },
  );
}

function unreadableImage(head: ImageHead): Conflict {
  return conflict(
    'IMAGE_TABLE_DAMAGED',
    `no copy of the GPT of ${head.name} can be trusted`,
    'get or build the image anew',
  );
}

function planAroundKept(
  layout: Layout,
  head: ImageHead,
  request: DeployRequest,
  kept: readonly Kept[],
  earlier: readonly Conflict[],
): PlanResult {
  const image = readImage(layout, head);
  const duplicates = [
    ...guidConflicts(image.partitions, kept, head),
    ...filesystemConflicts(kept, imageFilesystems(head, request)),
  ];
  const found = [...earlier, ...image.conflicts, ...duplicates];
  const table = head.table.gpt;
  if (image.conflicts.length > 0 || !table) {
    return refused(found) ?? { plan: null, conflicts: [unreadableImage(head)] };
  }
  const merge = planMerge({ layout, head, request, kept, table, partitions: image.partitions });
  const refusal = refused([...found, ...merge.conflicts]);
  if (refusal) return refusal;
  return { plan: checkWriteMap(merge.plan, merge.forbidden, layout.disk.path), conflicts: [] };
}

/**
 * Plans a deployment: what of the disk is kept, where each part of the image goes, and the tables before
 * and after. A pure function of its input. Finds every conflict that can be known before the first write
 * and returns them together instead of a plan.
 *
 * Throws `CATALOG_DAMAGED` when the disk's catalog stores entries that are none.
 */
export function planDeployment(layout: Layout, head: ImageHead, request: DeployRequest): PlanResult {
  const { kept, conflicts } = keepSet(layout, request.selectors);
  const { kind } = head.table;
  if (kind === 'gpt' || kind === 'damaged') return planAroundKept(layout, head, request, kept, conflicts);
  const refusal = refused([...conflicts, ...wholeDiskConflicts(layout, head, request, kept)]);
  return refusal ?? { plan: planWhole(layout, head), conflicts: [] };
}
