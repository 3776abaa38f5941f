import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { debianRoot } from '../../support/debian-root.ts';
import { freePort } from '../../support/free-port.ts';
import { MariaDb } from '../../support/mariadb.ts';
import { Ironic } from '../control-plane/ironic.ts';
import { Keystone, type User } from '../control-plane/keystone.ts';
import { NoNetwork } from './no-network.ts';
import {
  type CloudPlaces,
  glanceConfig,
  ironicConfig,
  novaConfig,
  novaDatabases,
  placementConfig,
  RABBIT_NAMES,
  rabbitConfig,
  rabbitEnvironment,
  SERVICE_PROJECT,
  SHARED,
} from './nova-cloud-config.ts';
import { RootProcess } from './root-process.ts';

const HERE = import.meta.dirname;
const FILTER = join(HERE, '../../../nova-scheduler-filter');
const PACKAGES = [
  ...['nova-api', 'nova-conductor', 'nova-scheduler', 'placement-api', 'glance-api', 'rabbitmq-server'],
  ...['python3-setuptools', 'python3-minimal', 'dash', 'coreutils', 'grep', 'util-linux'],
];
const DATABASES = ['nova_api', 'nova', 'nova_cell0', 'placement', 'glance'];
const NOVA: User = { name: 'nova', password: 'secret of nova' };

/** As a distribution does it, with Debian's setuptools. */
const INSTALL_FILTER = `cd ${SHARED}/source
/usr/bin/python3 -c "from setuptools import build_meta; build_meta.build_wheel('${SHARED}')" >&2
/usr/bin/python3 -m zipfile -e ${SHARED}/bmv_nova_filter-*.whl ${SHARED}/site`;

/** As Nova's installation guide does it. */
const MAKE_CELLS = ['api_db sync', 'cell_v2 map_cell0', 'cell_v2 create_cell --name cell1', 'db sync'];

type Ends = (() => Promise<unknown>)[];

/**
 * Debian trixie's Nova, whole, with the filter in its scheduler and Ironic's driver in its nova-compute; with the
 * Keystone, Placement, Glance, RabbitMQ, MariaDB and Ironic that it needs, each one process on the loopback.
 * Instances have no network, and so no config drive, which Nova's driver fails to make for them. Needs root, mmdebstrap,
 * mariadb-server and the network, as the other contract tests.
 */
export class NovaCloud {
  readonly keystone: Keystone;
  readonly ironic: Ironic;
  readonly network: NoNetwork;
  readonly places: CloudPlaces;
  /** Id. */
  serviceProject = '';
  readonly #folder: string;
  readonly #root: string;
  readonly #ends: Ends;
  readonly #processes = new Map<string, RootProcess>();

  private constructor(
    parts: Pick<NovaCloud, 'keystone' | 'ironic' | 'network' | 'places'>,
    folder: string,
    root: string,
    ends: Ends,
  ) {
    this.keystone = parts.keystone;
    this.ironic = parts.ironic;
    this.network = parts.network;
    this.places = parts.places;
    this.#folder = folder;
    this.#root = root;
    this.#ends = ends;
  }

  /** `registry`: where one will be. */
  static async start(registry: string): Promise<NovaCloud> {
    const root = await debianRoot({ name: 'nova-cloud', suite: 'trixie', packages: PACKAGES });
    const folder = mkdtempSync(join(tmpdir(), 'bmv-nova-cloud-'));
    const ends: Ends = [];
    try {
      const ports = await freePorts();
      const keystone = await Keystone.start();
      ends.push(async () => await keystone.stop());
      const network = await NoNetwork.start();
      ends.push(async () => await network.stop());
      const glance = `http://127.0.0.1:${ports.glance}`;
      const ironic = await Ironic.start(true, ironicConfig(keystone.url, glance, NOVA));
      ends.push(async () => await ironic.stop());
      const places = { keystone: keystone.url, ironic: ironic.url, registry, ports };
      const cloud = new NovaCloud({ keystone, ironic, network, places }, folder, root, ends);
      await cloud.#begin().catch((error: unknown) => {
        throw new Error(`${error}\n${cloud.#troubles()}`);
      });
      return cloud;
    } catch (error) {
      await endAll(ends, folder);
      throw error;
    }
  }

  async stop(): Promise<void> {
    await endAll(this.#ends, this.#folder);
  }

  /** What a process has said: `nova-scheduler`, ... */
  log(name: string): string {
    return this.#processes.get(name)?.log ?? '';
  }

  /** The last of what went wrong in each process. */
  #troubles(): string {
    const last = [...this.#processes].map(([name, { log }]) => {
      const lines = log.split('\n').filter((line) => /error|exception|critical/i.test(line));
      return `${name}: ${lines.slice(-10).join('\n')}`;
    });
    return last.join('\n');
  }

  async #begin(): Promise<void> {
    const { ports } = this.places;
    this.#write();
    const rabbit = this.#serve(
      'rabbitmq',
      ['/bin/sh', '/usr/lib/rabbitmq/bin/rabbitmq-server'],
      rabbitEnvironment(this.places),
    );
    await Promise.all([
      this.#addUsers(),
      this.#startDatabases(),
      this.#run(INSTALL_FILTER),
      rabbit.until(async () => rabbit.log.includes('Server startup complete')),
    ]);
    await Promise.all([
      this.#manage('nova-manage', 'nova', MAKE_CELLS),
      this.#manage('placement-manage', 'placement', ['db sync']).then(async () => {
        const argv = ['placement.wsgi:init_application', String(ports.placement)];
        const env = { OS_PLACEMENT_CONFIG_DIR: SHARED };
        await this.#python('placement', [`${SHARED}/wsgi_server.py`, ...argv], env).until(
          async () => await answers(ports.placement),
        );
      }),
      this.#manage('glance-manage', 'glance', ['db_sync']).then(async () => {
        const argv = ['/usr/bin/glance-api', '--config-file', `${SHARED}/glance.conf`];
        await this.#python('glance', argv).until(async () => await answers(ports.glance));
      }),
    ]);
    const started = ['api', 'conductor', 'scheduler', 'compute'].map((name) => {
      const main = `import sys; from nova.cmd.${name} import main; sys.argv[0] = 'nova-${name}'; main()`;
      const file = name === 'compute' ? 'nova-compute.conf' : 'nova.conf';
      return this.#python(`nova-${name}`, ['-c', main, '--config-file', `${SHARED}/${file}`]);
    });
    const token = await this.keystone.tokenOf(this.keystone.admin, { project: 'admin' });
    for (const process of started) await process.until(async () => await this.#isUp(token));
    await this.#manage('nova-manage', 'nova', ['cell_v2 discover_hosts --by-service']);
  }

  #write(): void {
    const { folder, places } = { folder: this.#folder, places: this.places };
    for (const name of ['source', 'site', 'images', 'nova', 'glance', 'rabbit'])
      mkdirSync(join(folder, name));
    for (const name of ['pyproject.toml', 'bmv_nova_filter.py'])
      cpSync(join(FILTER, name), join(folder, 'source', name));
    cpSync(join(HERE, 'wsgi_server.py'), join(folder, 'wsgi_server.py'));
    const texts = {
      'nova.conf': novaConfig(places, NOVA) + novaDatabases(places),
      'nova-compute.conf': novaConfig(places, NOVA),
      'placement.conf': placementConfig(places, NOVA),
      'glance.conf': glanceConfig(places, NOVA),
      'rabbit/rabbitmq.conf': rabbitConfig(places),
      'rabbit/inetrc': RABBIT_NAMES,
      'rabbit/enabled_plugins': '[].\n',
    };
    for (const [name, text] of Object.entries(texts))
      writeFileSync(join(folder, name), text, { mode: 0o600 });
  }

  async #addUsers(): Promise<void> {
    const { keystone, network, places } = this;
    const service = await keystone.addProject(SERVICE_PROJECT);
    this.serviceProject = service;
    const id = await keystone.addUser(NOVA);
    for (const role of ['admin', 'service']) await keystone.grant(role, id, service);
    await keystone.addEndpoint('identity', places.keystone);
    await keystone.addEndpoint('compute', `http://127.0.0.1:${places.ports.nova}/v2.1`);
    await keystone.addEndpoint('placement', `http://127.0.0.1:${places.ports.placement}`);
    await keystone.addEndpoint('image', `http://127.0.0.1:${places.ports.glance}`);
    await keystone.addEndpoint('network', network.url);
  }

  async #startDatabases(): Promise<void> {
    const listens = [`--port=${this.places.ports.maria}`, '--skip-networking=0', '--bind-address=127.0.0.1'];
    const server = await MariaDb.start([
      ...listens,
      '--max-connections=200',
      '--innodb-flush-log-at-trx-commit=0',
    ]);
    this.#ends.push(async () => await server.stop());
    for (const name of DATABASES) await server.run(`CREATE DATABASE ${name}`);
  }

  async #isUp(token: string): Promise<boolean> {
    const { statusCode, body } = await request(
      `http://127.0.0.1:${this.places.ports.nova}/v2.1/os-services`,
      {
        headers: { 'x-auth-token': token },
      },
    );
    if (statusCode !== 200) throw new Error(await body.text());
    const { services } = (await body.json()) as { services: { binary: string; state: string }[] };
    return services.filter(({ state }) => state === 'up').length === 3;
  }

  async #manage(program: string, name: string, commands: readonly string[]): Promise<void> {
    const lines = commands.map(
      (words) => `/usr/bin/${program} --config-file ${SHARED}/${name}.conf ${words}`,
    );
    await this.#run(lines.join('\n'));
  }

  async #run(script: string): Promise<void> {
    await RootProcess.run({ root: this.#root, folder: this.#folder, argv: ['/bin/sh', '-ec', script] });
  }

  #python(name: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}): RootProcess {
    return this.#serve(name, ['/usr/bin/python3', ...argv], { PYTHONPATH: `${SHARED}/site`, ...env });
  }

  #serve(name: string, argv: readonly string[], env: Readonly<Record<string, string>>): RootProcess {
    const process = RootProcess.start({ root: this.#root, folder: this.#folder, argv, env });
    this.#processes.set(name, process);
    this.#ends.push(async () => await process.stop());
    return process;
  }
}

async function endAll(ends: Ends, folder: string): Promise<void> {
  const ended = await Promise.allSettled(
    ends
      .splice(0)
      .reverse()
      .map(async (end) => await end()),
  );
  rmSync(folder, { recursive: true, force: true });
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

async function answers(port: number): Promise<boolean> {
  const { body } = await request(`http://127.0.0.1:${port}/`);
  await body.dump();
  return true;
}

async function freePorts(): Promise<CloudPlaces['ports']> {
  const [rabbit = 0, epmd = 0, dist = 0, maria = 0, placement = 0, glance = 0, nova = 0] = await Promise.all(
    Array.from({ length: 7 }, freePort),
  );
  return { rabbit, epmd, dist, maria, placement, glance, nova };
}
