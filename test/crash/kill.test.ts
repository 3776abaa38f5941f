import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { seededRandom } from '../support/crash-states.ts';
import { makeSmallImage } from '../support/small-image.ts';

const MIB = 1024 * 1024;
const KILLS = 50;
const MAIN = join(import.meta.dirname, '../../cli/main.ts');

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function ended(child: ChildProcess): Promise<Outcome> {
  let output = '';
  child.stdout?.on('data', (bytes: Buffer) => (output += bytes));
  child.stderr?.on('data', (bytes: Buffer) => (output += bytes));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

async function bmv(...args: string[]): Promise<string> {
  const { code, output } = await ended(start(...args));
  if (code !== 0) throw new Error(`bmv ${args.join(' ')}: exit ${code}\n${output}`);
  return output;
}

function digestOf(path: string, offset: number, length: number): string {
  const bytes = Buffer.alloc(length);
  const file = openSync(path, 'r');
  readSync(file, bytes, 0, length, offset);
  closeSync(file);
  return createHash('sha256').update(bytes).digest('hex');
}

describe('killing a deployment', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-kill-'));
  });
  const servers: Server[] = [];
  after(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  it(`leaves the volume whole and the next run able to go on, at ${KILLS} random moments of kill -9 (E47)`, async () => {
    const disk = join(folder, 'disk.img');
    const images = [1, 2].map((generation) => join(folder, `image${generation}.raw`));
    for (const [index, path] of images.entries()) makeSmallImage(path, 512, index + 1);
    closeSync(openSync(disk, 'w'));
    truncateSync(disk, 64 * MIB);
    await bmv('volume', 'create', disk, '--name', 'data', '--size', '16M');
    const listed = JSON.parse(await bmv('volume', 'list', disk, '--json')) as {
      volumes: { offset: number; size: number }[];
    };
    const { offset, size } = listed.volumes[0] ?? { offset: 0, size: 0 };
    const file = openSync(disk, 'r+');
    writeSync(file, Buffer.alloc(size, 'a volume that must survive '), 0, size, offset);
    closeSync(file);
    const digest = digestOf(disk, offset, size);

    const began = Date.now();
    await bmv('deploy', images[0] ?? '', disk, '--yes');
    // Most of a run is starting Node: aim at the part that touches the disk. The machine's speed changes
    // meanwhile, so a run that came to its end moves the aim.
    let wholeRunMs = Date.now() - began;

    const random = seededRandom(2026);
    let killed = 0;
    let rounds = 0;
    while (killed < KILLS) {
      rounds += 1;
      expect(rounds, 'runs that ended before they were killed').to.be.below(6 * KILLS);
      const image = images[rounds % 2] ?? '';
      const startedAt = Date.now();
      const child = start('deploy', image, disk, '--yes');
      const done = ended(child);
      const timer = setTimeout(() => child.kill('SIGKILL'), wholeRunMs * (0.4 + 0.6 * random()));
      const { code, output } = await done;
      clearTimeout(timer);
      if (code === null) killed += 1;
      else if (code !== 0) throw new Error(`round ${rounds}: exit ${code}\n${output}`);
      else wholeRunMs = Date.now() - startedAt;
      expect(digestOf(disk, offset, size), `after kill ${rounds}`).to.equal(digest);
      if (code !== null || killed % 5 !== 0) continue;

      await bmv('deploy', image, disk, '--yes');
      const verified = JSON.parse(await bmv('volume', 'verify', disk, '--json', '--proof', 'full')) as {
        volumes: { name: string; ok: boolean }[];
      };
      expect(verified.volumes).to.have.lengthOf(1);
      expect(verified.volumes[0]).to.include({ name: 'data', ok: true });
      const root = readFileSync(image).subarray(2 * MIB, 4 * MIB);
      expect(digestOf(disk, 2 * MIB, 2 * MIB)).to.equal(createHash('sha256').update(root).digest('hex'));
    }
    process.stdout.write(`\n  kill -9: ${killed} of ${rounds} runs were killed before their end\n`);
  });

  it('stops cleanly at Ctrl-C, says that the disk stays resumable, and goes on when run again', async () => {
    const disk = join(folder, 'interrupted.img');
    const image = join(folder, 'big.raw');
    makeSmallImage(image, 512, 3);
    closeSync(openSync(disk, 'w'));
    truncateSync(disk, 64 * MIB);
    await bmv('volume', 'create', disk, '--name', 'data', '--size', '4M');
    // A pipe as the image never ends by itself: the deployment is surely interrupted in its middle.
    const child = start(
      'deploy',
      `http://127.0.0.1:${await neverEndingServer(image)}/image.raw`,
      disk,
      '--yes',
    );
    const done = ended(child);
    setTimeout(() => child.kill('SIGINT'), 2500);
    const { code, output } = await done;
    expect(code, output).to.equal(1);
    expect(output).to.match(/run the deployment again/);
    const { code: again, output: text } = await ended(start('deploy', image, disk, '--yes'));
    expect(again, text).to.equal(0);
  });

  /** Serves the head of a file and then nothing more, without ending. */
  async function neverEndingServer(path: string): Promise<number> {
    const bytes = readFileSync(path);
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': bytes.byteLength, etag: '"1"' });
      response.write(bytes.subarray(0, 3 * MIB));
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }
});
