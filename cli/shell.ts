import type { Context } from '../agent/context.ts';
import type { ProgressStream } from './progress.ts';

/** Hears what a command does, and the result that programs would get. */
export interface Hearing extends Required<Pick<Context, 'onProgress' | 'onEffect'>> {
  readonly onResult: (json: object) => void;
}

/** What a command has of the process that runs it. */
export interface Shell {
  readonly out: (text: string) => void;
  /** For what is no text, and not for a person's eyes. */
  readonly outBytes: (bytes: Uint8Array) => void;
  /** Standard output is a terminal. */
  readonly outIsTerminal: boolean;
  readonly err: ProgressStream;
  /** A person can be asked: standard input and standard error are a terminal. */
  readonly interactive: boolean;
  /** Of standard output. */
  readonly colour: boolean;
  readonly columns: number;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** Hears what commands do, besides the person. */
  readonly hearing?: Hearing;
  /** From here on these signals end what only watches, so that there is nothing to say of them. */
  readonly onlyWatches: () => void;
}

const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 160;

/**
 * The first Ctrl-C (or SIGTERM) lets the operation stop where the disk is resumable; the second ends the
 * process at once, which the disk survives too.
 */
function abortOnSignals(): Pick<Shell, 'signal' | 'onlyWatches'> {
  let says = '\nbmv: stopping at the next safe point; once more to end at once\n';
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(1);
      process.stderr.write(says);
      controller.abort();
    });
  }
  const onlyWatches = () => {
    says = process.stderr.isTTY ? '\n' : '';
  };
  return { signal: controller.signal, onlyWatches };
}

/** The real process. */
export function processShell(): Shell {
  const { stdin, stdout, stderr } = process;
  // `bmv show DISK | head`: a reader that has seen enough is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    out: (text) => void stdout.write(text),
    outBytes: (bytes) => void stdout.write(bytes),
    outIsTerminal: stdout.isTTY === true,
    err: stderr,
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    colour: stdout.isTTY === true && stdout.hasColors(),
    columns: Math.min(stdout.columns ?? DEFAULT_COLUMNS, MAX_COLUMNS),
    ...abortOnSignals(),
  };
}
