import { BmvError } from '../../proto/error.ts';
import type { StepTools } from '../steps/step.ts';
import type { DiskSurvey } from './survey.ts';

/** A disk that may be erased all over. */
export interface WholeDisk {
  readonly path: string;
  /** Null also for a disk that was given up because nothing can be known of it. */
  readonly transport: string | null;
  /** Paths. */
  readonly partitions: readonly string[];
  /**
   * False beside a namespace of the same NVMe controller that is not to be erased, whyever. HAZARD: a secure erase of
   * one namespace may take all of them (NVM Express Base Specification, Identify Controller, FNA).
   */
  readonly maySecureErase: boolean;
}

/** Paths of disks that IPA, which looks for itself, takes for parts of an array. */
type LeftOut = readonly string[];

/** `nvme0n1` and `nvme0n2` are of one controller. */
function controllerOf(device: string): string {
  return /^\/dev\/nvme\d+(?=n\d+$)/.exec(device)?.[0] ?? device;
}

/** `erased`: those of `all` that are to be erased all over. */
export function wholeDisk(
  { device, disk }: DiskSurvey,
  all: readonly DiskSurvey[],
  erased: readonly DiskSurvey[],
): WholeDisk {
  const siblings = all.filter((other) => controllerOf(other.device) === controllerOf(device));
  return {
    path: device,
    transport: disk?.transport ?? null,
    partitions: disk?.partitions.map((partition) => partition.device) ?? [],
    maySecureErase: siblings.every((sibling) => erased.includes(sibling)),
  };
}

/** As IPA's own step does it, of all at a time. */
export async function eraseFully(
  disks: readonly WholeDisk[],
  { ipa }: Pick<StepTools, 'ipa'>,
): Promise<LeftOut> {
  const [secure, overwritten] = [true, false].map((may) =>
    disks.filter(({ maySecureErase }) => maySecureErase === may).map(({ path }) => path),
  );
  if (secure?.length) await ipa.eraseBlockDevices(secure);
  if (overwritten?.length)
    await ipa.eraseBlockDevices(overwritten, { agent_enable_nvme_secure_erase: false });
  return [];
}

/** False where IPA left the disk out. */
async function eraseMetadataOf({ path, partitions }: WholeDisk, ipa: StepTools['ipa']): Promise<boolean> {
  for (const partition of partitions.toReversed()) await ipa.eraseMetadata(partition);
  return await ipa.eraseMetadata(path);
}

/** As IPA's own step does it: partitions first, for they are gone with their table. */
export async function eraseMetadata(
  disks: readonly WholeDisk[],
  { ipa }: Pick<StepTools, 'ipa'>,
): Promise<LeftOut> {
  const leftOut: string[] = [];
  for (const disk of disks) if (!(await eraseMetadataOf(disk, ipa))) leftOut.push(disk.path);
  return leftOut;
}

/** As IPA's own step does it: an NVMe device forgets everything where it can, others lose their metadata. */
export async function eraseExpress(
  disks: readonly WholeDisk[],
  { ipa, node, context }: Pick<StepTools, 'ipa' | 'node' | 'context'>,
): Promise<LeftOut> {
  const isAllowed = node.driverInternalInfo.agent_enable_nvme_secure_erase !== false;
  const forgets = async ({ path, transport, maySecureErase }: WholeDisk): Promise<boolean> => {
    if (!isAllowed || transport !== 'nvme' || !maySecureErase) return false;
    try {
      return await ipa.secureEraseNvme(path);
    } catch (error) {
      if (!(error instanceof BmvError) || error.code !== 'IPA_FAILED') throw error;
      context.logger.warn({ device: path, error: error.message }, 'no secure erase');
      return false;
    }
  };
  const leftOut: string[] = [];
  for (const disk of disks)
    if (!(await forgets(disk))) leftOut.push(...(await eraseMetadata([disk], { ipa })));
  return leftOut;
}
