import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseAuthSetting } from '../../registry/config/auth-setting.ts';
import { LIMIT_OPTIONS } from '../../registry/config/limit-options.ts';
import { LIMIT_DEFAULTS, type Limits, limitAt, withLimits } from '../../registry/config/limits.ts';
import { parseListenAddress } from '../../registry/config/listen-address.ts';
import { parseTrait, TRAIT_NAMES } from '../../registry/ironic/trait-names.ts';

/** Name of the variable in the environment that stands for an option. */
function variable(flag: string): string {
  return `BMV_REGISTRY_${flag.toUpperCase().replaceAll('-', '_')}`;
}

function option(flags: string, words: string): Option {
  const flag = /--(?:no-)?([\w-]+)/.exec(flags)?.[1] ?? '';
  return new Option(flags, words).env(variable(flag));
}

function positive(text: string): number {
  if (!/^\d{1,15}$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('It is no number above 0.');
  return Number(text);
}

/** Camel case, as commander has options. */
function attributeOf(flag: string): string {
  return flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Of every command that opens a registry's database. */
export interface StoreCommandOptions {
  readonly store: string;
  readonly storeCa?: string;
}

/** Where SQLite's file is when nothing is said: in the working directory. */
const DEFAULT_STORE = 'bmv-registry.db';

export function withStoreOptions(command: Command): Command {
  return command
    .addOption(
      option(
        '--store <where>',
        'SQLite file, or mariadb://USER:PASSWORD@HOST:PORT/NAME (for the environment, where others do not see it)',
      ).default(DEFAULT_STORE),
    )
    .addOption(
      option(
        '--store-ca <file>',
        'PEM file with the authorities of MariaDB’s certificate; none: no TLS to it',
      ),
    );
}

export function withListenOptions(command: Command): Command {
  return command
    .addOption(
      option('--listen <address>', 'ADDRESS:PORT, [IPV6]:PORT or unix:/PATH')
        .argParser(parseListenAddress)
        .default(parseListenAddress('127.0.0.1:8790'), '127.0.0.1:8790'),
    )
    .addOption(
      option('--tls-cert <file>', 'PEM file with the certificate; none: no TLS. SIGHUP reads it again'),
    )
    .addOption(option('--tls-key <file>', 'PEM file with its key'))
    .addOption(
      option('--client-ca <file>', 'PEM file with the authorities of agents’ certificates; needs --tls-cert'),
    )
    .addOption(
      option(
        '--trusted-proxy <network>',
        'address or network of a proxy, whose X-Forwarded-For says who connects; may be given again',
      )
        .argParser((text: string, before: readonly string[] | undefined) => [
          ...(before ?? []),
          ...text.split(','),
        ])
        .default([], 'none'),
    );
}

export function withAuthOptions(command: Command): Command {
  return command
    .addOption(
      option(
        '--auth <how>',
        'callers of the API: none (only where no other machine can connect), basic:FILE (see bmv registry passwd) or keystone:URL',
      )
        .argParser(parseAuthSetting)
        .default(parseAuthSetting('none'), 'none'),
    )
    .addOption(
      option('--keystone-user <name>', 'user of the registry, who may validate tokens').default('bmv'),
    )
    .addOption(option('--keystone-password-file <file>', 'file with its password, that others cannot read'))
    .addOption(option('--keystone-project <name>', 'project of that user').default('service'))
    .addOption(option('--keystone-domain <name>', 'domain of that user and project').default('Default'))
    .addOption(option('--keystone-ca <file>', 'PEM file with the only authorities to trust for Keystone'))
    .addOption(
      option('--cinder <yes|no>', 'answer clients of Cinder at /cinder/v3, for callers as everywhere else')
        .choices(['yes', 'no'])
        .default('yes'),
    )
    .addOption(option('--open-metrics', 'tell metrics to whoever asks'));
}

export function withAgentOptions(command: Command): Command {
  return command
    .addOption(
      option('--agent-key-file <file>', 'file with keys that all agents share, one a line, for labs'),
    )
    .addOption(
      option(
        '--accept-untrusted <yes|no>',
        'hear agents that nobody vouched for, and keep what they say apart',
      )
        .choices(['yes', 'no'])
        .default('yes'),
    )
    .addOption(
      option(
        '--adopt-unknown-claims',
        'believe disks whose volumes nobody asked for, for labs: a disk proves nothing',
      ),
    )
    .addOption(
      option(
        '--default-project <id>',
        'project of volumes and deployments that have none, for an Ironic without tenants; default: such volumes are quarantined',
      ),
    )
    .addOption(
      option(
        '--default-quota-volumes <n>',
        'most volumes of a project of which `bmv quotas set` said nothing; default: unlimited',
      ).argParser(positive),
    )
    .addOption(
      option('--default-quota-bytes <n>', 'most bytes of all its volumes; default: unlimited').argParser(
        positive,
      ),
    )
    .addOption(option('--allow-unknown-nodes', 'let steps write to nodes that never reported their disks'))
    .addOption(
      option(
        '--max-silence-days <n>',
        'do not offer nodes that were not heard of for so long; default: never mind',
      ).argParser(positive),
    );
}

export function withIronicOptions(command: Command): Command {
  return command
    .addOption(
      option(
        '--ironic <url>',
        'Ironic, whose nodes get nonces by which agents are believed; none: use keys or certificates',
      ),
    )
    .addOption(
      option('--ironic-user <name>', 'user of the registry there, by HTTP Basic or with --ironic-keystone'),
    )
    .addOption(option('--ironic-password-file <file>', 'file with its password, that others cannot read'))
    .addOption(
      option(
        '--ironic-keystone <url>',
        'Keystone that this user signs in at, with the role admin or service (https://keystone:5000/v3)',
      ),
    )
    .addOption(option('--ironic-project <name>', 'project of that user').default('service'))
    .addOption(option('--ironic-domain <name>', 'domain of that user and project').default('Default'))
    .addOption(option('--ironic-ca <file>', 'PEM file with the only authorities to trust for Ironic'))
    .addOption(
      option(
        '--ironic-traits <yes|no>',
        'tell schedulers by traits of Ironic’s nodes which ones hold volumes',
      )
        .choices(['yes', 'no'])
        .default('yes'),
    )
    .addOption(
      option('--capable-trait <name>', 'of nodes that have the agent; never removed')
        .argParser(parseTrait)
        .default(TRAIT_NAMES.capable),
    )
    .addOption(
      option('--held-trait <name>', 'of nodes that hold a volume, until it is released')
        .argParser(parseTrait)
        .default(TRAIT_NAMES.held),
    );
}

export function withLimitOptions(command: Command): Command {
  for (const { flag, place, words } of LIMIT_OPTIONS) {
    const limit = option(`--${flag} <n>`, words)
      .argParser(positive)
      .helpGroup('Limits (milliseconds, bytes or numbers):');
    const usual = limitAt(LIMIT_DEFAULTS, place);
    command.addOption(usual === null ? limit : limit.default(usual));
  }
  return command;
}

/** Limits as the options have them. */
export function limitsOf(options: Readonly<Record<string, unknown>>): Limits {
  const set = LIMIT_OPTIONS.flatMap(({ flag, place }) => {
    const value = options[attributeOf(flag)];
    return typeof value === 'number' ? [[place, value] as const] : [];
  });
  return withLimits(LIMIT_DEFAULTS, new Map(set));
}

export function withLogOption(command: Command): Command {
  return command.addOption(
    option('--log-level <level>', 'log lines (JSON) on standard error')
      .choices(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'])
      .default('info'),
  );
}

/** Name of this process among those of one store. */
export function withReplicaOption(command: Command): Command {
  return command.addOption(
    option(
      '--replica <name>',
      'name of this process among those of one database; default: host name and process id',
    ),
  );
}

/** What keys of volumes are wrapped by. */
export function withKekOption(command: Command): Command {
  return command.addOption(
    option(
      '--kek <path>',
      'file, or folder of files, with keys that wrap the keys of encrypted volumes (32 bytes or 64 hex digits, mode 0600): the last by name wraps, all unwrap; none: volumes with encryption luks2 are refused. SIGHUP reads them again',
    ),
  );
}

/** Whether the database is brought to the newest form. */
export function withMigrateOption(command: Command): Command {
  return command.addOption(
    option(
      '--migrate <yes|no>',
      'bring the database to the newest form first; default: yes with SQLite, no with MariaDB',
    ).choices(['yes', 'no']),
  );
}
