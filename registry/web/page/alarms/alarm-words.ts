import type { AlarmJson } from '../../../api/schemas/alarms.ts';

/** What an alarm is about, in a few words. */
export const ALARM_TITLES: Readonly<Record<AlarmJson['kind'], string>> = {
  'unknown-claim': 'A volume that nobody asked for',
  'project-differs': 'Its disk names another project',
  'other-node': 'Shown by another node',
  'shown-twice': 'Shown twice',
  moved: 'Not where it was',
  overlap: 'Overlaps another volume',
  altered: 'Its bytes are others than before',
  'encryption-differs': 'Not encrypted as it was asked for',
  'erasure-unproven': 'Gone without proof of erasure',
  'asked-for': 'Quarantined by an operator',
};
