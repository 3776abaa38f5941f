import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { debianRoot } from '../../support/debian-root.ts';
import type { User } from './keystone.ts';

const HERE = import.meta.dirname;
const COMMAND_MS = 240_000;
const PACKAGES = ['python3', 'python3-openstackclient'];
/** Of Nova's API. */
const COMPUTE_VERSION = '2.79';
/** Debian's own, whatever else the search path has. */
const HOST_COMMAND = '/usr/bin/openstack';

export interface ClientOutcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function execute(
  command: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<ClientOutcome> {
  const [file = '', ...argv] = command;
  return await new Promise((resolve, reject) => {
    const env = { ...process.env, PYTHONWARNINGS: 'ignore', ...more };
    execFile(file, argv, { env, timeout: COMMAND_MS }, (error, out, err) => {
      if (error && typeof error.code !== 'number')
        reject(new Error(`${file} of python3-openstackclient: ${error.message} ${err}`));
      else resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}

/** `openstack` of a release of Debian: this machine's (12, bookworm), or in a tree of packages (13, trixie). */
export class OpenstackClient {
  readonly #command: readonly string[];
  readonly #folder: string;

  private constructor(command: readonly string[], folder: string) {
    this.#command = command;
    this.#folder = folder;
  }

  static async of(release: 'bookworm' | 'trixie'): Promise<OpenstackClient> {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-openstack-'));
    if (release === 'bookworm') return new OpenstackClient([HOST_COMMAND], folder);
    const root = await debianRoot({ name: 'openstackclient', suite: 'trixie', packages: PACKAGES });
    const enter = ['unshare', '--mount', '--pid', '--fork', '--kill-child'];
    const within = [...enter, 'sh', join(HERE, '../in-root.sh'), root, folder, ''];
    return new OpenstackClient([...within, '/usr/bin/openstack'], folder);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs a command without Keystone, at the door of a registry. */
  async run(registryUrl: string, project: string, ...argv: string[]): Promise<ClientOutcome> {
    const where = ['--os-auth-type', 'none', '--os-endpoint', `${registryUrl}/cinder/v3/${project}`];
    return await execute([...this.#command, ...where, ...argv]);
  }

  /** Runs a command of a user of Keystone's, at the services of its catalog. */
  async runAs(
    { name, password }: User,
    project: string,
    keystoneUrl: string,
    ...argv: string[]
  ): Promise<ClientOutcome> {
    const domains = { OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_NAME: 'Default' };
    return await execute([...this.#command, ...argv], {
      ...{ OS_AUTH_URL: keystoneUrl, OS_IDENTITY_API_VERSION: '3', OS_COMPUTE_API_VERSION: COMPUTE_VERSION },
      ...{ OS_USERNAME: name, OS_PASSWORD: password, OS_PROJECT_NAME: project, ...domains },
    });
  }

  async version(): Promise<string> {
    const { out, err } = await execute([...this.#command, '--version']);
    return `${out}${err}`.trim();
  }
}
