/**
 * `npm run bench`: bmv and its peers, each writing the same image to the same disk with a cold cache, compared byte
 * for byte afterwards. BENCHMARKS.md says what is measured. Needs root, the Debian packages that it names, the network
 * for the first run, and about 8 times the image's size in the temporary folder.
 *
 * --list             the scenarios and their contenders
 * --only NAME,..     scenarios; all by default
 * --contender NAME,..
 * --rounds N         (5); --slow-rounds N, at most, of the slow-* scenarios (3)
 * --gib N            size of the image (4)
 * --json FILE        every figure of every round, written after each scenario
 * --keep-images FOLDER  where images are kept for the next run
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../support/free-port.ts';
import { BenchDisk } from './bench-disk.ts';
import { ImageShelf } from './images/image-shelf.ts';
import { machine } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import { ramdiskProgram } from './ramdisk-program.ts';
import { type ScenarioResult, tableOf } from './result.ts';
import { runScenario } from './run-scenario.ts';
import { requireTools } from './shell.ts';
import { slowDisk } from './slow/slow-disk.ts';
import { slowLink } from './slow/slow-link.ts';
import { Teardown } from './teardown.ts';
import { WebServer } from './web-server.ts';

const ROOT = join(import.meta.dirname, '../..');
const GIB = 2 ** 30;
const SLOW_PORT = 8080;

async function scratchFolder(parent: string, teardown: Teardown): Promise<string> {
  const folder = await mkdtemp(join(parent, 'bmv-bench-'));
  teardown.add(`removing ${folder}`, async () => await rm(folder, { recursive: true, force: true }));
  return folder;
}

async function benchAll(options: Options, signal: AbortSignal, teardown: Teardown): Promise<boolean> {
  const bytes = options.gib * GIB;
  const ofCheckout = join(ROOT, 'cli/bmv.mjs');
  const scratch = await scratchFolder(tmpdir(), teardown);
  const ram = await scratchFolder('/dev/shm', teardown);
  const images = join(options.keepImages ? resolve(options.keepImages) : scratch, `${options.gib}-gib`);
  await mkdir(images, { recursive: true });
  const bmv = await ramdiskProgram(ofCheckout, scratch, signal);
  const shelf = new ImageShelf(images, bytes, ofCheckout, signal);
  const blockDevice = await BenchDisk.attach(scratch, bytes, signal, teardown);
  const server = { images, scratch };
  const quick = {
    enter: [] as readonly string[],
    server: await WebServer.start(
      { ...server, address: '127.0.0.1', port: await freePort(), enter: [] },
      teardown,
    ),
  };
  let slow: typeof quick | null = null;

  process.stdout.write(`${machine()}\n\n`);
  const results: ScenarioResult[] = [];
  for (const scenario of options.scenarios) {
    if (scenario.slow && slow === null) {
      const link = await slowLink(signal, teardown);
      slow = {
        enter: await slowDisk(blockDevice.path, teardown),
        server: await WebServer.start({ ...server, ...link, port: SLOW_PORT }, teardown),
      };
    }
    const began = Date.now();
    const place = scenario.slow && slow ? slow : quick;
    const wanted = scenario.contenders.filter(
      ({ name }) => options.contenders.length === 0 || options.contenders.includes(name),
    );
    const result = await runScenario(
      { ...scenario, contenders: wanted },
      {
        ...place,
        ...{ shelf, bmv, blockDevice, ram, signal, gib: options.gib },
        base: place.server.base,
        disk: blockDevice.path,
        rounds: scenario.slow ? options.slowRounds : options.rounds,
      },
    );
    results.push(result);
    const minutes = ((Date.now() - began) / 60_000).toFixed(1);
    process.stderr.write(`${results.length} of ${options.scenarios.length}, ${minutes} min\n`);
    process.stdout.write(`${tableOf(result)}\n`);
    if (options.json) await writeFile(options.json, JSON.stringify({ machine: machine(), results }, null, 2));
  }
  return results.every(({ rows }) => rows.every(({ failure }) => failure === null));
}

function list({ scenarios }: Options): void {
  for (const { name, title, contenders } of scenarios)
    process.stdout.write(`${name}: ${title}\n  ${contenders.map((item) => item.name).join(', ')}\n`);
}

// The checkout's own Node runs bmv.
process.env.PATH = `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}:/usr/sbin:/sbin`;
const teardown = new Teardown();
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort(new Error(name)));
try {
  const options = readOptions(process.argv.slice(2));
  if (options.list) list(options);
  else {
    requireTools();
    if (!(await benchAll(options, stop.signal, teardown))) process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await teardown.run();
}
