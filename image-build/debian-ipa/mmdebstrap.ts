import { runCommand } from '../../hardware-managers/linux/command.ts';
import { APT_OPTIONS, MIRROR, type Suite } from './recipe.ts';

export interface TreeOfPackages {
  readonly suite: Suite;
  readonly packages: readonly string[];
  /** `extract`: the files alone, and none of the packages' scripts is run. */
  readonly variant: 'minbase' | 'extract';
  /** Patterns of paths that are left out. */
  readonly excluded: readonly string[];
  /** More words of mmdebstrap's command line. */
  readonly words?: readonly string[];
  readonly timeoutMs: number;
}

/**
 * Each package passes through mmtarfilter, a Python program: with the `python3` of a version manager it takes ten times
 * as long to start as with Debian's.
 */
const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

/** Puts packages and all that they depend on into a folder. Needs root and Debian's archive. Throws as `runCommand`. */
export async function mmdebstrap(folder: string, tree: TreeOfPackages): Promise<void> {
  const { suite, packages, variant, excluded, words = [], timeoutMs } = tree;
  await runCommand(
    [
      'mmdebstrap',
      '--mode=root',
      `--variant=${variant}`,
      ...APT_OPTIONS.map((option) => `--aptopt=${option}`),
      // What is half made is made anew: nobody waits for the disk.
      '--dpkgopt=force-unsafe-io',
      ...excluded.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
      ...words,
      `--include=${packages.join(',')}`,
      suite,
      folder,
      MIRROR,
    ],
    { timeoutMs, environment: { PATH } },
  );
}
