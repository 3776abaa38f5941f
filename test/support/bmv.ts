import { runProgram } from '../../cli/program.ts';
import type { Shell } from '../../cli/shell.ts';

/** What a command line did. */
export interface BmvOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `bmv` in this process, without a terminal. Never throws. */
export async function bmv(argv: readonly string[], shell: Partial<Shell> = {}): Promise<BmvOutcome> {
  let [out, err] = ['', ''];
  const code = await runProgram(argv, {
    out: (text) => {
      out += text;
    },
    err: {
      write: (text) => {
        err += text;
      },
    },
    interactive: false,
    colour: false,
    columns: 80,
    signal: new AbortController().signal,
    onlyWatches: () => {},
    ...shell,
  });
  return { code, out, err };
}

/** Runs `bmv ... --json` and returns its one object; throws when standard output is anything else. */
export async function bmvJson(
  ...argv: readonly string[]
): Promise<{ code: number; json: Record<string, unknown> }> {
  const { code, out, err } = await bmv([...argv, '--json']);
  if (err !== '') throw new Error(`standard error is not empty: ${err}`);
  if (!/^\{.*\}\n$/.test(out)) throw new Error(`standard output is not one object: ${out}`);
  return { code, json: JSON.parse(out) as Record<string, unknown> };
}

/** Runs a command that a test needs to succeed. */
export async function bmvDone(...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await bmv(argv);
  if (code !== 0) throw new Error(`bmv ${argv.join(' ')}: ${code}: ${err}`);
  return out;
}
