/** Makes a complete ramdisk of ironic-python-agent from Debian's packages: `node main.ts --help`. */
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { debianIpa } from './build.ts';
import { SUITES, type Suite } from './recipe.ts';

interface Options {
  readonly suite: Suite;
  readonly out: string;
}

const HELP = `
Makes SUITE.kernel and SUITE.initramfs in DIR: systemd, network by DHCP, ironic-python-agent and the tools that it and
bmv-agent call. Nothing of baremetal-volumes is in it; "bmv ramdisk embed" puts that in. The kernel is the one for
virtual machines. Needs root, mmdebstrap, cpio and zstd. What was made once is taken from the cache, the folder
BMV_CACHE (default ~/.cache/baremetal-volumes); delete its debian-ipa-* to have newer packages.`;

const program = new Command('debian-ipa')
  .description('make a ramdisk of ironic-python-agent from Debian packages')
  .addOption(new Option('--suite <suite>', 'Debian release').choices([...SUITES]).default('trixie'))
  .requiredOption('--out <folder>', 'folder for the two files')
  .addHelpText('after', HELP);

async function main({ suite, out }: Options): Promise<void> {
  const made = await debianIpa(suite, (line) => process.stderr.write(`debian-ipa: ${line}\n`));
  await mkdir(out, { recursive: true });
  for (const [from, to] of [
    [made.kernel, join(out, `${suite}.kernel`)],
    [made.ramdisk, join(out, `${suite}.initramfs`)],
  ] as const) {
    await copyFile(from, to);
    process.stdout.write(`${to} ${(await stat(to)).size}\n`);
  }
}

try {
  await main(program.parse().opts<Options>());
} catch (error) {
  process.stderr.write(`debian-ipa: ${error instanceof BmvError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
