import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { StepTools } from '../steps/step.ts';
import { type DiskSurvey, surveyNode } from './survey.ts';

/** What stands on every disk of the node. */
export async function surveyAll({
  context,
  ipa,
}: Pick<StepTools, 'context' | 'ipa'>): Promise<readonly DiskSurvey[]> {
  const { all } = await ipa.blockDevices();
  return await surveyNode(context, all);
}

/** The volumes that an id or a name means, with the disk of each. */
export function claimsCalled(
  volume: string,
  surveys: readonly DiskSurvey[],
): readonly { readonly device: string; readonly claim: Claim }[] {
  return surveys.flatMap(({ device, claims }) =>
    claims
      .filter(({ id, name }) => id === volume.toLowerCase() || name === volume)
      .map((claim) => ({ device, claim })),
  );
}

/** Disks that may hold volumes of which nobody can know; for messages. */
export function doubtsOf(surveys: readonly DiskSurvey[]): readonly string[] {
  return surveys.flatMap(({ device, doubt }) => (doubt === null ? [] : [`${device}: ${doubt}`]));
}

/** `VOLUME_UNKNOWN`, with the volumes that there are. Where a disk cannot be judged, nobody can say that there are none. */
export function volumeUnknown(volume: string, surveys: readonly DiskSurvey[]): BmvError {
  const known = surveys.flatMap(({ device, claims }) =>
    claims.map(({ name, id }) => `${JSON.stringify(name)} (${id}) on ${device}`),
  );
  const doubts = doubtsOf(surveys);
  const none = doubts.length === 0 ? 'this node has no volumes' : 'none was found';
  const there = known.length === 0 ? none : `there are ${known.join(', ')}`;
  const where =
    doubts.length === 0 ? '' : `; it may be on a disk that cannot be judged: ${doubts.join('; ')}`;
  return new BmvError('VOLUME_UNKNOWN', `no volume ${JSON.stringify(volume)}; ${there}${where}`, { volume });
}
