import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';
import { run, sh } from '../shell.ts';

const MIB = 1024 * 1024;

/** A GPT disk image: every other 32 MiB random, the rest holes. */
export async function makeHalfEmpty(path: string, bytes: number, signal: AbortSignal): Promise<void> {
  await run(signal, 'truncate', '-s', String(bytes), path);
  await sh(
    signal,
    `printf 'label: gpt\\nstart=1MiB, size=64MiB, type=U\\nstart=65MiB, type=L\\n' | sfdisk -q ${path}`,
  );
  const piece = Buffer.alloc(32 * MIB);
  const file = await open(path, 'r+');
  try {
    for (let offset = MIB; offset + piece.byteLength < bytes - MIB; offset += 2 * piece.byteLength)
      await file.write(randomFillSync(piece), 0, piece.byteLength, offset);
  } finally {
    await file.close();
  }
}
