import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Partitions a disk file by a script in sfdisk's language. sfdisk itself does 512-byte sectors; for files with
 * 4096-byte sectors it has no option before util-linux 2.40, where fdisk reads the same scripts.
 */
export function applyScript(path: string, sectorBytes: 512 | 4096, script: readonly string[]): void {
  const text = `${script.join('\n')}\n`;
  if (sectorBytes === 512) {
    runTool('sfdisk', ['-q', '--no-reread', '--no-tell-kernel', path], text);
    return;
  }
  const file = `${path}.script`;
  writeFileSync(file, text);
  try {
    const said = runTool('fdisk', ['-b', '4096', '-w', 'always', '-W', 'always', path], `I\n${file}\nw\n`);
    // fdisk ends with 0 also when it could not apply the script.
    if (/Failed to apply/.test(said) || !hasSignature(path))
      throw new Error(`fdisk did not take the script: ${said}`);
  } finally {
    rmSync(file);
  }
}

/** Runs a tool of the Debian package fdisk or gdisk and returns what it says on both outputs. */
export function runTool(
  tool: 'sfdisk' | 'fdisk' | 'sgdisk' | 'partx',
  argv: readonly string[],
  input = '',
): string {
  try {
    return execFileSync('sh', ['-c', 'exec "$0" "$@" 2>&1', tool, ...argv], { input, encoding: 'utf8' });
  } catch (error) {
    const { status, stdout } = error as { status: number | null; stdout: string };
    const debian = { sfdisk: 'fdisk', fdisk: 'fdisk', sgdisk: 'gdisk', partx: 'util-linux' }[tool];
    if (status === 127) throw new Error(`${tool} is missing: install the Debian package ${debian}`);
    throw new Error(`${tool} ${argv.join(' ')} ended with ${status}: ${stdout}`);
  }
}

function hasSignature(path: string): boolean {
  const sector = Buffer.alloc(512);
  const fd = openSync(path, 'r');
  readSync(fd, sector, 0, 512, 0);
  closeSync(fd);
  return sector.readUInt16LE(510) === 0xaa55;
}
