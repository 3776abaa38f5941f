import { hostname } from 'node:os';
import type { Command } from 'commander';
import pino from 'pino';
import { BmvError } from '../../proto/error.ts';
import type { AuthSetting } from '../../registry/config/auth-setting.ts';
import type { ListenAddress } from '../../registry/config/listen-address.ts';
import { readAgentKeys, readSecretFile } from '../../registry/config/secret-files.ts';
import type { RegistrySettings, TlsSetting } from '../../registry/config/settings.ts';
import type { TraitNames } from '../../registry/ironic/trait-names.ts';
import type { Runner } from '../run.ts';
import {
  limitsOf,
  type StoreCommandOptions,
  withAgentOptions,
  withAuthOptions,
  withIronicOptions,
  withKekOption,
  withLimitOptions,
  withListenOptions,
  withLogOption,
  withMigrateOption,
  withReplicaOption,
  withStoreOptions,
} from './registry-options.ts';

interface Options extends StoreCommandOptions {
  readonly listen: ListenAddress;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly clientCa?: string;
  readonly trustedProxy: readonly string[];
  readonly auth: AuthSetting;
  readonly keystoneUser: string;
  readonly keystonePasswordFile?: string;
  readonly keystoneCa?: string;
  readonly keystoneProject: string;
  readonly keystoneDomain: string;
  readonly openMetrics?: boolean;
  readonly cinder: 'yes' | 'no';
  readonly ironic?: string;
  readonly ironicUser?: string;
  readonly ironicPasswordFile?: string;
  readonly ironicKeystone?: string;
  readonly ironicProject: string;
  readonly ironicDomain: string;
  readonly ironicCa?: string;
  readonly ironicTraits: 'yes' | 'no';
  readonly capableTrait: string;
  readonly heldTrait: string;
  readonly agentKeyFile?: string;
  readonly acceptUntrusted: 'yes' | 'no';
  readonly adoptUnknownClaims?: boolean;
  readonly allowUnknownNodes?: boolean;
  readonly defaultProject?: string;
  readonly defaultQuotaVolumes?: number;
  readonly defaultQuotaBytes?: number;
  readonly maxSilenceDays?: number;
  readonly kek?: string;
  readonly migrate?: 'yes' | 'no';
  readonly replica?: string;
  readonly logLevel: string;
}

const DAY_MS = 86_400_000;

/** Throws `USAGE`. */
function tlsOf({ tlsCert, tlsKey, clientCa }: Options): TlsSetting | null {
  if (tlsCert !== undefined && tlsKey !== undefined)
    return { certFile: tlsCert, keyFile: tlsKey, clientCaFile: clientCa ?? null };
  if (tlsCert === undefined && tlsKey === undefined && clientCa === undefined) return null;
  throw new BmvError('USAGE', '--tls-cert and --tls-key belong together, and --client-ca needs both');
}

/** Without the end of its line. */
async function readPassword(path: string): Promise<string> {
  return (await readSecretFile(path, 'password file')).replace(/\r?\n$/, '');
}

/** Throws `USAGE`. */
function traitsOf({ ironicTraits, capableTrait: capable, heldTrait: held }: Options): TraitNames | null {
  if (capable === held)
    throw new BmvError('USAGE', '--capable-trait and --held-trait say different things; name two traits');
  return ironicTraits === 'yes' ? { capable, held } : null;
}

/** Throws `USAGE` and `CONFIG_INVALID`. */
async function ironicOf(options: Options): Promise<RegistrySettings['ironic']> {
  const { ironic: url, ironicUser: name, ironicPasswordFile, ironicKeystone, ironicCa } = options;
  const common = { caFile: ironicCa ?? null, traits: traitsOf(options) };
  if ((name === undefined) !== (ironicPasswordFile === undefined))
    throw new BmvError('USAGE', '--ironic-user and --ironic-password-file belong together');
  if (ironicKeystone !== undefined && (url === undefined || name === undefined))
    throw new BmvError('USAGE', '--ironic-keystone needs --ironic, --ironic-user and --ironic-password-file');
  if (url === undefined) return null;
  if (name === undefined || ironicPasswordFile === undefined)
    return { url, user: null, keystone: null, ...common };
  const password = await readPassword(ironicPasswordFile);
  if (ironicKeystone === undefined)
    return { url, user: { username: name, password }, keystone: null, ...common };
  const { ironicProject: project, ironicDomain: domain } = options;
  return {
    url,
    user: null,
    keystone: { url: ironicKeystone, user: { name, password, project, domain } },
    ...common,
  };
}

async function keystoneUserOf(options: Options): Promise<RegistrySettings['keystoneUser']> {
  const { auth, keystonePasswordFile, keystoneUser, keystoneProject, keystoneDomain } = options;
  if (auth.kind !== 'keystone' || keystonePasswordFile === undefined) return null;
  return {
    ...{ name: keystoneUser, password: await readPassword(keystonePasswordFile) },
    ...{ project: keystoneProject, domain: keystoneDomain },
  };
}

/** Throws `USAGE` and `CONFIG_INVALID`. */
async function settingsOf(options: Options): Promise<RegistrySettings> {
  const { listen, store, storeCa, migrate, agentKeyFile, auth, replica, maxSilenceDays } = options;
  return {
    ...{ listen, store, auth, tls: tlsOf(options), storeCaFile: storeCa ?? null },
    trustedProxies: options.trustedProxy,
    migrate: migrate === undefined ? null : migrate === 'yes',
    agentKeys: agentKeyFile === undefined ? [] : await readAgentKeys(agentKeyFile),
    acceptUntrusted: options.acceptUntrusted === 'yes',
    ...(options.kek === undefined ? {} : { kek: options.kek }),
    keystoneUser: await keystoneUserOf(options),
    ...(options.keystoneCa === undefined ? {} : { keystoneCaFile: options.keystoneCa }),
    ironic: await ironicOf(options),
    openMetrics: options.openMetrics === true,
    cinder: options.cinder === 'yes',
    adoptUnknownClaims: options.adoptUnknownClaims === true,
    allowUnknownNodes: options.allowUnknownNodes === true,
    defaultProject: options.defaultProject ?? '',
    defaultQuota: {
      maxVolumes: options.defaultQuotaVolumes ?? null,
      maxBytes: options.defaultQuotaBytes ?? null,
    },
    maxSilenceMs: maxSilenceDays === undefined ? null : maxSilenceDays * DAY_MS,
    replica: replica ?? `${hostname()} ${process.pid}`,
    limits: limitsOf(options as unknown as Record<string, unknown>),
  };
}

/** Of V8, that `bmv` is started with: thousands of agents need a larger young generation than one disk. */
const SMALL_HEAP = '--max-semi-space-size=1';

/** Goes on as the same process with V8's own settings, where it was started with those of the other commands. */
function leaveSmallHeap(): void {
  if (!process.execArgv.includes(SMALL_HEAP) || !process.execve) return;
  const rest = process.execArgv.filter((argument) => argument !== SMALL_HEAP);
  process.execve(process.execPath, [process.execPath, ...rest, ...process.argv.slice(1)], process.env);
}

/** Resolves when the process is told to end. */
async function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function serve(options: Options, signal: AbortSignal): Promise<void> {
  const settings = await settingsOf(options);
  const logger = pino(
    { level: options.logLevel, base: { name: 'bmv-registry' } },
    pino.destination({ fd: 2, sync: true }),
  );
  // Commands of disks start without what only this one needs.
  const { startRegistry } = await import('../../registry/serve.ts');
  const registry = await startRegistry(settings, logger);
  const reload = () => {
    registry.reload().then(
      () => logger.info('certificates were read again'),
      (error: unknown) => logger.error({ why: String(error) }, 'certificates cannot be read again'),
    );
  };
  process.on('SIGHUP', reload);
  await ended(signal);
  process.off('SIGHUP', reload);
  await registry.close();
}

export function addRegistryServe(registry: Command, run: Runner): void {
  const command = registry
    .command('serve')
    .description('serve agents, people and schedulers until SIGTERM')
    .addHelpText(
      'after',
      '\nEach option can be given in the environment: --listen as BMV_REGISTRY_LISTEN, and so on.',
    );
  withListenOptions(command);
  withStoreOptions(command);
  withMigrateOption(command);
  withKekOption(command);
  withReplicaOption(command);
  withAuthOptions(command);
  withAgentOptions(command);
  withIronicOptions(command);
  withLogOption(command);
  withLimitOptions(command).action(async (options: Options) => {
    leaveSmallHeap();
    await run({ logLevel: options.logLevel }, async ({ context, onlyWatches }) => {
      // There is no disk that has to be left at a safe point.
      onlyWatches();
      await serve(options, context.signal);
      return undefined;
    });
  });
}
