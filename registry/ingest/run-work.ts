import type { Body } from '../../proto/channel.ts';
import {
  applyStepFinished,
  applyStepProgress,
  applyStepStarted,
  type StepDecision,
  type StepInput,
} from '../decisions/apply-step.ts';
import type { NewEvent, StepRun } from '../model.ts';

export type StepReport = Extract<Body, { readonly type: 'step-started' | 'step-progress' | 'step-finished' }>;

const nameOf = ({ node, run }: Pick<StepRun, 'node' | 'run'>) => `${node} ${run}`;

/** Steps of many nodes whose reports are decided one behind the other, and written at once. */
export class RunWork {
  readonly #runs: Map<string, StepRun>;
  /** Names of runs that have not ended, by node. */
  readonly #running = new Map<string, Set<string>>();
  readonly #changed = new Set<string>();

  /** `known`: all that have not ended of the nodes, and those that are reported. */
  constructor(known: readonly StepRun[]) {
    this.#runs = new Map(known.map((run) => [nameOf(run), run]));
    for (const run of known) this.#note(run);
  }

  get changed(): readonly StepRun[] {
    return [...this.#changed].flatMap((name) => this.#runs.get(name) ?? []);
  }

  /** Returns what is to be told of it. */
  decide(report: StepReport, node: string, nowMs: number): readonly NewEvent[] {
    const running = [...(this.#running.get(node) ?? [])].flatMap((name) => this.#runs.get(name) ?? []);
    const run = this.#runs.get(nameOf({ node, run: report.run })) ?? null;
    const { runs, events } = decideStep(report, { node, run, running, nowMs });
    for (const changed of runs) {
      this.#runs.set(nameOf(changed), changed);
      this.#changed.add(nameOf(changed));
      this.#note(changed);
    }
    return events;
  }

  #note(run: StepRun): void {
    const names = this.#running.get(run.node) ?? new Set();
    this.#running.set(run.node, names);
    if (run.state === 'running') names.add(nameOf(run));
    else names.delete(nameOf(run));
  }
}

function decideStep(report: StepReport, input: StepInput): StepDecision {
  switch (report.type) {
    case 'step-started':
      return applyStepStarted(report, input);
    case 'step-progress':
      return applyStepProgress(report, input);
    case 'step-finished':
      return applyStepFinished(report, input);
  }
}
