import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { AgentConfig } from '../config/options.ts';
import type { Context } from '../context.ts';
import { type DeployResult, deploy, type Proposal } from '../deployment/deploy.ts';
import type { DeployOptions } from '../deployment/preview.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { deployPartitionImage } from '../partition-image/deploy-partition-image.ts';
import type { StepTools } from '../steps/step.ts';
import { arrayConflicts } from './array-conflicts.ts';
import { type BootMounts, bootConflicts } from './boot-conflicts.ts';
import { expectOwnEsp } from './boot-entry.ts';
import type { ImageInfo } from './image-info.ts';
import { openDescribed } from './open-described.ts';
import { partitionRequestOf } from './partition-request.ts';
import { deployTelling, finishTelling, prepareTelling } from './tell-instance.ts';

/** What is to be written, and what is kept besides the volumes. */
export interface ImageDeployment {
  readonly info: ImageInfo;
  readonly configDrive: Uint8Array | null;
  readonly selectors: DeployOptions['selectors'];
  readonly proof: DeployOptions['proof'];
}

/** What a step answers of a deployment; no secret is in it. */
export interface DeploymentReport {
  readonly message: string;
  readonly device: string;
  readonly resumed: boolean;
  readonly bytes_downloaded: number;
  readonly bytes_written: number;
  readonly bytes_zeroed: number;
  /** Not written, since the disk had them already. */
  readonly bytes_skipped: number;
  /** Of the image: not downloaded, since the disk had them already. */
  readonly bytes_reused: number;
  readonly kept: readonly {
    readonly number: number;
    readonly name: string;
    readonly id: string;
    readonly same: boolean | null;
  }[];
  readonly notes: readonly string[];
}

/** A deployment, and what ironic-python-agent is to know of its partitions. */
interface Written {
  readonly result: DeployResult;
  readonly uuids: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
}

type Agree = (proposal: Proposal) => Promise<boolean>;

/** Of the signature in an MBR. */
const SIGNATURE_OFFSET = 440;

/** As ironic-python-agent tells it of whole-disk images, where chain loaders find the disk by it. */
async function diskIdentifier(device: string, { context }: StepTools): Promise<string> {
  const manager = await pickManager(context.managers, device);
  const disk = await manager.openForReading(device);
  try {
    const sector = Buffer.from(await disk.read(0, disk.info.logicalSectorBytes));
    return `0x${sector.readUInt32LE(SIGNATURE_OFFSET).toString(16).padStart(8, '0')}`;
  } finally {
    await disk.close();
  }
}

/** `what`: has become of the disk, in words. */
export function reportOf(
  what: string,
  device: string,
  { result, notes }: Omit<Written, 'uuids'>,
): DeploymentReport {
  const { plan, image, proofs, resumed } = result;
  const kept = plan.kept.map(({ entry }) => ({
    number: entry.number,
    name: entry.name,
    id: entry.guid,
    same: proofs.find(({ number }) => number === entry.number)?.same ?? null,
  }));
  const beside =
    kept.length === 0 ? '' : ` beside ${kept.length} kept partition${kept.length > 1 ? 's' : ''}`;
  return {
    message: `${what}${beside}`,
    device,
    resumed,
    bytes_downloaded: image.transferredBytes,
    bytes_written: result.bytesWritten,
    bytes_zeroed: result.bytesZeroed,
    bytes_skipped: result.bytesSkipped,
    bytes_reused: image.bytesReused ?? 0,
    kept,
    notes: [...notes, ...(image.notes ?? [])],
  };
}

function mediaOptions({ delta, verify_media }: AgentConfig): Pick<DeployOptions, 'delta' | 'verifyMedia'> {
  return { delta, verifyMedia: verify_media === 'yes' };
}

async function writeDiskImage(
  device: string,
  wanted: ImageDeployment,
  tools: StepTools,
  agree: Agree,
): Promise<Written> {
  const { context, config } = tools;
  const { info, ...options } = wanted;
  const source = await openDescribed(info, config, { expect: 'disk', signal: context.signal });
  try {
    const result = await deploy(context, device, source, { ...options, ...mediaOptions(config) }, agree);
    const uuids = { 'root uuid': await diskIdentifier(device, tools) };
    return { result, uuids, notes: result.plan.notes };
  } finally {
    await source.close();
  }
}

async function writePartitionImage(
  device: string,
  wanted: ImageDeployment,
  tools: StepTools,
  agree: Agree,
): Promise<Written> {
  const { context, config } = tools;
  const { info, configDrive, ...options } = wanted;
  const request = partitionRequestOf(info, configDrive);
  const root = await openDescribed(info, config, { expect: 'filesystem', signal: context.signal });
  try {
    const chosen = { ...options, ...mediaOptions(config) };
    const written = await deployPartitionImage(context, device, root, request, chosen, agree);
    return { ...written, uuids: { ...written.partitionUuids } };
  } finally {
    await root.close();
  }
}

/** In service nothing is made to boot. */
async function bootMounts({ info }: ImageDeployment, tools: StepTools): Promise<BootMounts> {
  const { kind, ipa } = tools;
  if (kind !== 'deploy') return { esp: false, fat: false };
  const isPartition = info.image_type === 'partition';
  return { esp: (await ipa.bootMode()) === 'uefi', fat: isPartition && (await ipa.installsGrub()) };
}

/** Throws `ConflictError`, before the first write, for what nobody sees who knows the disk and the image only. */
export function refuseConflicts(proposal: Proposal, device: string, mounts: BootMounts): void {
  const [first, ...rest] = [...arrayConflicts(proposal), ...bootConflicts(proposal, device, mounts)];
  if (first) throw new ConflictError([first, ...rest], device);
}

export function tellProofs({ proofs, after }: DeployResult, { onEffect }: Pick<Context, 'onEffect'>): void {
  for (const { id, after: proof } of proofs)
    onEffect?.({ change: 'verified', id, device: after.disk.path, proof });
}

/**
 * Writes an image around everything that is kept onto the disk that the root device hints pick, and leaves
 * behind what the conductor's next steps ask ironic-python-agent for.
 */
export async function deployImageOf(wanted: ImageDeployment, tools: StepTools): Promise<DeploymentReport> {
  const { context, ipa, state } = tools;
  const device = await ipa.installDevice();
  await state.setInstallDevice(device);
  const prepared = await prepareTelling(wanted.configDrive, device, tools);
  const mounts = await bootMounts(wanted, tools);
  const agree = async (proposal: Proposal) => {
    refuseConflicts(proposal, device, mounts);
    return true;
  };
  const isPartition = wanted.info.image_type === 'partition';
  const write = isPartition ? writePartitionImage : writeDiskImage;
  const { deployed: written, telling } = await deployTelling(
    prepared,
    async (configDrive) => await write(device, { ...wanted, configDrive }, tools, agree),
  );
  tellProofs(written.result, context);
  const told = await finishTelling(telling, written.result, device, tools);
  await ipa.rescan(device);
  if (mounts.esp) await expectOwnEsp(written.result.plan, device, ipa);
  await ipa.setPartitionUuids(written.uuids);
  const image = wanted.info.id ?? written.result.image.checksum;
  return reportOf(`image (${image}) written to device ${device}`, device, {
    ...written,
    notes: [...written.notes, ...telling.notes, ...told],
  });
}
