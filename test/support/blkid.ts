import { execFileSync } from 'node:child_process';
import type { FilesystemSignature } from '../../agent/layout/types.ts';

/** Runs a tool that a test needs; a missing one fails the test with the name of its Debian package. */
export function tool(name: string, debianPackage: string, args: readonly string[]): string {
  try {
    return execFileSync(name, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(`${name} is missing: apt-get install ${debianPackage}`);
    }
    throw error;
  }
}

/** Undoes the backslashes and the M- and ^ notation of `blkid -o export`. */
function plain(value: string): string {
  const bytes: number[] = [];
  const text = value.replace(/\\(.)/g, '$1');
  for (let at = 0; at < text.length; at += 1) {
    const meta = text.startsWith('M-', at) ? 0x80 : 0;
    if (meta) at += 2;
    const control = text.startsWith('^', at) ? 0x40 : 0;
    if (control) at += 1;
    bytes.push((text.charCodeAt(at) ^ control) | meta);
  }
  return Buffer.from(bytes).toString('utf8');
}

/** What libblkid says of a file; null when it knows nothing. */
export function blkidSignature(path: string, offset = 0, length?: number): FilesystemSignature | null {
  const size = length === undefined ? [] : ['--size', String(length)];
  let output: string;
  try {
    output = tool('blkid', 'util-linux', ['-p', '-o', 'export', '--offset', String(offset), ...size, path]);
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 2) return null;
    throw error;
  }
  const values = new Map<string, string>();
  for (const line of output.trim().split('\n')) {
    const [key = '', ...rest] = line.split('=');
    values.set(key, plain(rest.join('=')));
  }
  const type = values.get('TYPE');
  return type === undefined
    ? null
    : { type, label: values.get('LABEL') ?? '', uuid: values.get('UUID') ?? '' };
}
