import { BmvError } from '../../proto/error.ts';
import { cloudConfig, devicePath } from '../../proto/mount-words.ts';
import { TELL_ANEW } from '../../proto/tell-words.ts';
import { MAX_CONFIG_DRIVE } from '../config-drive/decode.ts';
import { readIso } from '../config-drive/iso-reader.ts';
import { writeIso } from '../config-drive/iso9660.ts';
import { deviceMetadata } from './device-metadata.ts';
import {
  addToDrive,
  blankDrive,
  type DriveWords,
  type Files,
  hasOwnMounts,
  vendorText,
} from './drive-files.ts';
import { ignitionConfig } from './ignition.ts';
import { type ToldVolume, toldBy } from './told-volume.ts';

const LABEL = 'config-2';

export interface ToldDrive {
  /** Null for none. */
  readonly drive: Uint8Array | null;
  /** Whether there was none before. */
  readonly isMade: boolean;
  /** One line each; with no word of what is on it. */
  readonly notes: readonly string[];
}

/** What `files` do not say already: a registry may have told Nova where the same volumes are to be mounted. */
function wordsOf(volumes: readonly ToldVolume[], files: Files): DriveWords {
  const said = vendorText(files);
  const unsaid = toldBy('cloud-init', volumes).filter((volume) => !said.includes(devicePath(volume)));
  return {
    devices: deviceMetadata(volumes),
    cloudConfig: cloudConfig(unsaid),
    ignition: ignitionConfig(volumes),
  };
}

function isToldByDrive({ ways }: ToldVolume): boolean {
  return ways.includes('cloud-init') || ways.includes('ignition');
}

function sized(drive: Uint8Array): Uint8Array {
  if (drive.byteLength <= MAX_CONFIG_DRIVE) return drive;
  throw new BmvError(
    'CONFIG_DRIVE_INVALID',
    `the config drive would have more than ${MAX_CONFIG_DRIVE} bytes with what it is to say of volumes; make it smaller`,
  );
}

function merge(drive: Uint8Array, volumes: readonly ToldVolume[]): ToldDrive {
  const contents = readIso(drive);
  const files = new Map(contents.files);
  const words = wordsOf(volumes, files);
  addToDrive(files, words);
  const isReplaced = words.cloudConfig !== null && hasOwnMounts(files);
  return {
    drive: sized(writeIso(contents.label, files)),
    isMade: false,
    notes: isReplaced
      ? [
          `the instance's user data seems to have mounts of its own, which cloud-init takes in place of ours: tell the volumes by fstab or gpt-auto (${TELL_ANEW})`,
        ]
      : [],
  };
}

/**
 * A config drive that also says where the volumes are, in what is the tenant's without changing it. One is made where
 * there is none and a volume is told through it. `uuid`: of the instance, for a drive that is made.
 *
 * Throws `CONFIG_DRIVE_INVALID` for one that cannot be read, if a volume is to be mounted through it; else it is left
 * as it is, and a note says so.
 */
export function tellDrive(drive: Uint8Array | null, volumes: readonly ToldVolume[], uuid: string): ToldDrive {
  const words = wordsOf(volumes, new Map());
  const isNeeded = words.cloudConfig !== null || words.ignition !== null;
  if (volumes.length === 0 || (drive === null && !isNeeded)) return { drive, isMade: false, notes: [] };
  if (drive === null) {
    const files = blankDrive(uuid);
    addToDrive(files, words);
    return {
      drive: writeIso(LABEL, files),
      isMade: true,
      notes: ['a config drive was made, to tell the instance of its volumes'],
    };
  }
  try {
    return merge(drive, volumes);
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    if (!isNeeded)
      return { drive, isMade: false, notes: [`${error.message}; it is left as it is, without devices`] };
    const names = volumes.filter(isToldByDrive).map(({ name }) => JSON.stringify(name));
    throw new BmvError(
      error.code,
      `${error.message}; nothing was written: volume ${names.join(', ')} is to be told through it; mend it, or tell the volume by fstab, gpt-auto or none (${TELL_ANEW})`,
      { cause: error },
    );
  }
}
