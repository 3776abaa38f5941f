import { readFile } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import { parseCommandLine } from './command-line.ts';
import { type AgentConfig, isOptionName, OPTIONS, parseKernelOption, parseOption } from './options.ts';
import { registryEndpoint } from './registry-endpoint.ts';

export const DEFAULT_FILE = '/etc/bmv/agent.conf';
const ENVIRONMENT_PREFIX = 'BMV_';
const COMMAND_LINE_PREFIX = 'bmv.';

/** The texts that options come from, weakest first. */
export interface ConfigSources {
  /** Null when there is no file. */
  readonly file: { readonly path: string; readonly text: string } | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** As in `/proc/cmdline`. */
  readonly commandLine: string;
}

/** `warnings`: one line for each parameter of the command line that was not heeded. */
export interface LoadedConfig {
  readonly config: AgentConfig;
  readonly warnings: readonly string[];
}

type Values = Record<string, AgentConfig[keyof AgentConfig]>;

/** Lines `name = value`; empty ones and those that begin with `#` are skipped. */
function fromFile({ path, text }: { readonly path: string; readonly text: string }): Values {
  const values: Values = {};
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const where = `${path} line ${index + 1}`;
    const equals = line.indexOf('=');
    if (equals < 0) throw new BmvError('CONFIG_INVALID', `${where}: write name = value`, { path });
    const name = line.slice(0, equals).trim();
    values[name] = parseOption(name, line.slice(equals + 1).trim(), where);
  }
  return values;
}

function fromEnvironment(environment: ConfigSources['environment']): Values {
  const values: Values = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(ENVIRONMENT_PREFIX) || value === undefined) continue;
    const name = variable.slice(ENVIRONMENT_PREFIX.length).toLowerCase();
    // Other programs of this project have variables of their own.
    if (!isOptionName(name)) continue;
    values[name] = parseOption(name, value, `environment variable ${variable}`);
  }
  return values;
}

/**
 * HAZARD: whoever owns an instance can append to the line. What is wrong with it must not end the agent, without which
 * ironic-python-agent does not start: the node could not be cleaned any more.
 */
function fromCommandLine(line: string): { values: Values; warnings: string[] } {
  const values: Values = {};
  const warnings: string[] = [];
  for (const [key, value] of parseCommandLine(line)) {
    if (!key.startsWith(COMMAND_LINE_PREFIX)) continue;
    const name = key.slice(COMMAND_LINE_PREFIX.length);
    try {
      values[name] = parseKernelOption(name, value, `kernel parameter ${key} is not heeded`);
    } catch (error) {
      if (!(error instanceof BmvError)) throw error;
      warnings.push(error.message);
    }
  }
  return { values, warnings };
}

/**
 * The options: defaults, then file, environment and kernel command line, each stronger than the one before.
 * Throws `CONFIG_INVALID` with the source and the option, or with those that do not go together.
 */
export function resolveConfig({ file, environment, commandLine }: ConfigSources): LoadedConfig {
  const defaults = Object.fromEntries(Object.entries(OPTIONS).map(([name, spec]) => [name, spec.default]));
  const { values, warnings } = fromCommandLine(commandLine);
  const merged = {
    ...defaults,
    ...(file ? fromFile(file) : {}),
    ...fromEnvironment(environment),
    ...values,
  };
  // Every key of OPTIONS is there, with what its own parser returned.
  const config = merged as unknown as AgentConfig;
  registryEndpoint(config);
  return { config, warnings };
}

async function readOptional(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new BmvError('CONFIG_INVALID', `config file ${path} cannot be read; check its permissions`, {
      path,
      cause: error,
    });
  }
}

/**
 * Reads the sources of this machine. `path`: a file that was asked for by name must be there. Throws
 * `CONFIG_INVALID`.
 */
export async function loadConfig(
  path: string | null,
  environment: ConfigSources['environment'],
): Promise<LoadedConfig> {
  const named = path ?? environment.BMV_CONFIG ?? null;
  const text = await readOptional(named ?? DEFAULT_FILE);
  if (named !== null && text === null)
    throw new BmvError('CONFIG_INVALID', `config file ${named} is not there; check the path`, {
      path: named,
    });
  return resolveConfig({
    file: text === null ? null : { path: named ?? DEFAULT_FILE, text },
    environment,
    commandLine: (await readOptional('/proc/cmdline')) ?? '',
  });
}
