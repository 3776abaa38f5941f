import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const DEBIAN_PYTHON = 'usr/lib/python3/dist-packages';
export const VENV_PYTHON = 'opt/ironic-python-agent/lib/python3.13/site-packages';
const UNIT = 'usr/lib/systemd/system/ironic-python-agent.service';
const LOADER = { x64: 'usr/lib64/ld-linux-x86-64.so.2', arm64: 'usr/lib/ld-linux-aarch64.so.1' } as const;

/** This machine's, as a ramdisk's. */
export const ARCH = process.arch === 'arm64' ? 'arm64' : 'x64';

/** Any small program of this machine stands for the 100 MiB of Node. */
export const SMALL_NODE = '/usr/bin/true';

/** What embedding looks for in a ramdisk: the files of IPA in `pythonPaths`, its unit, C and C++ libraries. */
export function ipaFiles(...pythonPaths: readonly string[]): string[] {
  const packages = pythonPaths.map((path) => `${path}/ironic_python_agent/__init__.py`);
  return [...packages, UNIT, LOADER[ARCH], 'usr/lib/libstdc++.so.6'];
}

/** A tree with these files, a /usr that is merged, and one file of a size that is no multiple of 4. */
export function makeRoot(root: string, files: readonly string[]): void {
  rmSync(root, { recursive: true, force: true });
  for (const file of [...files, 'usr/bin/sh', 'usr/share/large']) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(
      join(root, file),
      file === 'usr/share/large' ? Buffer.alloc(3_000_001, 'large ') : `${file}\n`,
    );
  }
  for (const name of ['bin', 'lib']) symlinkSync(`usr/${name}`, join(root, name));
  chmodSync(join(root, 'usr/bin/sh'), 0o755);
}

/** Packs a tree as builders of ramdisks do: `find . | cpio -o -H newc`. */
export function packRoot(root: string): Buffer {
  const command = 'find . -xdev | LC_ALL=C sort | cpio -o -H newc --quiet';
  return execFileSync('sh', ['-c', command], { cwd: root, maxBuffer: 64 * 1024 ** 2 });
}

/** Compresses with the program itself. */
export function packedBy(argv: readonly [string, ...string[]], bytes: Uint8Array): Buffer {
  const [tool, ...args] = argv;
  return execFileSync(tool, args, { input: bytes, maxBuffer: 256 * 1024 ** 2 });
}

/** Every way that the kernel's builders compress a ramdisk in. */
export const PACKERS = {
  plain: ['cat'],
  gzip: ['gzip', '-9'],
  zstd: ['zstd', '-q', '-9', '-c'],
  xz: ['xz', '--check=crc32', '-c'],
} as const;

/** What `cpio` itself finds in one archive, in a new folder. */
export function unpack(archive: Uint8Array, folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('cpio', ['-id', '--quiet', '--no-absolute-filenames'], { cwd: folder, input: archive });
}

export function textOf(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8');
}
