import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import pino from 'pino';
import type { Context } from '../agent/context.ts';
import { createManagers } from '../hardware-managers/managers.ts';
import { confirm } from './confirm.ts';
import { Output } from './output.ts';
import type { PictureOptions } from './picture.ts';
import { ProgressLine, type ProgressStream } from './progress.ts';
import type { Shell } from './shell.ts';

/** Options of every command. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly logLevel: string;
}

/** All that a command's action works with. */
export interface Run {
  readonly context: Context;
  readonly output: Output;
  readonly picture: PictureOptions;
  /** Standard error: what is shown and goes again. */
  readonly screen: ProgressStream;
  /** From here on an interruption is the way to end, and needs no word. */
  readonly onlyWatches: () => void;
  /** Shows `explain` to a person and asks; see `confirm`. */
  readonly ask: (explain: () => string, question: string, yes: boolean) => Promise<boolean>;
}

/** Ends with the process' exit code; nothing is 0. */
type Action = (run: Run) => Promise<number | undefined>;

/** Runs an action with the options that every command has. */
export type Runner = (options: CommonOptions, action: Action) => Promise<void>;

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Adds the options of every command. */
export function withCommonOptions(command: Command): Command {
  const level = command
    .createOption('--log-level <level>', 'log lines (JSON) on standard error')
    .choices(LOG_LEVELS)
    .default('silent')
    .env('BMV_LOG_LEVEL');
  return command
    .option('--json', 'one JSON object on standard output; sizes and offsets in bytes')
    .addOption(level);
}

export function prepareRun(options: CommonOptions, shell: Shell): Run {
  const json = options.json === true;
  const progress = new ProgressLine(shell.err);
  const output = new Output(shell, json, progress);
  const context: Context = {
    managers: createManagers(),
    logger: pino({ level: options.logLevel }, pino.destination({ fd: 2, sync: true })),
    now: () => Date.now(),
    newGuid: () => randomUUID(),
    onProgress: (report) => {
      progress.report(report);
      shell.hearing?.onProgress(report);
    },
    // Where nobody listens nothing is read to tell it.
    ...(shell.hearing ? { onEffect: shell.hearing.onEffect } : {}),
    signal: shell.signal,
  };
  const { interactive, signal } = shell;
  return {
    context,
    output,
    picture: { width: shell.columns - 2, colour: shell.colour },
    screen: shell.err,
    onlyWatches: () => shell.onlyWatches(),
    ask: async (explain, question, yes) => {
      if (!yes && interactive) output.note(explain());
      return await confirm(question, { yes, interactive, signal });
    },
  };
}
