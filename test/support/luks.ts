import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import type { Context } from '../../agent/context.ts';
import { tool } from './blkid.ts';
import { seededBytes } from './seeded-bytes.ts';

/** The key of a volume, as a registry would make it. */
export const KEY = Buffer.from(seededBytes(4711, 32));
export const WRONG_KEY = Buffer.from(seededBytes(4712, 32));

/** What can be asked for that key. */
export function keyed(context: Context, key: Uint8Array = KEY): Context {
  return { ...context, keyFor: async () => Uint8Array.from(key) };
}

/** What cryptsetup says of a header. */
export interface LuksDump {
  readonly keyslots: Readonly<
    Record<
      string,
      { readonly kdf: { readonly type: string; readonly iterations?: number }; readonly area: object }
    >
  >;
  readonly segments: Readonly<Record<string, object>>;
  readonly config: object;
}

export function dumpLuks(path: string): LuksDump {
  return JSON.parse(
    tool('cryptsetup', 'cryptsetup-bin', ['luksDump', '--dump-json-metadata', path]),
  ) as LuksDump;
}

/** Whether a key opens a volume, by cryptsetup, which needs no device-mapper to say so. */
export function opens(path: string, key: Uint8Array): boolean {
  const args = ['open', '--test-passphrase', '--type', 'luks2', '--key-file', '-', path];
  const { status, stderr } = spawnSync('cryptsetup', args, { input: key });
  if (status === 0 || status === 2) return status === 0;
  throw new Error(`cryptsetup ended with ${status}: ${stderr}`);
}

/**
 * Takes the encryption of a volume's copy away in place, by cryptsetup's own ciphers: what stands there then is what
 * dm-crypt would show, from its first byte, and 16 MiB that say nothing.
 */
export function decrypt(path: string, key: Uint8Array): void {
  const [header, keyFile] = [`${path}.header`, `${path}.key`];
  writeFileSync(keyFile, key, { mode: 0o600 });
  try {
    const how = ['--decrypt', '--force-offline-reencrypt', '--batch-mode', '--header', header];
    execFileSync('cryptsetup', ['reencrypt', ...how, '--key-file', keyFile, path], { stdio: 'pipe' });
  } finally {
    for (const file of [header, keyFile]) rmSync(file, { force: true });
  }
}

/** The first header with other metadata, its digest right again, and the second one as it was. */
function remade(volume: Buffer, change: (metadata: string) => string): Buffer {
  const bytes = Buffer.from(volume);
  const first = bytes.subarray(0, 16 * 1024);
  const metadata = first.subarray(4096);
  const text = metadata.toString('utf8').replace(/\0+$/, '');
  metadata.fill(0);
  metadata.write(change(text));
  first.fill(0, 448, 512);
  createHash('sha256').update(first).digest().copy(first, 448);
  return bytes;
}

/** A header whose data is said to begin elsewhere, as one with more room for keys has it. */
export function enlarged(volume: Buffer, dataOffset: number): Buffer {
  return remade(volume, (text) =>
    text.replaceAll(`"offset":"${16 * 1024 * 1024}"`, `"offset":"${dataOffset}"`),
  );
}

/** A header whose data is said to be something else. */
export function withSegment(volume: Buffer, fields: Readonly<Record<string, string>>): Buffer {
  return remade(volume, (text) => {
    const metadata = JSON.parse(text) as { segments: Record<string, object> };
    const segments = Object.entries(metadata.segments).map(([name, segment]) => [
      name,
      { ...segment, ...fields },
    ]);
    return JSON.stringify({ ...metadata, segments: Object.fromEntries(segments) });
  });
}
