/**
 * `npm start`: the main job from beginning to end, on a disk file in a temporary folder or, with
 * `npm start -- --image IMAGE --disk DISK`, on real ones.
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { exitCodeOf } from '../exit-code.ts';
import { prepareRun } from '../run.ts';
import { processShell, type Shell } from '../shell.ts';
import { buildOsImage, DEMO_IMAGES } from './os-image.ts';
import { Story } from './story.ts';

const DISK_BYTES = 8 * 1024 ** 3;

interface DemoOptions {
  readonly image: readonly string[];
  readonly disk?: string;
  readonly size: string;
  readonly yes?: boolean;
  readonly keep?: boolean;
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
  .option('--keep', 'keep the temporary folder with disk and images');

async function emptyDisk(folder: string): Promise<string> {
  const path = join(folder, 'disk.img');
  const file = await open(path, 'w');
  await file.truncate(DISK_BYTES).finally(() => file.close());
  return path;
}

async function demoImages(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const image of DEMO_IMAGES) paths.push(await buildOsImage(folder, image));
  return paths;
}

async function run(options: DemoOptions, shell: Shell): Promise<void> {
  const { context } = prepareRun({ logLevel: 'silent' }, shell);
  const folder = await mkdtemp(join(tmpdir(), 'bmv-start-'));
  try {
    const images = options.image.length > 0 ? options.image : await demoImages(folder);
    const disk = options.disk ?? (await emptyDisk(folder));
    const yes = options.yes === true || options.disk === undefined;
    const twice = images.length === 1 ? [...images, ...images] : images;
    await new Story(shell, context, { disk, images: twice, size: options.size, yes, folder }).tell();
  } finally {
    if (options.keep) shell.out(`\nkept: ${folder}\n`);
    else await rm(folder, { recursive: true, force: true });
  }
}

const shell = processShell();
try {
  await run(program.parse().opts<DemoOptions>(), shell);
} catch (error) {
  shell.err.write(`npm start: ${error instanceof BmvError ? error.message : String(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
