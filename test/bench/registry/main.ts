/**
 * `npm run bench:registry`: one process of the registry under a fleet of simulated agents, beside a bare WebSocket server
 * as the limit. BENCHMARKS.md says what is measured. Needs the Debian package mariadb-server for MariaDB.
 *
 * --agents N,..      sizes of the fleet that is connected (100,1000,10000); none: the questions alone
 * --store NAME,..    sqlite, mariadb; both by default
 * --nodes N          that the registry knows (10000); --volumes N on them (100000)
 * --seconds N        of each load (60)
 * --times N          how often each question is asked (50)
 * --json FILE        every figure
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../../../registry/store/open.ts';
import { MariaDb } from '../../support/mariadb.ts';
import { machine } from '../machine.ts';
import { Teardown } from '../teardown.ts';
import { fillStore } from './fill.ts';
import type { FleetNode } from './fleet.ts';
import { type Load, type LoadOptions, type Most, measureEcho, measureLoad, measureMost } from './load.ts';
import { type Answered, askAll } from './questions.ts';
import { ServerProcess } from './server-process.ts';
import { answersTable, loadTable, mostTable, type StoreResult } from './tables.ts';

const CLI = join(import.meta.dirname, '../../../cli/main.ts');
const KEY = 'a shared key of the bench, which is no secret';
const MARIADB = ['--innodb-buffer-pool-size=512M', '--innodb-log-file-size=256M'];

interface Options extends LoadOptions {
  readonly agents: readonly number[];
  readonly stores: readonly string[];
  readonly times: number;
  readonly json: string | null;
}

function numberOf(text: string, option: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${option} ${text}: take a number from 1`);
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      agents: { type: 'string', default: '100,1000,10000' },
      store: { type: 'string', default: 'sqlite,mariadb' },
      nodes: { type: 'string', default: '10000' },
      volumes: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: '60' },
      times: { type: 'string', default: '50' },
      json: { type: 'string' },
    },
  });
  return {
    agents:
      values.agents === 'none' ? [] : values.agents.split(',').map((text) => numberOf(text, '--agents')),
    stores: values.store.split(','),
    size: { nodes: numberOf(values.nodes, '--nodes'), volumes: numberOf(values.volumes, '--volumes') },
    seconds: numberOf(values.seconds, '--seconds'),
    times: numberOf(values.times, '--times'),
    key: KEY,
    json: values.json ?? null,
  };
}

function tell(text: string): void {
  process.stderr.write(`${new Date().toTimeString().slice(0, 8)} ${text}\n`);
}

async function measureStore(
  name: string,
  location: string,
  folder: string,
  options: Options,
): Promise<StoreResult> {
  const store = await openStore(location, { migrate: true });
  const fleet: readonly FleetNode[] = await fillStore(store, options.size);
  await store.close();
  const keyFile = join(folder, 'key');
  await writeFile(keyFile, KEY, { mode: 0o600 });
  const args = [CLI, 'registry', 'serve', '--listen', '127.0.0.1:0', '--store', location];
  const serve = async () =>
    await ServerProcess.start([...args, '--agent-key-file', keyFile, '--log-level', 'info']);
  const asked = await serve();
  const { startMs } = asked;
  const answers = await askAll(asked, fleet, options.times);
  await asked.stop();
  const loads: Load[] = [];
  let answersUnderLoad: readonly Answered[] = [];
  let most: Most | null = null;
  for (const agents of options.agents) {
    const registry = await serve();
    try {
      tell(`${name}: ${agents} agents`);
      const isLast = agents === options.agents.at(-1);
      const askUnderLoad = async () => {
        answersUnderLoad = await askAll(registry, fleet, Math.ceil(options.times / 5));
      };
      loads.push(await measureLoad(registry, agents, options, isLast ? askUnderLoad : null));
      if (isLast) most = await measureMost(registry, options);
    } catch (error) {
      process.stderr.write(registry.output);
      throw error;
    } finally {
      await registry.stop();
    }
  }
  return { store: name, startMs, answers, loads, answersUnderLoad, most };
}

async function measureAll(options: Options, teardown: Teardown): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bmv-bench-registry-'));
  teardown.add(`removing ${folder}`, async () => await rm(folder, { recursive: true, force: true }));
  process.stdout.write(`${machine()}\n\n`);
  tell('echo');
  const echo = options.agents.length > 0 ? await measureEcho(options.agents, options) : null;
  const results: StoreResult[] = [];
  for (const name of options.stores) {
    tell(`${name}: filling`);
    let location = join(folder, 'registry.db');
    if (name === 'mariadb') {
      const server = await MariaDb.start(MARIADB);
      teardown.add('stopping MariaDB', async () => await server.stop());
      location = await server.newDatabase();
    }
    results.push(await measureStore(name, location, folder, options));
    const result = { machine: machine(), echo, results };
    if (options.json) await writeFile(options.json, JSON.stringify(result, null, 2));
  }
  if (echo) process.stdout.write(`${loadTable(echo, results)}\n${mostTable(echo, results)}\n`);
  process.stdout.write(`${answersTable(results)}\n`);
}

const teardown = new Teardown();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.on(name, () => void teardown.run().then(() => process.exit(1)));
try {
  await measureAll(readOptions(process.argv.slice(2)), teardown);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await teardown.run();
}
