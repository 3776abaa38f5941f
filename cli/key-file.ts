import { open } from 'node:fs/promises';
import { VOLUME_KEY_BYTES } from '../proto/channel.ts';
import { BmvError } from '../proto/error.ts';

/** Permissions of others than the owner. */
const OTHERS = 0o077;

function wrong(path: string, why: string): BmvError {
  return new BmvError('USAGE', `key file ${path} ${why}`, { path });
}

/**
 * The key of a volume: a file of 32 random bytes that nobody else may read, or a pipe. Throws `USAGE`, never with a word of
 * it. HAZARD: a secret; the caller zeroes it.
 */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new BmvError('USAGE', `key file ${path} cannot be read; give one that is there`, { path, cause });
  });
  try {
    const status = await file.stat();
    if (status.isFile() && (status.mode & OTHERS) !== 0)
      throw wrong(path, `can be read or changed by others; run \`chmod 600 ${path}\``);
    const read = Buffer.alloc(VOLUME_KEY_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(read, length, read.byteLength - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === read.byteLength) break;
    }
    const key = Uint8Array.from(read.subarray(0, VOLUME_KEY_BYTES));
    read.fill(0);
    if (length === VOLUME_KEY_BYTES) return key;
    key.fill(0);
    const amount = length > VOLUME_KEY_BYTES ? 'more than' : `${length} bytes, not`;
    throw wrong(
      path,
      `has ${amount} ${VOLUME_KEY_BYTES} random bytes; make one with \`(umask 077; head -c ${VOLUME_KEY_BYTES} /dev/urandom > FILE)\``,
    );
  } finally {
    await file.close();
  }
}
