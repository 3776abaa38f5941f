import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../hardware-managers/linux/command.ts';
import { BmvError } from '../proto/error.ts';

export const ARCHITECTURES = ['x64', 'arm64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** `e_machine` of an ELF file, and the strip of binutils for it. */
const MACHINES = {
  x64: { elf: 62, strip: 'x86_64-linux-gnu-strip' },
  arm64: { elf: 183, strip: 'aarch64-linux-gnu-strip' },
} as const;

function architectureOf(head: Uint8Array): Architecture | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  // 64 bits, little-endian.
  if (bytes.byteLength < 64 || bytes.readUInt32BE(0) !== 0x7f454c46 || bytes.readUInt16BE(4) !== 0x0201)
    return null;
  const machine = bytes.readUInt16LE(18);
  return ARCHITECTURES.find((name) => MACHINES[name].elf === machine) ?? null;
}

function installed(root: string, arch: Architecture): string {
  return join(root, 'node_modules', `node-linux-${arch}`, 'bin/node');
}

async function check(path: string, arch: Architecture): Promise<void> {
  const found = architectureOf(await readFile(path));
  if (found === arch) return;
  throw new BmvError(
    'PAYLOAD_INCOMPLETE',
    `${path} is no Linux program for ${arch}${found === null ? '' : ` but for ${found}`}; give a node of ${arch}`,
    { path },
  );
}

/**
 * The bytes of the Node for a ramdisk, without its symbols. `path`: an own node, else the one that npm
 * installed. Throws `PAYLOAD_INCOMPLETE`, or `TOOL_MISSING` for a strip that is not installed.
 */
export async function nodeBinary(
  { root, arch, path }: { readonly root: string; readonly arch: Architecture; readonly path: string | null },
  signal: AbortSignal,
): Promise<Uint8Array> {
  const source = path ?? installed(root, arch);
  await access(source).catch((cause: unknown) => {
    const way =
      path === null
        ? `run npm install --no-save --os=linux --cpu=${arch} node-linux-${arch} in the checkout, or name a node by --node`
        : 'check the path';
    throw new BmvError('PAYLOAD_INCOMPLETE', `there is no node for ${arch} at ${source}; ${way}`, {
      path: source,
      cause,
    });
  });
  await check(source, arch);
  const folder = await mkdtemp(join(tmpdir(), 'bmv-node-'));
  try {
    const stripped = join(folder, 'node');
    const strip = arch === process.arch ? 'strip' : MACHINES[arch].strip;
    await runCommand([strip, '-o', stripped, source], { signal });
    return await readFile(stripped);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
