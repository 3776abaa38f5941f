import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import { type Kek, partsOfKekId, readKek } from './kek-file.ts';
import type { KeyWrapper, WrappedKey } from './key-wrapper.ts';

/** Of a wrapped key: version, nonce, encrypted key, tag. */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/** Files of a folder, by name; what begins with a dot is not looked at. */
async function pathsIn(path: string): Promise<readonly string[]> {
  const what = await stat(path).catch((cause: unknown) => {
    throw new BmvError('CONFIG_INVALID', `KEK ${path} is not there, or cannot be read; check --kek`, {
      path,
      cause,
    });
  });
  if (!what.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  return names.map((name) => join(path, name));
}

async function readKeks(path: string): Promise<readonly Kek[]> {
  const keks: Kek[] = [];
  for (const file of await pathsIn(path)) keks.push(await readKek(file));
  if (keks.length > 0) return keks;
  throw new BmvError(
    'CONFIG_INVALID',
    `KEK folder ${path} has no file; make one with: (umask 077; openssl rand -hex 32 > ${join(path, 'FILE')})`,
    { path },
  );
}

function unreadable(volume: string, why: string): BmvError {
  return new BmvError(
    'KEY_UNREADABLE',
    `the wrapped key of volume ${volume} ${why}; restore it from a backup of the registry`,
    { volume },
  );
}

/**
 * Keys that wrap, in files: all of them unwrap, and the last one by name wraps. AES-256-GCM, with a new nonce each time and
 * the context as additional data.
 */
export class FileKeks implements KeyWrapper {
  readonly #path: string;
  #keks: readonly Kek[];

  private constructor(path: string, keks: readonly Kek[]) {
    this.#path = path;
    this.#keks = keks;
  }

  /** `path`: of a file, or of a folder of files. Throws `CONFIG_INVALID`. */
  static async open(path: string): Promise<FileKeks> {
    return new FileKeks(path, await readKeks(path));
  }

  /** Reads all files again. Throws `CONFIG_INVALID`, and goes on with what it had. */
  async reload(): Promise<void> {
    this.#keks = await readKeks(this.#path);
  }

  async newest(): Promise<string> {
    return this.#newest().id;
  }

  async has(kek: string): Promise<boolean> {
    return this.#kekOf(kek) !== undefined;
  }

  async wrap(key: Uint8Array, context: string): Promise<WrappedKey> {
    const kek = this.#newest();
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', kek.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(key), cipher.final()]);
    const bytes = Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
    return { kek: kek.id, wrapped: bytes.toString('base64') };
  }

  async unwrap({ kek: id, wrapped }: WrappedKey, context: string): Promise<Uint8Array> {
    const kek = this.#kekOf(id);
    if (!kek) throw this.#missing(id, context);
    const bytes = Buffer.from(wrapped, 'base64');
    const isWhole = bytes.length > HEAD_BYTES + TAG_BYTES && bytes.toString('base64') === wrapped;
    if (!isWhole || bytes[0] !== VERSION) throw unreadable(context, 'is not in a form that is known');
    const nonce = bytes.subarray(1, HEAD_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', kek.key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const key = decipher.update(bytes.subarray(HEAD_BYTES, -TAG_BYTES));
    try {
      decipher.final();
      return key;
    } catch {
      // Without the cause, which would say nothing, and with the bytes gone that nobody vouches for.
      key.fill(0);
      throw unreadable(context, `does not open by KEK ${kek.name}: it was changed, or is another volume's`);
    }
  }

  #newest(): Kek {
    const newest = this.#keks.at(-1);
    if (newest) return newest;
    throw new BmvError('INTERNAL', `KEK ${this.#path} has no key; report it`);
  }

  /** By its fingerprint: a file may have been renamed. */
  #kekOf(id: string): Kek | undefined {
    const { fingerprint } = partsOfKekId(id);
    return this.#keks.find((kek) => kek.fingerprint === fingerprint);
  }

  #missing(id: string, volume: string): BmvError {
    const { name, fingerprint } = partsOfKekId(id);
    const isOther = this.#keks.some((kek) => kek.name === name);
    const here = isOther
      ? `the file of that name in ${this.#path} has another key`
      : `${this.#path} has ${this.#keks.map((kek) => kek.name).join(', ')} only`;
    return new BmvError(
      'KEK_MISSING',
      `the key of volume ${volume} is wrapped by KEK ${name} (${fingerprint}), and ${here}; put that file back`,
      { volume },
    );
  }
}
