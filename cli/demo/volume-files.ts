import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../hardware-managers/linux/command.ts';
import { BmvError } from '../../proto/error.ts';

/** An ext4 filesystem at a byte offset of a disk, read and written by e2fsprogs without a mount. */
export class Ext4Files {
  readonly #device: string;
  readonly #folder: string;

  /** `folder` is for files on their way. */
  constructor(disk: string, offset: number, folder: string) {
    this.#device = `${disk}?offset=${offset}`;
    this.#folder = folder;
  }

  /** Throws `IO_ERROR` unless the file reads back as it was given: debugfs itself never fails. */
  async write(name: string, contents: Buffer): Promise<void> {
    const source = join(this.#folder, name);
    await writeFile(source, contents);
    await runCommand(['debugfs', '-w', '-R', `write ${source} ${name}`, this.#device]);
    await rm(source);
    if ((await this.digest(name)) === digestOf(contents)) return;
    throw new BmvError('IO_ERROR', `${name} could not be written into the volume`, { path: name });
  }

  /** SHA-256 of a file, lower-case hex; null when it is not there. */
  async digest(name: string): Promise<string | null> {
    const target = join(this.#folder, `${name}.read`);
    await runCommand(['debugfs', '-R', `dump ${name} ${target}`, this.#device]);
    const contents = await readFile(target).catch(() => null);
    await rm(target, { force: true });
    return contents && contents.byteLength > 0 ? digestOf(contents) : null;
  }
}

export function digestOf(contents: Buffer): string {
  return createHash('sha256').update(contents).digest('hex');
}
