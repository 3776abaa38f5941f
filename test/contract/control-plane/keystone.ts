import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { debianRoot } from '../../support/debian-root.ts';

const HERE = import.meta.dirname;
const PACKAGES = ['python3', 'python3-keystone', 'keystone'];
const START_MS = 300_000;

/** What a token is for. */
export type Scope = { readonly project: string } | 'system' | 'nothing';

export interface User {
  readonly name: string;
  readonly password: string;
}

const DOMAIN = { id: 'default' };

/** Debian's Keystone, on a port of the loopback. Needs root, mmdebstrap and the network, as the other contract tests. */
export class Keystone {
  readonly url: string;
  readonly admin: User = { name: 'admin', password: 'secret of admin' };
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #said: () => string;
  #token = '';

  private constructor(url: string, child: ChildProcess, folder: string, said: () => string) {
    this.#said = said;
    this.url = url;
    this.#child = child;
    this.#folder = folder;
  }

  static async start(): Promise<Keystone> {
    const root = await debianRoot({ name: 'keystone', suite: 'trixie', packages: PACKAGES });
    const folder = mkdtempSync(join(tmpdir(), 'bmv-keystone-'));
    cpSync(join(HERE, 'keystone_server.py'), join(folder, 'keystone_server.py'));
    const inside = ['python3', '/run/shared/keystone_server.py', 'secret of admin'];
    const child = spawn(
      'unshare',
      [
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        'sh',
        join(HERE, '../in-root.sh'),
        root,
        folder,
        '',
        ...inside,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    const said = () => output.slice(-3000);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && child.exitCode === null; ) {
      const port = /^port (\d+)$/m.exec(output)?.[1];
      if (port) {
        const keystone = new Keystone(`http://127.0.0.1:${port}/v3`, child, folder, said);
        keystone.#token = await keystone.tokenOf(keystone.admin, { project: 'admin' });
        return keystone;
      }
      await sleep(100);
    }
    child.kill('SIGKILL');
    throw new Error(`Keystone did not start: ${said()}`);
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGKILL');
    await gone;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Rejects where Keystone does not let the user in. */
  async tokenOf({ name, password }: User, scope: Scope): Promise<string> {
    const { headers, body, statusCode } = await request(`${this.url}/auth/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        auth: {
          identity: { methods: ['password'], password: { user: { name, password, domain: DOMAIN } } },
          ...(scope === 'nothing' ? {} : { scope: scopeOf(scope) }),
        },
      }),
    });
    const text = await body.text();
    if (statusCode !== 201) throw new Error(`no token for ${name}: ${statusCode} ${text}`);
    return String(headers['x-subject-token']);
  }

  async revoke(token: string): Promise<void> {
    await this.#do('DELETE', '/auth/tokens', null, { 'x-subject-token': token });
  }

  /** Id of a new project. */
  async addProject(name: string): Promise<string> {
    const { project } = await this.#do('POST', '/projects', { project: { name } });
    return (project as { id: string }).id;
  }

  /** Puts a service into the catalog that comes with every token. */
  async addEndpoint(type: string, url: string): Promise<void> {
    const { service } = await this.#do('POST', '/services', { service: { type, name: type } });
    const { id } = service as { id: string };
    const endpoint = { service_id: id, url };
    for (const name of ['public', 'internal'])
      await this.#do('POST', '/endpoints', { endpoint: { ...endpoint, interface: name } });
  }

  async addUser(user: User): Promise<string> {
    const { user: made } = await this.#do('POST', '/users', { user });
    return (made as { id: string }).id;
  }

  /** `where`: id of a project, or the system. */
  async grant(role: string, userId: string, where: string): Promise<void> {
    const { roles } = await this.#do('GET', `/roles?name=${role}`, null);
    const known = (roles as { id: string }[])[0]?.id;
    const id =
      known ?? ((await this.#do('POST', '/roles', { role: { name: role } })).role as { id: string }).id;
    const place = where === 'system' ? '/system' : `/projects/${where}`;
    await this.#do('PUT', `${place}/users/${userId}/roles/${id}`, null);
  }

  async #do(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: object | null,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const answer = await request(this.url + path, {
      method,
      headers: { 'x-auth-token': this.#token, 'content-type': 'application/json', ...headers },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${path}: ${answer.statusCode} ${text} ${this.#said()}`);
    return text === '' ? {} : JSON.parse(text);
  }
}

function scopeOf(scope: Exclude<Scope, 'nothing'>): object {
  return scope === 'system'
    ? { system: { all: true } }
    : { project: { name: scope.project, domain: DOMAIN } };
}
