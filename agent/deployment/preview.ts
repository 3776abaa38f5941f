import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { ProofKind } from '../../proto/catalog.ts';
import type { Context } from '../context.ts';
import type { DeltaMode } from '../image/delta-choice.ts';
import { findGuidsInText } from '../image/search-text.ts';
import type { ImageSource } from '../image/types.ts';
import { planDeployment } from '../layout/plan.ts';
import type { ImageHead, Layout, Plan, PlanResult, Selector } from '../layout/types.ts';
import { inspectLayout } from '../volumes/inspect.ts';

/** What the caller of a deployment chooses. */
export interface DeployOptions {
  readonly selectors: readonly Selector[];
  /** How kept extents are compared before and after. */
  readonly proof: ProofKind;
  /** Bytes of a config drive to put into a partition of its own; null for none. */
  readonly configDrive: Uint8Array | null;
  /** Whether bytes of the image that the disk has already are left out. Default `auto`. */
  readonly delta?: DeltaMode;
  /** Whether all of the image is read back from the medium before it is made visible. Default false. */
  readonly verifyMedia?: boolean;
  /** For a disk file. */
  readonly sectorBytes?: 512 | 4096;
}

/** A deployment before anything was written. */
export interface Preview {
  readonly layout: Layout;
  readonly head: ImageHead;
  readonly result: PlanResult;
}

/** GUIDs that the image had and the plan had to replace. */
function replacedGuids(plan: Plan, head: ImageHead): string[] {
  return plan.placements
    .filter(({ newGuid }) => newGuid)
    .flatMap(
      ({ imageNumber }) => head.table.gpt?.entries.find(({ number }) => number === imageNumber)?.guid ?? [],
    );
}

/**
 * Plans a deployment on a layout that was read. Where the image and a kept partition share a GUID, the
 * whole image is read once more to see whether its boot files name that GUID.
 */
export async function planOn(
  context: Context,
  layout: Layout,
  source: ImageSource,
  options: DeployOptions,
): Promise<Preview> {
  const head = await source.readHead(context.signal);
  const request = {
    selectors: options.selectors,
    configDriveBytes: options.configDrive?.byteLength ?? 0,
    newGuid: context.newGuid,
  };
  const result = planDeployment(layout, head, request);
  const guids = result.plan ? replacedGuids(result.plan, head) : [];
  if (guids.length === 0) return { layout, head, result };

  context.logger.info({ guids }, 'searching the image for partition GUIDs that a kept partition has too');
  const searched = { ...head, guidsInText: await findGuidsInText(source, guids, context.signal) };
  return { layout, head: searched, result: planDeployment(layout, searched, request) };
}

/** Plans a deployment without exclusive access and without any means to write. */
export async function previewDeployment(
  context: Context,
  diskPath: string,
  source: ImageSource,
  options: DeployOptions,
): Promise<Preview> {
  const manager = await pickManager(context.managers, diskPath);
  const disk = await manager.openForReading(diskPath, openOptions(options));
  try {
    return await planOn(context, await inspectLayout(disk), source, options);
  } finally {
    await disk.close();
  }
}

export function openOptions(options: Pick<DeployOptions, 'sectorBytes'>): { sectorBytes?: 512 | 4096 } {
  return options.sectorBytes === undefined ? {} : { sectorBytes: options.sectorBytes };
}
