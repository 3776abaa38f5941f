import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { type DeployResult, deploy, type Proposal } from '../deployment/deploy.ts';
import { type DeployOptions, openOptions } from '../deployment/preview.ts';
import type { ImageSource } from '../image/types.ts';
import type { DiskPartition } from '../layout/disk-partition.ts';
import { alignUp, MIB } from '../layout/extent.ts';
import { freeExtents } from '../layout/free-space.ts';
import { keepSet } from '../layout/keep-set.ts';
import { parseSelector } from '../layout/selector.ts';
import type { Layout, Selector } from '../layout/types.ts';
import { inspectDisk } from '../volumes/inspect.ts';
import { findOldEphemeral } from './old-ephemeral.ts';
import { PartitionImage } from './partition-image.ts';
import { type PartitionUuids, partitionUuids } from './partition-uuids.ts';
import { partsOf } from './parts.ts';
import { checkPartitionRequest, type PartitionRequest } from './request.ts';

export interface PartitionDeployment {
  readonly result: DeployResult;
  readonly partitionUuids: PartitionUuids;
  /** Those of the plan, and what was found out before it. One line each. */
  readonly notes: readonly string[];
}

/** Throws `SECTOR_SIZE_UNSUPPORTED`. */
export function sectorOf({ sectorBytes, disk }: Layout): 512 | 4096 {
  if (sectorBytes === 512 || sectorBytes === 4096) return sectorBytes;
  const { path } = disk;
  throw new BmvError(
    'SECTOR_SIZE_UNSUPPORTED',
    `${path} has ${sectorBytes}-byte sectors; use a disk with 512 or 4096`,
    { device: path },
  );
}

/** By its GUID: a disk that has changed when it is opened for writing has no such partition, and is refused. */
function keepEphemeral(partition: DiskPartition | null): Selector[] {
  return partition ? [parseSelector(`partuuid:${partition.entry.guid}`)] : [];
}

/**
 * Deploys a root filesystem with the partitions that Ironic wants around it, beside everything that is kept;
 * with `preserveEphemeral` the old ephemeral partition is kept too. `root` was opened with
 * `expect: 'filesystem'` and stays its owner's to close. The new partitions go around that which is
 * kept, and what does not fit is refused.
 *
 * Throws before the first write, besides what `deploy` throws: `BAD_SIZE`, `PARTITIONING_UNSUPPORTED`,
 * `EPHEMERAL_NOT_KEPT`, `IMAGE_NOT_A_FILESYSTEM`, `ROOT_TOO_SMALL`, `TOOL_MISSING`, `COMMAND_FAILED`. An image
 * that tells its size only by its end may end with `ROOT_TOO_SMALL` later; it is not visible then.
 */
export async function deployPartitionImage(
  context: Context,
  diskPath: string,
  root: ImageSource,
  request: PartitionRequest,
  options: Omit<DeployOptions, 'configDrive'>,
  confirm: (proposal: Proposal) => Promise<boolean>,
): Promise<PartitionDeployment> {
  checkPartitionRequest(request);
  const layout = await inspectDisk(context, diskPath, openOptions(options));
  const ephemeral = findOldEphemeral(layout, request);
  const selectors = [...options.selectors, ...keepEphemeral(ephemeral.partition)];
  const { physicalSectorBytes } = layout.disk;
  const parts = partsOf(request, {
    makesEphemeral: ephemeral.partition === null,
    free: freeExtents(
      layout,
      keepSet(layout, selectors).kept.map(({ extent }) => extent),
    ),
    alignment: alignUp(MIB, Math.max(1, physicalSectorBytes)),
  });
  const { newGuid, signal } = context;
  const medium = { sectorBytes: sectorOf(layout), physicalSectorBytes };
  const image = await PartitionImage.open(root, parts, { ...medium, newGuid, signal });
  try {
    const { configDrive } = request;
    const result = await deploy(context, diskPath, image, { ...options, selectors, configDrive }, confirm);
    return {
      result,
      partitionUuids: partitionUuids(result, parts, ephemeral.partition),
      notes: [...ephemeral.notes, ...result.plan.notes],
    };
  } finally {
    await image.close();
  }
}
