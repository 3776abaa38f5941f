import { open } from 'node:fs/promises';
import { BmvError } from '../proto/error.ts';

/** Ironic's own limit for a config drive. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Reads a config drive's image (ISO 9660 or FAT). Throws `USAGE`. */
export async function readConfigDrive(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => {
    throw new BmvError('USAGE', `config drive ${path} cannot be read; check the path`, { path, cause });
  });
  try {
    const found = await file.stat();
    const { size } = found;
    if (found.isFile() && size > 0 && size <= MAX_BYTES) return await file.readFile();
    const why = !found.isFile()
      ? 'is no file'
      : size === 0
        ? 'is empty'
        : `has ${size} bytes; ${MAX_BYTES} is the limit`;
    throw new BmvError('USAGE', `config drive ${path} ${why}`, { path });
  } finally {
    await file.close();
  }
}
