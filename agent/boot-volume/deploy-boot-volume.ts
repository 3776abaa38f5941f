import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { type DeployResult, deploy, type Proposal } from '../deployment/deploy.ts';
import { type DeployOptions, openOptions } from '../deployment/preview.ts';
import { keepSet } from '../layout/keep-set.ts';
import type { FilesystemSignature, Kept, Layout, Plan } from '../layout/types.ts';
import { sectorOf } from '../partition-image/deploy-partition-image.ts';
import { probeFilesystem } from '../volumes/filesystem-probe.ts';
import { inspectLayout } from '../volumes/inspect.ts';
import { expectBootable, readBootFiles } from './boot-files.ts';
import { BootImage } from './boot-image.ts';
import { bootNotes, espFiles } from './esp-files.ts';
import { findBootVolume } from './find-boot-volume.ts';

export interface BootDeployment {
  readonly result: DeployResult;
  readonly volume: Claim;
  /** Of the volume. */
  readonly filesystem: FilesystemSignature;
  /** Those of the plan, and what was found out before it. One line each. */
  readonly notes: readonly string[];
}

function keptAs(claim: Claim, kept: readonly Kept[]): Kept | undefined {
  return kept.find(
    ({ entry, extent, claim: of }) =>
      of?.id === claim.id &&
      entry.guid === claim.id &&
      extent.offset === claim.offset &&
      extent.length === claim.length,
  );
}

/** As it will stand in the table. Throws `VOLUME_STATE` for one that will not. */
function partitionOf(claim: Claim, kept: readonly Kept[], { disk }: Layout): Kept {
  const found = keptAs(claim, kept);
  if (found) return found;
  throw new BmvError(
    'VOLUME_STATE',
    `volume ${JSON.stringify(claim.name)} is not at its place on ${disk.path}; nothing was written; run \`bmv recover ${disk.path}\``,
    { device: disk.path, volume: claim.id },
  );
}

/** What was read before the disk was taken must be what is kept on it. */
function expectSame(claim: Claim, number: number, { kept }: Pick<Plan, 'kept'>, device: string): void {
  if (keptAs(claim, kept)?.entry.number === number) return;
  throw new BmvError(
    'VOLUME_STATE',
    `volume ${JSON.stringify(claim.name)} of ${device} has changed while it was looked at; nothing was written; run it again`,
    { device, volume: claim.id },
  );
}

/** The volume, and what stands in it: where it lies, for a table may be half written. */
async function look(
  context: Context,
  diskPath: string,
  wanted: string,
  options: DeployOptions,
): Promise<{
  readonly layout: Layout;
  readonly claim: Claim;
  readonly found: FilesystemSignature | null;
}> {
  const manager = await pickManager(context.managers, diskPath);
  const disk = await manager.openForReading(diskPath, openOptions(options));
  try {
    const layout = await inspectLayout(disk);
    const claim = findBootVolume(wanted, layout);
    const reader = {
      sizeBytes: layout.sizeBytes,
      read: async (offset: number, length: number) => await disk.read(offset, length),
    };
    return { layout, claim, found: await probeFilesystem(reader, claim) };
  } finally {
    await disk.close();
  }
}

/**
 * Makes a disk boot from one of its volumes, by UEFI: an EFI system partition that starts it takes the place of all
 * that is not kept. No image is written, and no byte of the volume: its boot loader is copied out of it.
 *
 * Throws before the first write, besides what `deploy` throws: `VOLUME_UNKNOWN`, `VOLUME_STATE`,
 * `VOLUME_NOT_BOOTABLE`, `SECTOR_SIZE_UNSUPPORTED`, `TOOL_MISSING`, `COMMAND_FAILED`.
 */
export async function deployBootVolume(
  context: Context,
  diskPath: string,
  wanted: string,
  options: DeployOptions,
  confirm: (proposal: Proposal) => Promise<boolean>,
): Promise<BootDeployment> {
  const { newGuid, signal } = context;
  const { layout, claim, found } = await look(context, diskPath, wanted, options);
  const partition = partitionOf(claim, keepSet(layout, options.selectors).kept, layout);
  const { id, name, offset, length } = claim;
  const device = layout.disk.path;
  const filesystem = expectBootable({ id, name, device }, found);
  const system = { id, name, device, extent: { offset, length }, filesystem };
  const files = await readBootFiles(system, signal);
  const { number } = partition.entry;
  const image = new BootImage({
    name: `boot loader of volume ${JSON.stringify(name)}`,
    files: espFiles(files, { partuuid: id, filesystem, number }),
    sectorBytes: sectorOf(layout),
    newGuid,
  });
  const agree = async (proposal: Proposal) => {
    expectSame(claim, number, proposal.plan, device);
    return await confirm(proposal);
  };
  const result = await deploy(context, diskPath, image, options, agree);
  return { result, volume: claim, filesystem, notes: [...bootNotes(files), ...result.plan.notes] };
}
