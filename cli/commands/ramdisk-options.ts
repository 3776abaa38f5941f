import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { BUILD } from '../../agent/version.ts';
import { agentConf, splitOption } from '../../image-build/agent-conf.ts';
import { ARCHITECTURES, type Architecture } from '../../image-build/node-binary.ts';
import { type PayloadRequest, REGISTRY_CA_PATH } from '../../image-build/payload.ts';
import { BmvError } from '../../proto/error.ts';

/** Of every command that builds a payload. */
export interface PayloadOptions {
  readonly registryUrl?: string;
  readonly registryCa?: string;
  readonly option: readonly (readonly [string, string])[];
  readonly arch?: Architecture;
  readonly node?: string;
}

type Pair = readonly [string, string];

const NO_OPTIONS: readonly Pair[] = [];

function collectOption(text: string, before: readonly Pair[]): readonly Pair[] {
  if (text.indexOf('=') < 1) throw new InvalidArgumentError('Write name=value.');
  return [...before, splitOption(text)];
}

export function withPayloadOptions(command: Command): Command {
  return command
    .option('--registry-url <url>', 'registry that the agent reports to, http(s) or ws(s)')
    .option('--registry-ca <file>', 'PEM file with the only authorities to trust for the registry')
    .option(
      '--option <name=value>',
      'option of bmv-agent for its config file; may be given again',
      collectOption,
      NO_OPTIONS,
    )
    .addOption(new Option('--arch <arch>', 'processor of the servers').choices([...ARCHITECTURES]))
    .option('--node <file>', 'Node 24 for the ramdisk, instead of the one of the checkout');
}

async function readAuthorities(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BmvError('IO_ERROR', `CA file ${path} cannot be read; check the path`, { path, cause });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----') && !text.includes('PRIVATE KEY')) return text;
  throw new BmvError(
    'CONFIG_INVALID',
    `${path} is no PEM file of certificates alone; give the certificates of the authorities`,
    { path },
  );
}

/** What all payloads are made of. Throws `CONFIG_INVALID`. */
export async function payloadRequestOf(
  options: PayloadOptions,
): Promise<Pick<PayloadRequest, 'conf' | 'registryCa' | 'nodePath'>> {
  // The builder needs the sources, which a ramdisk does not have.
  if (BUILD !== 'source')
    throw new BmvError('PAYLOAD_INCOMPLETE', 'ramdisks are built by bmv of a checkout; run it there');
  const { registryUrl, registryCa } = options;
  const settings: Pair[] = [...options.option];
  if (registryUrl !== undefined) settings.push(['registry_url', registryUrl]);
  if (registryCa !== undefined) settings.push(['registry_ca', `/${REGISTRY_CA_PATH}`]);
  return {
    conf: agentConf(settings),
    registryCa: registryCa === undefined ? null : await readAuthorities(registryCa),
    nodePath: options.node ?? null,
  };
}

/** Seconds since the epoch that all files of a payload were last changed at. */
export function payloadTime(): number {
  const text = process.env.SOURCE_DATE_EPOCH ?? '0';
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new BmvError('USAGE', `SOURCE_DATE_EPOCH is ${JSON.stringify(text)}; give whole seconds since 1970`);
}
