import { ConflictError } from '../agent/layout/conflict-error.ts';
import type { Conflict } from '../agent/layout/types.ts';
import { BmvError } from '../proto/error.ts';
import type { ProgressLine } from './progress.ts';
import type { Shell } from './shell.ts';

/** Names come from disks and servers: nothing of them may steer a terminal or break a line. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
}

/** `CODE message -> way out`. */
export function conflictLine({ code, message, wayOut }: Conflict): string {
  return oneLine(`${code}: ${message} -> ${wayOut}`);
}

function errorJson(error: unknown): object {
  if (!(error instanceof BmvError)) {
    return {
      error: {
        code: 'INTERNAL',
        message: error instanceof Error ? error.message : String(error),
        fields: {},
      },
    };
  }
  const { code, message, fields } = error;
  const conflicts = error instanceof ConflictError ? { conflicts: error.conflicts } : {};
  return { error: { code, message, fields, ...conflicts } };
}

/** A command's one way to speak: text for people or one JSON object for programs. */
export class Output {
  readonly #shell: Pick<Shell, 'out' | 'outBytes' | 'outIsTerminal' | 'err' | 'hearing'>;
  readonly #json: boolean;
  readonly #progress: ProgressLine;

  constructor(
    shell: Pick<Shell, 'out' | 'outBytes' | 'outIsTerminal' | 'err' | 'hearing'>,
    json: boolean,
    progress: ProgressLine,
  ) {
    this.#shell = shell;
    this.#json = json;
    this.#progress = progress;
  }

  /** It is programs that read it. */
  get isJson(): boolean {
    return this.#json;
  }

  /** It is a person who reads it, or whoever looks over their shoulder. */
  get isTerminal(): boolean {
    return this.#shell.outIsTerminal;
  }

  /** The command's result, as it is, for a program behind a pipe. HAZARD: told to nobody else. */
  secret(bytes: Uint8Array): void {
    this.#progress.clear();
    this.#shell.outBytes(bytes);
  }

  /** The command's result. */
  result(json: object, text: () => string): void {
    this.#progress.clear();
    this.#shell.hearing?.onResult(json);
    this.#shell.out(`${this.#json ? JSON.stringify(json) : text()}\n`);
  }

  /** One of many results: a line each, also as JSON. */
  line(json: object, text: () => string): void {
    this.result(json, text);
  }

  /** For a person, before a question. */
  note(text: string): void {
    this.#progress.clear();
    if (!this.#json) this.#shell.err.write(`${text}\n`);
  }

  /** One line for an error, one for each conflict. */
  error(error: unknown): void {
    this.#progress.clear();
    if (this.#json) {
      this.#shell.out(`${JSON.stringify(errorJson(error))}\n`);
      return;
    }
    for (const line of errorLines(error)) this.#shell.err.write(`bmv: ${line}\n`);
  }
}

function errorLines(error: unknown): readonly string[] {
  if (error instanceof ConflictError) return error.conflicts.map(conflictLine);
  if (error instanceof BmvError) return [oneLine(`${error.message} (${error.code})`)];
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [`this is a defect of bmv, please report it: ${text}`];
}
