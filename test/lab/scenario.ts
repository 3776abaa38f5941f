import type { Generation } from './images/recipe.ts';
import type { IronicReader } from './ironic-api.ts';
import type { Operator } from './operator.ts';

/** What `hands` are for a scenario that says `needsHands`. */
export function handsOf({ hands }: Lab): Hands {
  if (!hands) throw new Error('this scenario needs a virtual machine');
  return hands;
}

/** Of the system that is put into a volume; the images have 1 and 2. */
export const VOLUME_GENERATION = 3;

/** An image that the lab deploys. */
export interface LabImage {
  readonly generation: Generation;
  readonly url: string;
  /** SHA-256, lower-case hex. */
  readonly digest: string;
}

/** What an instance says when it has booted; see `images/recipe.ts`. */
export interface InstanceReport {
  readonly generation: number;
  /** Bytes of its root filesystem, which cloud-init grows at the first boot. */
  readonly root: number;
  /** Null: there is none. */
  readonly volume: string | null;
  /** Whether it was mounted already, by what the config drive says. */
  readonly told?: boolean;
  /** SHA-256 of the precious file as it was found; empty where there was none. */
  readonly found?: string;
  /** The same when the instance had done its work. */
  readonly now?: string;
  readonly boots?: number;
  /** Of the filesystem. */
  readonly bytes?: number;
}

/** A volume as its disk shows it; bytes. */
export interface LabVolume {
  readonly id: string;
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

/** A volume as the registry says that it is. */
export interface RegisteredVolume {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly offset_bytes: number | null;
  readonly size_bytes: number;
}

/** A ramdisk to boot: with the agent; without it; with one that dies while it writes an image. */
export type Ramdisk = 'agent' | 'plain' | 'dying';

/** What only a lab of virtual machines can look at and do. */
export interface Hands {
  /** Of all disks, in their order. */
  volumes(): Promise<readonly LabVolume[]>;
  /** SHA-256 of a volume's bytes on the disk that it was on, as they are now. */
  digestOf(volume: LabVolume): Promise<string>;
  /** Whether the disk has nothing but zeros where a volume is, or was. */
  isZero(volume: LabVolume): Promise<boolean>;
  /** The machine loses its power, now. */
  cutPower(): Promise<void>;
  /** The ramdisk that the node boots from now on. */
  bootRamdisk(which: Ramdisk): Promise<void>;
  /** Writes an index beside each of the lab's images, for the rest of its life. */
  indexImages(): Promise<void>;
  /** Resolves when the console of the machine has this. */
  console(text: string | RegExp): Promise<void>;
  /** Root filesystems of the two images. */
  readonly partitionImages: readonly [LabImage, LabImage];
  /** Bytes of the ramdisks. */
  readonly ramdiskBytes: ReadonlyMap<Ramdisk, number>;
  /** Volumes of the node by the registry, without those that were released. */
  registered(): Promise<readonly RegisteredVolume[]>;
  /** What `bmv place` prints for Ironic, where a project's volume is; null where no node will do. */
  allocationLine(project: string, volume: string): Promise<string | null>;
  /** Resolves when the registry shows that a step of the node has done this share of its bytes. */
  stepReaches(step: string, share: number): Promise<void>;
  /** The second image with a partition more, so large that a disk with the volume has no place for it. */
  tooLargeImage(): Promise<LabImage>;
  /** The system of the first partition image, for a volume; `VOLUME_GENERATION` is its generation. */
  volumeImage(): Promise<Omit<LabImage, 'generation'> & { readonly bytes: number }>;
}

/** A place with an Ironic, one server, and somebody who may do with both what they want. */
export interface Lab {
  readonly api: IronicReader;
  readonly operator: Operator;
  /** Name of the node. */
  readonly node: string;
  /** Two generations of one system. */
  readonly images: readonly [LabImage, LabImage];
  /**
   * Waits for the next that an instance says, of what is like this where something is said. Made before the operation that
   * boots it, and called when that has ended.
   */
  nextInstance(isMeant?: (report: InstanceReport) => boolean): () => Promise<InstanceReport>;
  /** How often whatever is measured is done. */
  readonly rounds: number;
  /** The newest that an instance has said; null before the first. */
  readonly last: InstanceReport | null;
  /** What `bmv show` says of each disk that can be looked at from here; empty in a physical lab. */
  pictures(): Promise<readonly string[]>;
  /** Null in a physical lab. */
  readonly hands: Hands | null;
  /** For the report. */
  note(text: string): void;
}

/** A story with an operator in it. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What is lost on the server's disks, in a line for whoever lends the server. */
  readonly destroys: string;
  /** Whether somebody has to pull a plug, or to change a ramdisk: a lab of virtual machines. */
  readonly needsHands?: true;
  /** Whether it is told only where it is named. */
  readonly isExtra?: true;
  /** Throws where something is not as it should be. */
  tell(lab: Lab): Promise<void>;
}
