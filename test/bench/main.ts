/**
 * `npm run bench`: a half-empty raw image onto a loop device, cold cache: bmv and its peers in one run,
 * rounds interleaved, medians. Needs root and about 3 times the image's size in the temporary folder.
 * Options: --gib N (4), --rounds N (5), --only NAME[,NAME].
 */
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contenders } from './contenders.ts';
import { measure, median, type Sample } from './measure.ts';
import { StaticServer } from './static-server.ts';

const MIB = 1024 * 1024;
// The checkout's own Node runs bmv.
process.env.PATH = `${join(import.meta.dirname, '../../node_modules/.bin')}:${process.env.PATH}:/usr/sbin:/sbin`;
const { values } = parseArgs({
  options: {
    gib: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
  },
});
const sizeBytes = Number(values.gib) * 1024 * MIB;
const rounds = Number(values.rounds);

/** A GPT disk image: ESP and root, every other 32 MiB of it random, the rest holes. */
function makeImage(path: string): void {
  truncateSync(openAndClose(path), sizeBytes);
  const script = 'label: gpt\nstart=1MiB, size=64MiB, type=U\nstart=65MiB, type=L\n';
  execFileSync('sfdisk', ['-q', path], { input: script });
  const piece = Buffer.alloc(32 * MIB);
  const file = openSync(path, 'r+');
  for (let offset = MIB; offset + piece.byteLength < sizeBytes - MIB; offset += 2 * piece.byteLength) {
    writeSync(file, randomFillSync(piece), 0, piece.byteLength, offset);
  }
  closeSync(file);
}

function openAndClose(path: string): string {
  closeSync(openSync(path, 'w'));
  return path;
}

/** Old data all over the disk, as on a redeployment; before each run, so that none finds another's zeros. */
function fillDisk(path: string, bytes: number): void {
  const piece = randomFillSync(Buffer.alloc(32 * MIB));
  const file = openSync(path, existsSync(path) ? 'r+' : 'w');
  for (let offset = 0; offset < bytes; offset += piece.byteLength)
    writeSync(file, piece, 0, piece.byteLength, offset);
  fsyncSync(file);
  closeSync(file);
}

const folder = mkdtempSync(join(tmpdir(), 'bmv-bench-'));
const image = join(folder, 'image.raw');
const backing = join(folder, 'disk');
let disk = '';
let server: StaticServer | null = null;
try {
  makeImage(image);
  fillDisk(backing, sizeBytes + 64 * MIB);
  disk = execFileSync('losetup', ['--find', '--show', '--direct-io=on', backing], {
    encoding: 'utf8',
  }).trim();
  server = await StaticServer.start(folder);
  const url = server.url('image.raw');

  const only = values.only.split(',').filter(Boolean);
  const all = contenders(image, url, disk).filter(({ name }) => only.length === 0 || only.includes(name));
  const samples = new Map<string, Sample[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of all) {
      fillDisk(disk, sizeBytes + 64 * MIB);
      const sample = await measure(contender.command);
      samples.get(contender.name)?.push(sample);
      process.stderr.write(`round ${round + 1} ${contender.name}: ${sample.seconds.toFixed(2)} s\n`);
      const skip = contender.wholeImage ? 0 : MIB;
      const bytes = contender.wholeImage ? sizeBytes : sizeBytes - 2 * MIB;
      execFileSync('cmp', ['-n', String(bytes), '-i', String(skip), image, disk]);
    }
  }

  const best = Math.min(
    ...all.filter(({ wholeImage }) => wholeImage).map(({ name }) => medianOf(name, 'seconds')),
  );
  process.stdout.write(
    `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
  );
  process.stdout.write(
    `image ${values.gib} GiB, half empty; ${rounds} rounds; medians; ratio to the fastest peer\n\n`,
  );
  process.stdout.write('| | seconds | ratio | CPU s | peak MiB | command |\n|---|---|---|---|---|---|\n');
  for (const { name, what } of all) {
    const seconds = medianOf(name, 'seconds');
    process.stdout.write(
      `| ${name} | ${seconds.toFixed(2)} | ${(seconds / best).toFixed(2)} | ${medianOf(name, 'cpuSeconds').toFixed(2)} | ` +
        `${medianOf(name, 'peakMiB').toFixed(0)} | ${what} |\n`,
    );
  }

  function medianOf(name: string, key: keyof Sample): number {
    return median((samples.get(name) ?? []).map((sample) => sample[key]));
  }
} finally {
  await server?.stop();
  if (disk) execFileSync('losetup', ['--detach', disk]);
  rmSync(folder, { recursive: true });
}
