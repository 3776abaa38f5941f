import type { z } from 'zod';
import type { AgentConfig } from '../config/options.ts';
import type { Context } from '../context.ts';
import type { Ipa } from '../ironic/ipa.ts';
import type { IronicNode } from '../ironic/node.ts';
import type { BootState } from '../step-server/boot-state.ts';
import type { StepKind } from '../step-server/messages.ts';

/** How Ironic treats a step in one kind of its work. */
interface Offer {
  /** 0: only when somebody asks for it by name. */
  readonly priority: number;
  readonly abortable: boolean;
}

/** In each kind of work, whenever somebody asks for it by name. */
export const ON_REQUEST: Step['offers'] = {
  clean: { priority: 0, abortable: true },
  deploy: { priority: 0, abortable: false },
  service: { priority: 0, abortable: true },
};

/** All that a step works with. */
export interface StepTools {
  readonly context: Context;
  readonly ipa: Ipa;
  readonly config: AgentConfig;
  readonly state: BootState;
  readonly kind: StepKind;
  readonly node: IronicNode;
}

/** One step: what Ironic may know of it, and what it does. */
export interface Step<Args = unknown> {
  readonly name: string;
  readonly interface: 'deploy' | 'raid';
  /** Whether it may change a byte of a disk; the registry is asked before. */
  readonly writes: boolean;
  readonly offers: Readonly<Partial<Record<StepKind, Offer>>>;
  /** IPA lists it with its own settings; it is only carried out here. */
  readonly isListedByIpa?: boolean;
  /** A strict object; each key's description is what Ironic shows of the argument. */
  readonly args: z.ZodObject;
  /** What it returns is JSON, for the command's result; Ironic keeps none of it. */
  readonly run: (args: Args, tools: StepTools) => Promise<unknown>;
}

/** Ties a step's arguments to their schema. */
export function defineStep<Schema extends z.ZodObject>(
  step: Omit<Step, 'args' | 'run'> & {
    readonly args: Schema;
    readonly run: (args: z.output<Schema>, tools: StepTools) => Promise<unknown>;
  },
): Step {
  // The step server gives `run` nothing that `args` did not return.
  return { ...step, run: async (args, tools) => await step.run(args as z.output<Schema>, tools) };
}
