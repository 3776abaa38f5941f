import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { BmvError } from '../../proto/error.ts';
import type { OfDeployment } from '../layout/keep-set.ts';
import type { StepTools } from '../steps/step.ts';
import type { Overwriting } from '../volumes/erase.ts';
import { checkErasable, type EraseLevel } from '../volumes/erase-disk.ts';
import { giveUpWords, unseenWords } from './array-parts.ts';
import type { WholeDisk } from './erase-whole.ts';
import type { IronicNode } from './node.ts';
import { type DiskSurvey, keepsNothing } from './survey.ts';

/** How a disk is erased beside its volumes. */
export interface BesideVolumes {
  readonly level: EraseLevel;
  /** Of the level `zero`; by default zeros alone. */
  readonly overwriting?: Overwriting;
}

/** One of Ironic's ways to erase: what it means beside volumes, and what IPA does with one whole disk. */
export interface EraseWay {
  /** As the operator knows it. */
  readonly name: string;
  /** IPA's own step for the whole node. */
  readonly ipaStep: 'erase_devices' | 'erase_devices_metadata' | 'erase_devices_express';
  /** For a disk that keeps something. May throw `STEP_ARGUMENT`. */
  readonly beside: (disk: DiskInfo, node: IronicNode) => BesideVolumes;
  /**
   * For disks that keep nothing, on a node with another one that does; as many as may be erased at a time. Returns the
   * paths of those that IPA left out all the same.
   */
  readonly whole: (disks: readonly WholeDisk[], tools: EraseTools) => Promise<readonly string[]>;
}

export type EraseTools = Pick<StepTools, 'context' | 'ipa' | 'kind' | 'node'> & {
  readonly state: Pick<StepTools['state'], 'setInstallDevice'>;
};

/** Throws `STEP_REFUSED` for disks of which nobody can say what they hold. `forfeit`: given up by the operator. */
export function refuseDoubt(
  surveys: readonly DiskSurvey[],
  forfeit: readonly DiskSurvey[],
  step: string,
): void {
  const doubts = surveys.filter((survey) => survey.doubt !== null && !forfeit.includes(survey));
  if (doubts.length === 0) return;
  const lines = doubts.map(({ device, doubt }) => `${device}: ${doubt}`).join('; ');
  const devices = JSON.stringify(doubts.map(({ device }) => device));
  throw new BmvError(
    'STEP_REFUSED',
    `${step} is refused, nothing was erased: ${lines}; run \`bmv recover\`, or give up what may be there: argument damaged_disks=${devices}`,
    { step },
  );
}

/** As in IPA, only the full erasure minds. Throws `DISK_READ_ONLY` unless the conductor lets such disks be left out. */
function isLeftOut(
  { device, disk }: DiskSurvey,
  ipaStep: EraseWay['ipaStep'],
  { node }: EraseTools,
): boolean {
  if (!disk?.readOnly) return false;
  if (ipaStep !== 'erase_devices' || node.driverInternalInfo.agent_erase_skip_read_only === true) return true;
  throw new BmvError(
    'DISK_READ_ONLY',
    `${device} is read-only and cannot be erased, nothing was erased; set [deploy]erase_skip_read_only of the conductor to leave such disks out`,
    { device },
  );
}

/** What an instance that is gone had kept goes with it: a tenant after it would find it in the table. */
export function ofDeploymentIn({ kind }: EraseTools): OfDeployment {
  return kind === 'clean' ? 'erase' : 'keep';
}

/**
 * HAZARD: beside its volumes, a disk is erased with all that an array has on it. Arrays that run are in use, which is
 * refused anyway. Throws `STEP_REFUSED`.
 */
function refuseUnseen({ device, parts }: DiskSurvey, step: string): void {
  const part = parts.find(({ runningAs }) => runningAs.length === 0);
  if (!part) return;
  throw new BmvError(
    'STEP_REFUSED',
    `${step} is refused, nothing was erased: ${unseenWords(part, part.device)}; ${giveUpWords(part, device)}`,
    { step, device },
  );
}

/** What is to be done with one disk, or why nothing. */
type Fate = 'whole' | BesideVolumes | { readonly leftOut: string };

/** Writes nothing but the end of an interrupted operation. Throws whatever speaks against the disk's erasure. */
export async function fateOf(survey: DiskSurvey, way: EraseWay, tools: EraseTools): Promise<Fate> {
  const { device } = survey;
  if (isLeftOut(survey, way.ipaStep, tools)) return { leftOut: 'read-only, left out' };
  if (survey.isVirtualMedia) return { leftOut: 'virtual media, left out' };
  if (survey.madeOf !== null) return { leftOut: `made of ${survey.madeOf}, left out` };
  await tools.ipa.checkSafety(device);
  const [part] = survey.parts;
  if (keepsNothing(survey)) return part ? { leftOut: `part of ${part.name}, left out` } : 'whole';
  refuseUnseen(survey, way.name);
  if (!survey.disk) throw new TypeError(`${device} keeps something that nobody has seen`);
  await checkErasable(tools.context, device, { ofDeployment: ofDeploymentIn(tools) });
  return way.beside(survey.disk, tools.node);
}
