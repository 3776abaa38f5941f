import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import { cached, withScratch } from './cache.ts';
import { recipeOf, type Suite } from './recipe.ts';
import { makeRoot, packRoot } from './root.ts';
import { makeStandIns } from './stand-ins.ts';

/** Files for a boot of ironic-python-agent. */
export interface DebianIpa {
  readonly kernel: string;
  readonly ramdisk: string;
}

/** Raised when the way of building changes though the recipe does not. */
const BUILDER = 2;

/**
 * A ramdisk of ironic-python-agent made of Debian's packages alone, with its kernel, in the cache. Needs root,
 * mmdebstrap, cpio, zstd and, the first time, Debian's archive. Throws `TOOL_MISSING`, `COMMAND_FAILED`, `USAGE`.
 */
export async function debianIpa(suite: Suite, onStep: (line: string) => void = () => {}): Promise<DebianIpa> {
  const recipe = recipeOf(suite);
  const folder = await cached(`debian-ipa-${suite}`, [BUILDER, recipe], async (making) => {
    if (process.getuid?.() !== 0) throw new BmvError('USAGE', 'only root can make a ramdisk; use sudo');
    await withScratch(`debian-ipa-${suite}-root`, async (scratch) => {
      await mkdir(scratch);
      const root = join(scratch, 'root');
      onStep(`installing ironic-python-agent of Debian ${suite}`);
      const standIns = await makeStandIns(scratch, recipe.standIns);
      await makeRoot(root, join(making, 'kernel'), recipe, standIns);
      onStep('packing the ramdisk');
      await packRoot(root, join(making, 'initramfs.zst'));
    });
  });
  return { kernel: join(folder, 'kernel'), ramdisk: join(folder, 'initramfs.zst') };
}
