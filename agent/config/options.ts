import { BmvError } from '../../proto/error.ts';
import { DELTA_MODES } from '../image/delta-choice.ts';
import {
  absolutePath,
  type OptionSpec,
  oneOf,
  open,
  optionalPath,
  type Parse,
  trusted,
  wholeNumber,
} from './option-spec.ts';
import { REGISTRY_OPTIONS } from './registry-options.ts';

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const DAY_SECONDS = 86_400;
const MIB = 1024 * 1024;

/** Every option. Times are seconds, sizes bytes. */
export const OPTIONS = {
  socket: trusted('unix socket of the step server', '/run/bmv/agent.sock', absolutePath),
  runtime_dir: trusted('folder for the state of this boot', '/run/bmv', absolutePath),
  log_level: open(
    `one of ${LOG_LEVELS.join(', ')}; by the kernel command line info or louder`,
    'info',
    oneOf(LOG_LEVELS),
    oneOf(['info', 'debug', 'trace']),
  ),
  log_buffer_bytes: trusted(
    'newest log lines that go into the log archive of Ironic',
    4 * MIB,
    wholeNumber(4096, 256 * MIB),
  ),
  request_limit_bytes: trusted(
    'largest request of the hardware manager; a config drive of 64 MiB comes twice, in base64',
    256 * MIB,
    wholeNumber(4096, 1024 * MIB),
  ),
  step_idle_timeout: trusted(
    'a step without any progress for so long fails and says what it did',
    900,
    wholeNumber(1, DAY_SECONDS),
  ),
  ipa_call_timeout: trusted(
    'longest wait for what ironic-python-agent does for a step, such as erasing a disk without volumes',
    7 * DAY_SECONDS,
    wholeNumber(1, 365 * DAY_SECONDS),
  ),
  outcome_ttl: trusted(
    'how long the outcome of a step that nobody heard is kept for the same request',
    3600,
    wholeNumber(0, DAY_SECONDS),
  ),
  proof: open(
    'how kept bytes are compared before and after a step: sample or full; by the kernel command line full',
    'sample',
    oneOf(['sample', 'full']),
    oneOf(['full']),
  ),
  delta: open(
    'whether what the disk has of an image already is left out: auto (where that is quicker), always or never',
    'auto',
    oneOf(DELTA_MODES),
  ),
  verify_media: open(
    'whether an image is read back before it is made visible: no or yes; by the kernel command line yes',
    'no',
    oneOf(['no', 'yes']),
    oneOf(['yes']),
  ),
  image_index: open(
    'whether an index beside an image is looked for, to download only what the disk does not have: auto or never',
    'auto',
    oneOf(['auto', 'never']),
  ),
  image_index_cache: trusted(
    'memory for what of the disk is overwritten before an image by index needs it',
    24 * MIB,
    wholeNumber(0, 1024 * MIB),
  ),
  // Nothing but a deployment downloads, and who owns the instance chooses what.
  image_timeout: open(
    'longest wait for a connection to an image server, or for its next byte',
    60,
    wholeNumber(1, 3600),
  ),
  image_retries: open(
    'how often a download that stopped is taken up again without progress',
    9,
    wholeNumber(0, 1000),
  ),
  image_redirects: open('redirects of an image server that are followed', 5, wholeNumber(0, 20)),
  image_ca: trusted(
    'PEM file with the only authorities to trust for images; empty for the system’s',
    '',
    optionalPath,
  ),
  ...REGISTRY_OPTIONS,
} as const;

export type OptionName = keyof typeof OPTIONS;

/** Every option with its value. */
export type AgentConfig = { readonly [Name in OptionName]: (typeof OPTIONS)[Name]['default'] };

export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

/** Throws `CONFIG_INVALID`. */
function parseBy<T>(parse: Parse<T>, name: string, value: string, where: string): T {
  try {
    return parse(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BmvError('CONFIG_INVALID', `${where}: ${name} ${why}, not ${JSON.stringify(value)}`);
  }
}

/** Throws `CONFIG_INVALID`. */
function specOf(name: string, where: string): OptionSpec<AgentConfig[OptionName]> {
  if (isOptionName(name)) return OPTIONS[name];
  throw new BmvError('CONFIG_INVALID', `${where}: there is no option ${name}; bmv-agent --help lists them`);
}

/** Reads one value. `where` names its source for the message. Throws `CONFIG_INVALID`. */
export function parseOption(name: string, value: string, where: string): AgentConfig[OptionName] {
  return parseBy(specOf(name, where).parse, name, value, where);
}

/** `parseOption` of the kernel's command line. Throws `CONFIG_INVALID` also for what may not be set there. */
export function parseKernelOption(name: string, value: string, where: string): AgentConfig[OptionName] {
  const { parseCommandLine } = specOf(name, where);
  if (parseCommandLine) return parseBy(parseCommandLine, name, value, where);
  throw new BmvError('CONFIG_INVALID', `${where}: it may be set only in the ramdisk, by file or environment`);
}
