import { pickManager } from '../../hardware-managers/dispatch.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { BmvError } from '../../proto/error.ts';
import type { DeployResult } from '../deployment/deploy.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { hasNoAuto, planTypes } from '../layout/plan-types.ts';
import type { StepTools } from '../steps/step.ts';
import { fstabLines } from '../tell/fstab.ts';
import { discoverableType } from '../tell/partition-types.ts';
import { tellFstab } from '../tell/root-fstab.ts';
import { tellDrive } from '../tell/tell-drive.ts';
import { type ToldVolume, toldBy, toldVolumes } from '../tell/told-volume.ts';
import { setTypes } from '../volumes/set-types.ts';
import { findVolumes } from './find-volumes.ts';
import { projectOf } from './node.ts';

/** What an instance will be told, found out before its image is written. */
export interface Telling {
  readonly configDrive: Uint8Array | null;
  /** Whether it is there for the volumes alone. */
  readonly isDriveMade: boolean;
  readonly volumes: readonly ToldVolume[];
  /** One line each. */
  readonly notes: readonly string[];
}

/** Throws `STEP_REFUSED`: of a disk file, nothing can be mounted. */
async function expectMountable(device: string, { context }: StepTools): Promise<void> {
  const { manager } = await (await pickManager(context.managers, device)).inspectDisk(device);
  if (manager !== 'disk-file') return;
  throw new BmvError(
    'STEP_REFUSED',
    `nothing was written: a volume is to be told by fstab, but ${device} is a file, whose filesystems cannot be mounted here`,
    { device },
  );
}

/**
 * Finds out which volumes the instance is told of, and makes its config drive say so. Nothing is written. Throws
 * `STEP_REFUSED`, `CONFIG_DRIVE_INVALID`.
 */
export async function prepareTelling(
  configDrive: Uint8Array | null,
  device: string,
  tools: StepTools,
): Promise<Telling> {
  const { node } = tools;
  const { found, notes } = await findVolumes(tools);
  const told = toldVolumes(found, { project: projectOf(node), rootDevice: device });
  const uuid = node.instanceUuid === '' ? node.uuid : node.instanceUuid;
  const { drive, isMade, notes: driveNotes } = tellDrive(configDrive, told.volumes, uuid);
  if (fstabLines(told.volumes).length > 0) await expectMountable(device, tools);
  return {
    configDrive: drive,
    isDriveMade: isMade,
    volumes: told.volumes,
    notes: [...notes, ...told.notes, ...driveNotes],
  };
}

/**
 * Deploys with what is told; where only a config drive that was made for it stands in the way, without. Conflicts are
 * found before the first write, so a second try begins where the first one did.
 */
export async function deployTelling<T>(
  telling: Telling,
  deploy: (configDrive: Uint8Array | null) => Promise<T>,
): Promise<{ readonly deployed: T; readonly telling: Telling }> {
  try {
    return { deployed: await deploy(telling.configDrive), telling };
  } catch (error) {
    if (!telling.isDriveMade || !(error instanceof ConflictError)) throw error;
    const deployed = await deploy(null);
    const [{ message }] = error.conflicts;
    const note = `no config drive was made, so the instance is told of no volume by one: ${message}`;
    return { deployed, telling: { ...telling, configDrive: null, notes: [...telling.notes, note] } };
  }
}

/** The same for a system that is a volume itself, in which nothing is written. */
export function withoutFstab(telling: Telling): Telling {
  const { volumes, notes } = telling;
  const untold = toldBy('fstab', volumes).map(
    ({ name }) =>
      `volume ${JSON.stringify(name)} is told by fstab, but the system is a volume: its own fstab is left as it is`,
  );
  const others = volumes.map((volume) => ({
    ...volume,
    ways: volume.ways.filter((way) => way !== 'fstab'),
  }));
  return { ...telling, volumes: others, notes: [...notes, ...untold] };
}

/** What systemd makes of the types, as far as it can be seen from here. */
function typeNotes(volumes: readonly ToldVolume[], { after, plan }: DeployResult): string[] {
  const entries = after.table.gpt?.entries ?? [];
  return toldBy('gpt-auto', volumes).flatMap((volume) => {
    const { id, name } = volume;
    const type = discoverableType(volume);
    const called = `volume ${JSON.stringify(name)} is told by gpt-auto, but`;
    if (plan.mode !== 'gpt') return [`${called} the disk has no GPT`];
    const own = entries.find(({ guid }) => guid === id);
    if (own && hasNoAuto(own))
      return [`${called} its partition has the flag no-auto, which is left: nothing mounts it`];
    const other = entries.find(({ guid, typeGuid }) => guid !== id && typeGuid === type);
    if (!other || volume.filesystem === 'swap') return [];
    return [`${called} partition ${other.number} has the same type: only one of them is mounted`];
  });
}

/**
 * Tells what stands on the disk itself, behind the image: the types of partitions, and the fstab. Types by which an
 * instance before was told of a volume that this one may not have are taken away. Returns notes, one line each.
 */
export async function finishTelling(
  { volumes }: Telling,
  result: DeployResult,
  device: string,
  { context }: StepTools,
): Promise<readonly string[]> {
  const types = new Map(
    toldBy('gpt-auto', volumes).flatMap((volume): (readonly [string, string])[] => {
      const type = discoverableType(volume);
      return type === null ? [] : [[volume.id, type]];
    }),
  );
  // Looked at before: most deployments have nothing to change, and open the disk no second time.
  if (planTypes(result.after, types, context.newGuid)) await setTypes(context, device, types);
  const lines = fstabLines(volumes);
  if (lines.length > 0) {
    const { plan, after } = result;
    const placed = new Set(plan.placements.map(({ entry }) => entry.number));
    const others = (after.table.gpt?.entries ?? [])
      .filter(({ number }) => plan.mode === 'gpt' && !placed.has(number))
      .map((entry) => entryExtent(entry, after.sectorBytes));
    const kept = plan.kept.map(({ extent }) => extent);
    const claims = after.catalog?.catalog.claims ?? [];
    const disk = await (await pickManager(context.managers, device)).openForReading(device);
    try {
      await tellFstab(disk, [...others, ...kept, ...claims], lines);
    } finally {
      await disk.close();
    }
  }
  return typeNotes(volumes, result);
}
