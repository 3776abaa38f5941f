/**
 * `npm start`: the main job from beginning to end, on a disk file in a temporary folder or, with
 * `npm start -- --image IMAGE --disk DISK`, on real ones.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { runCommand } from '../../hardware-managers/linux/command.ts';
import { BmvError } from '../../proto/error.ts';
import { exitCodeOf } from '../exit-code.ts';
import { prepareRun } from '../run.ts';
import { processShell, type Shell } from '../shell.ts';
import { DemoNode } from './demo-node.ts';
import { startDemoRegistry } from './demo-registry.ts';
import { buildOsImage, DEMO_IMAGES } from './os-image.ts';
import { Story } from './story.ts';

const DISK_BYTES = 8 * 1024 ** 3;
/** Of the volume. */
const PROJECT = 'shop';

interface DemoOptions {
  readonly image: readonly string[];
  readonly disk?: string;
  readonly size: string;
  readonly yes?: boolean;
  readonly keep?: boolean;
  readonly stay?: boolean;
}

const program = new Command('npm start --')
  .description('make a volume, deploy two systems around it, and prove that its files are the same')
  .option(
    '--image <image>',
    'path or URL of an image; twice for two',
    (text: string, before: string[]) => [...before, text],
    [],
  )
  .option('--disk <disk>', 'disk file or block device; what is on it and is no volume is lost')
  .option('--size <size>', 'size of the volume', '2G')
  .option('--yes', 'do not ask before writing to --disk')
  .option('--keep', 'keep the temporary folder with disk and images')
  .option('--stay', 'at the end leave the page there until Ctrl-C');

/** With an empty table, whose GUID tells the disk from others: a file has no serial number. */
async function emptyDisk(folder: string): Promise<string> {
  const path = join(folder, 'disk.img');
  const file = await open(path, 'w');
  await file.truncate(DISK_BYTES).finally(() => file.close());
  await runCommand(['sfdisk', '-q', path], { input: 'label: gpt\n' });
  return path;
}

async function demoImages(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const image of DEMO_IMAGES) paths.push(await buildOsImage(folder, image));
  return paths;
}

async function run(options: DemoOptions, shell: Shell): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bmv-start-'));
  try {
    const images = options.image.length > 0 ? options.image : await demoImages(folder);
    const disk = options.disk ?? (await emptyDisk(folder));
    await withRegistry({ ...options, folder, disk, images }, shell);
  } finally {
    if (options.keep) shell.out(`\nkept: ${folder}\n`);
    else await rm(folder, { recursive: true, force: true });
  }
}

interface Prepared extends Omit<DemoOptions, 'disk'> {
  readonly folder: string;
  readonly disk: string;
  readonly images: readonly string[];
}

/** HAZARD: a disk of somebody's may have volumes of any project, which the registry of this demo has never heard of. */
async function withRegistry(prepared: Prepared, shell: Shell): Promise<void> {
  const { folder, disk, images, size, stay } = prepared;
  const isOwnDisk = disk.startsWith(folder);
  const { context } = prepareRun({ logLevel: 'silent' }, shell);
  const registry = await startDemoRegistry(join(folder, 'registry'), !isOwnDisk, context.logger);
  process.env.BMV_REGISTRY_URL = registry.address;
  try {
    shell.out(`A registry is up, and shows what happens at ${registry.address}/ while this runs.\n`);
    const asks = isOwnDisk;
    const node = await DemoNode.start({ context, registry, disk, project: PROJECT, asks, folder });
    try {
      const twice = images.length === 1 ? [...images, ...images] : images;
      const yes = prepared.yes === true || isOwnDisk;
      const reserves = isOwnDisk && size !== 'rest';
      const about = { disk, images: twice, size, yes, folder, node, project: PROJECT, reserves };
      await new Story(shell, context, about).tell();
      if (stay) await untilStopped(shell, registry.address);
    } finally {
      await node.stop();
    }
  } finally {
    await registry.close();
  }
}

async function untilStopped({ out, signal, onlyWatches }: Shell, address: string): Promise<void> {
  onlyWatches();
  out(`\nThe page stays at ${address}/ until Ctrl-C.\n`);
  // Pending work would not hold the process: the registry's server does.
  if (!signal.aborted)
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

const shell = processShell();
try {
  await run(program.parse().opts<DemoOptions>(), shell);
} catch (error) {
  shell.err.write(`npm start: ${error instanceof BmvError ? error.message : String(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
