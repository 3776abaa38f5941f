import type { Operation } from './operator.ts';
import type { ScenarioResult } from './report.ts';
import type { Lab, Scenario } from './scenario.ts';
import { agree } from './scenarios/words.ts';

/** What the scenarios are told in. */
export interface Stage {
  lab(note: (text: string) => void): Lab;
  readonly operations: readonly Operation[];
  /** What may explain a failure. */
  readonly tails: string;
}

/** Tells them one after the other, also where one fails; `onResult` hears of each. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  stage: Stage,
  onResult: (result: ScenarioResult) => void,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const { name, title, tell } of scenarios) {
    const notes: string[] = [];
    const before = stage.operations.length;
    const began = Date.now();
    let failure = '';
    try {
      const lab = stage.lab((text) => notes.push(text));
      await tell(lab);
      await agree(lab);
    } catch (error) {
      failure = `${error instanceof Error ? error.message : String(error)}\n${stage.tails}`;
    }
    const seconds = (Date.now() - began) / 1000;
    const result = { name, title, seconds, failure, notes, operations: stage.operations.slice(before) };
    results.push(result);
    onResult(result);
  }
  return results;
}
