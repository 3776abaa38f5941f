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
    outBytes: () => {
      throw new Error('what is written is no text');
    },
    outIsTerminal: false,
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

/** The same of a command that writes what is no text. */
export async function bmvBytes(
  argv: readonly string[],
  shell: Partial<Shell> = {},
): Promise<BmvOutcome & { readonly bytes: Buffer }> {
  let bytes = Buffer.alloc(0);
  const outBytes = (more: Uint8Array) => {
    bytes = Buffer.concat([bytes, more]);
  };
  const outcome = await bmv(argv, { outBytes, ...shell });
  return { ...outcome, bytes };
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

/** A command that runs until it is stopped. */
export interface RunningBmv {
  readonly outcome: Promise<BmvOutcome>;
  /** Written up to now. */
  readonly out: () => string;
  readonly err: () => string;
  /** Resolves when something holds of what was written; rejects when the command ends before that. */
  readonly until: (holds: (out: string, err: string) => boolean) => Promise<void>;
  /** As Ctrl-C does. */
  readonly stop: () => void;
}

/** Starts `bmv` in this process. `isTTY`: standard error is a terminal. */
export function startBmv(argv: readonly string[], isTTY = false): RunningBmv {
  let [out, err] = ['', ''];
  let hasEnded = false;
  const controller = new AbortController();
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of [...waiting]) look();
  };
  const ran = bmv(argv, {
    out: (text) => {
      out += text;
      wake();
    },
    err: {
      isTTY,
      write: (text) => {
        err += text;
        wake();
      },
    },
    signal: controller.signal,
  });
  const outcome = ran.then(({ code }) => ({ code, out, err }));
  void ran.finally(() => {
    hasEnded = true;
    wake();
  });
  const until: RunningBmv['until'] = async (holds) =>
    await new Promise((resolve, reject) => {
      const look = () => {
        if (!holds(out, err) && !hasEnded) return;
        waiting.delete(look);
        if (holds(out, err)) resolve();
        else reject(new Error(`bmv ${argv.join(' ')} ended: ${out}${err}`));
      };
      waiting.add(look);
      look();
    });
  return { outcome, out: () => out, err: () => err, until, stop: () => controller.abort() };
}
