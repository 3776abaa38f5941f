import type { ZodObject, z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import type { StepKind } from '../step-server/messages.ts';
import type { Step } from './step.ts';

/** A step as Ironic reads it. */
export interface StepEntry {
  readonly step: string;
  readonly interface: string;
  readonly priority: number;
  readonly abortable: boolean;
  readonly reboot_requested: boolean;
  readonly argsinfo?: Readonly<Record<string, { readonly description: string; readonly required: boolean }>>;
}

function argsInfo(schema: ZodObject): StepEntry['argsinfo'] {
  const entries = Object.entries(schema.shape).map(([name, type]) => {
    const argument = type as z.ZodType;
    const required = !argument.safeParse(undefined).success;
    return [name, { description: argument.description ?? '', required }] as const;
  });
  return Object.fromEntries(entries);
}

/** The steps of one kind. */
export function listSteps(steps: readonly Step[], kind: StepKind): readonly StepEntry[] {
  return steps.flatMap((step): StepEntry[] => {
    const offer = step.offers[kind];
    if (!offer || step.isListedByIpa) return [];
    const argsinfo = argsInfo(step.args);
    return [
      {
        step: step.name,
        interface: step.interface,
        ...offer,
        reboot_requested: false,
        ...(argsinfo && Object.keys(argsinfo).length > 0 ? { argsinfo } : {}),
      },
    ];
  });
}

/** Throws `STEP_UNKNOWN`. */
export function findStep(steps: readonly Step[], name: string, kind: StepKind): Step {
  const step = steps.find((item) => item.name === name && item.offers[kind]);
  if (step) return step;
  const known = steps.filter((item) => item.offers[kind]).map((item) => item.name);
  throw new BmvError('STEP_UNKNOWN', `there is no ${kind} step ${name}; there are ${known.join(', ')}`, {
    step: name,
  });
}

/**
 * Checks a step's arguments. Throws `STEP_ARGUMENT`: one line that names each wrong one. It never quotes a
 * value: arguments may hold secrets.
 */
export function parseArgs(step: Step, args: unknown): unknown {
  const parsed = step.args.safeParse(args);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${step.name}: ${problemOf(issue)}`);
  throw new BmvError('STEP_ARGUMENT', problems.join('; '), { step: step.name });
}

function problemOf(issue: z.core.$ZodIssue): string {
  const where = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const argument = where === '' ? 'arguments' : `argument ${where.replace(/^\./, '')}`;
  if (issue.code === 'unrecognized_keys') {
    const inside = where === '' ? '' : ` in ${where.slice(1)}`;
    return `there is no argument ${issue.keys.join(', ')}${inside}`;
  }
  return `${argument}: ${issue.message}`;
}
