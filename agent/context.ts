import type { Logger } from 'pino';
import type { HardwareManager } from '../hardware-managers/manager.ts';
import type { VolumeEffect } from './volumes/volume-effect.ts';

/** One report of something that takes time. `total` is null when the end is not known. */
export interface Progress {
  /** `prove`, `zero`, `format`, `write`, `verify`, ... */
  readonly phase: string;
  readonly doneBytes: number;
  readonly totalBytes: number | null;
}

/** All effects that an operation may use besides the disk itself. */
export interface Context {
  readonly managers: readonly HardwareManager[];
  readonly logger: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A new random lower-case GUID. */
  readonly newGuid: () => string;
  readonly onProgress: (progress: Progress) => void;
  /** Hears what becomes of volumes. Must not throw. */
  readonly onEffect?: (effect: VolumeEffect) => void;
  /**
   * The key of a LUKS2 volume that is about to be made, by its lower-case GUID: bytes that the caller zeroes. Absent where
   * nobody has any. HAZARD: a secret.
   */
  readonly keyFor?: (volume: string) => Promise<Uint8Array>;
  /** Aborted by Ctrl-C: operations stop at the next safe point with `ABORTED`. */
  readonly signal: AbortSignal;
}
