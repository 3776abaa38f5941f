import type { AlarmJson } from '../../../api/schemas/alarms.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';

/** Something that an operator can do, with the command that does it. */
export interface WayOut {
  readonly what: string;
  readonly command: string;
}

/** `--accept`, with the owner that the registry knows or has to be told. */
function acceptCommand({ id, project }: VolumeJson): string {
  return `bmv volumes resolve ${id} --accept ${project === '' ? 'PROJECT' : project}`;
}

/** What can become of a volume in quarantine. */
function waysOutOfQuarantine(volume: VolumeJson): readonly WayOut[] {
  return [
    { what: 'It is sound: it becomes what it was before', command: acceptCommand(volume) },
    {
      what: 'It is to be erased, by the node’s next step',
      command: `bmv volumes resolve ${volume.id} --release --erase ${volume.erase}`,
    },
    {
      what: `Its disk is gone for good: it is nobody’s from now on${volume.encryption === 'luks2' ? ', and its key is destroyed' : ''}`,
      command: `bmv volumes resolve ${volume.id} --ignore`,
    },
  ];
}

function doubtCommand({ id }: VolumeJson): string {
  return `bmv volumes quarantine ${id} --reason "TEXT"`;
}

/** What to do about a volume as it is; empty where nothing has to be done. */
export function waysOutOf(volume: VolumeJson): readonly WayOut[] {
  if (volume.state === 'quarantined') return waysOutOfQuarantine(volume);
  const isGivenUp = volume.state === 'missing' && volume.state_before === 'available';
  const giveUp = {
    what: 'It is given up: it is erased on the day it is shown again',
    command: `bmv volumes release ${volume.id} --erase ${volume.erase}`,
  };
  const doubt = { what: 'It is in doubt: somebody is to decide about it', command: doubtCommand(volume) };
  return [...(isGivenUp ? [giveUp] : []), ...(['missing', 'error'].includes(volume.state) ? [doubt] : [])];
}

/**
 * What to do about an open alarm. `volume`: the one that it is about; null where it is not known. A volume in quarantine is
 * decided about, which resolves its alarms; any other alarm is looked after and resolved.
 */
export function waysOutOfAlarm(alarm: AlarmJson, volume: VolumeJson | null): readonly WayOut[] {
  if (alarm.resolved_at_ms !== null) return [];
  if (volume?.state === 'quarantined' && volume.node === alarm.node) return waysOutOfQuarantine(volume);
  return [
    { what: 'Its cause is dealt with', command: `bmv alarms resolve ${alarm.id} --note "TEXT"` },
    ...(volume && volume.state !== 'released'
      ? [
          {
            what: 'The volume itself is in doubt: somebody is to decide about it',
            command: doubtCommand(volume),
          },
        ]
      : []),
  ];
}
