import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseSize } from '../../agent/volumes/size.ts';
import { BmvError } from '../../proto/error.ts';
import type { CommonOptions } from '../run.ts';

/** Where `bmv registry serve` listens by default. */
const DEFAULT_REGISTRY_URL = 'http://127.0.0.1:8790';

/** Seconds; longer than the registry takes for an answer, 30 s by its own default. */
const DEFAULT_TIMEOUT_S = 60;

/** Of every command that asks the registry. */
export interface RegistryOptions extends CommonOptions {
  readonly registry: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly osTokenFile?: string;
  readonly ca?: string;
  readonly plainHttp?: boolean;
  readonly timeout: number;
}

function seconds(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Take a whole number of seconds, 1 or more.');
}

/** A whole number from 1 on, as an option takes it. */
export function count(text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('Take a whole number, 1 or more.');
}

/** The number of an event; 0 stands before the first. */
export function sequence(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is no number of an event.');
}

/** Bytes of a size that somebody wants. Throws `BAD_SIZE`, `USAGE`. */
export function wantedSize(text: string): number {
  const size = parseSize(text);
  if (size !== 'rest') return size;
  throw new BmvError(
    'USAGE',
    'size rest is for `bmv volume` on the node itself; give a number, such as 10GiB',
  );
}

/** For options that may be given again. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** The `EXAMPLE` lines behind a command's help. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  return command.addHelpText(
    'after',
    [
      '',
      ...(examples.length > 1 ? ['Examples:'] : ['Example:']),
      ...examples.map((line) => `  ${line}`),
      '',
      'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (nothing was changed).',
    ].join('\n'),
  );
}

/** Adds the options of every command that asks the registry. HAZARD: other users see a command line; no secret may be on it. */
export function withRegistryOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--registry <url>', 'address of the registry: http://HOST:PORT, https://HOST or unix:/PATH')
        .default(DEFAULT_REGISTRY_URL)
        .env('BMV_REGISTRY_URL'),
    )
    .addOption(
      new Option(
        '--user <name>',
        'who asks, with the password of BMV_REGISTRY_PASSWORD or --password-file',
      ).env('BMV_REGISTRY_USER'),
    )
    .option('--password-file <file>', 'file with the password, that others cannot read')
    .option('--os-token-file <file>', 'file with a token of Keystone; default: OS_TOKEN of the environment')
    .addOption(
      new Option('--ca <file>', 'PEM file with the only certificate authorities to trust').env(
        'BMV_REGISTRY_CA',
      ),
    )
    .option('--plain-http', 'send password or token also over http:// to another machine')
    .addOption(
      new Option('--timeout <seconds>', 'longest wait for an answer')
        .argParser(seconds)
        .default(DEFAULT_TIMEOUT_S),
    );
}
