import type { IronicApi } from './ironic-api.ts';
import type { Operator } from './operator.ts';

/** An image that the lab deploys. */
export interface LabImage {
  readonly url: string;
  /** SHA-256, lower-case hex. */
  readonly digest: string;
}

/** What an instance says when it has booted; see `images/recipe.ts`. */
export interface InstanceReport {
  readonly generation: number;
  /** Null: there is none. */
  readonly volume: string | null;
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
  bootRamdisk(which: 'agent' | 'plain'): Promise<void>;
  /** Resolves when the console of the machine has this. */
  console(text: string | RegExp): Promise<void>;
}

/** A place with an Ironic, one server, and somebody who may do with both what they want. */
export interface Lab {
  readonly api: IronicApi;
  readonly operator: Operator;
  /** Name of the node. */
  readonly node: string;
  /** Two generations of one system. */
  readonly images: readonly [LabImage, LabImage];
  /** Resolves with what the instance says that boots next. Called before the operation that boots it. */
  nextInstance(): Promise<InstanceReport>;
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
  /** Throws where something is not as it should be. */
  tell(lab: Lab): Promise<void>;
}
