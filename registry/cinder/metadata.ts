import { usualErasure } from '../decisions/encryption-words.ts';
import type { VolumeWordsChange } from '../decisions/update-volume.ts';
import type { Volume } from '../model.ts';
import { CinderFault } from './faults.ts';

export type Metadata = Readonly<Record<string, string>>;

/** What Cinder has no word for. All of it is text there. */
export function metadataOf(volume: Volume): Metadata {
  const { node, disk, set, filesystem, label, mountPoint, erase, onRelease, onInstanceDelete } = volume;
  const { encryption, tell } = volume;
  return {
    ...{ node, disk: disk ?? '', set, filesystem, label, mount_point: mountPoint, tell: tell.join() },
    ...{ encryption, erase, on_release: onRelease, on_instance_delete: onInstanceDelete },
    size_bytes: String(volume.length),
  };
}

/** Words that are changed while a volume is there, and what they are where nobody said anything. */
const CHANGEABLE: Readonly<Record<string, readonly [word: keyof VolumeWordsChange, usual: string]>> = {
  set: ['set', ''],
  erase: ['erase', 'zero'],
  on_release: ['onRelease', 'erase'],
  on_instance_delete: ['onInstanceDelete', 'keep'],
};
/** Those that are said when it is made. */
const OF_NEW = ['filesystem', 'label', 'mount_point', 'tell', 'encryption'] as const;

function unknown(key: string, known: readonly string[]): CinderFault {
  return new CinderFault(
    400,
    `property ${JSON.stringify(key)} is not kept here; these are: ${known.join(', ')}`,
  );
}

/** What a client wants changed. What it repeats as it is, is no change. Throws for what cannot be. */
export function changesOf(metadata: Metadata, volume: Volume): VolumeWordsChange {
  const now = metadataOf(volume);
  const changes: Record<string, string> = {};
  for (const [key, value] of Object.entries(metadata)) {
    const [word] = CHANGEABLE[key] ?? [];
    if (word !== undefined) changes[word] = value;
    else if (now[key] !== value) throw unknown(key, Object.keys(CHANGEABLE));
  }
  return changes;
}

/** A property as it was before anybody said anything. Throws for what has no such state. */
export function withoutProperty(key: string, { encryption }: Pick<Volume, 'encryption'>): VolumeWordsChange {
  if (key === 'erase') return { erase: usualErasure(encryption) };
  const [word, usual] = CHANGEABLE[key] ?? [];
  if (word === undefined) throw unknown(key, Object.keys(CHANGEABLE));
  return { [word]: usual };
}

/** Words of a new volume, as requests have them. */
export interface NewWords {
  readonly set: string;
  readonly filesystem: string;
  readonly label: string;
  readonly mountPoint: string;
  readonly tell: readonly string[];
  /** Left out: none; of a partition that is there, as it is. */
  readonly encryption: string | undefined;
  /** Left out: as volumes of its encryption usually are. */
  readonly erase: string | undefined;
  readonly onRelease: string;
  readonly onInstanceDelete: string;
}

/** Throws for what no volume is made with. */
export function newWordsOf(metadata: Metadata): NewWords {
  const known = [...Object.keys(CHANGEABLE), ...OF_NEW];
  const strange = Object.keys(metadata).find((key) => !known.includes(key));
  if (strange !== undefined) throw unknown(strange, known);
  const { set = '', filesystem = 'none', label = '', mount_point: mountPoint = '' } = metadata;
  const { encryption, erase, on_release: onRelease = 'erase' } = metadata;
  const tell = (metadata.tell ?? '').split(',').filter((way) => way !== '');
  const { on_instance_delete: onInstanceDelete = 'keep' } = metadata;
  return { set, filesystem, label, mountPoint, tell, encryption, erase, onRelease, onInstanceDelete };
}
