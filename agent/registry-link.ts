import type { RunObserver } from './step-server/run-observer.ts';
import type { Step, StepTools } from './steps/step.ts';
import type { VolumeEffect } from './volumes/volume-effect.ts';

/** How it stands with the registry. */
export interface RegistryHealth {
  readonly connected: boolean;
  readonly trust: 'none' | 'untrusted' | 'trusted';
  /** Reports that the registry has not stored. */
  readonly spooled: number;
  /** Reports that were given up. */
  readonly dropped: number;
}

/** What the rest of the agent has of the registry. It knows nothing of how they talk, and loads none of it. */
export interface RegistryLink {
  /** Hears of each run. */
  readonly observer: RunObserver;
  readonly health: RegistryHealth;
  /** Hears what a run does to volumes. */
  readonly effectsOf: (run: string) => (effect: VolumeEffect) => void;
  /**
   * Gives a run the keys of volumes that it is about to make, each to be zeroed by who asked. Throws `REGISTRY_REFUSED`,
   * `REGISTRY_UNREACHABLE`. HAZARD: secrets.
   */
  readonly keysOf: (run: string, signal: AbortSignal) => (volume: string) => Promise<Uint8Array>;
  /**
   * Before a step begins its work. One that writes needs the registry's permission, and carries out first what the
   * registry asks for. Throws `STEP_REFUSED`, `REGISTRY_UNREACHABLE` where the operator requires an answer, and what
   * speaks against what is asked for.
   */
  readonly admit: (step: Step, tools: StepTools, run: string) => Promise<void>;
  /** The same before ironic-python-agent writes a disk by itself. */
  readonly admitOthers: () => Promise<void>;
  /** Gives the registry a moment to store what it has not. */
  readonly flush: () => Promise<void>;
  /** `flush`, then the end of it. */
  readonly stop: () => Promise<void>;
}
