import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../../support/file-digest.ts';
import { sh } from '../shell.ts';
import { makeDebianDisk } from './debian-disk.ts';
import { makeChanged, serverTree, withUpdatedTree } from './debian-update.ts';
import { makeHalfEmpty } from './half-empty.ts';

export type ImageName = 'half-empty' | 'debian' | 'changed' | 'rebuilt';

/** Suffix of a form or of what stands beside it -> how it is made of the form before it. The longest suffix counts. */
const DERIVED: Readonly<Record<string, readonly [from: string, line: string]>> = {
  '.qcow2': ['.raw', 'qemu-img convert -f raw -O qcow2 {from} {out}'],
  '.compressed.qcow2': ['.raw', 'qemu-img convert -c -W -f raw -O qcow2 {from} {out}'],
  // Level 10 takes a minute; 19, which some publishers take, would take twenty.
  '.raw.zst': ['.raw', 'zstd -q -10 -T2 {from} -o {out}'],
  '.raw.gz': ['.raw', 'pigz -6 -c {from} > {out}'],
  '.prepared.raw.zst': ['.raw', '{bmv} image prepare {from} --out {out}'],
  '.raw.bmvidx': ['.raw', '{bmv} image index {from} --out {out}'],
  '.raw.bmap': ['.raw', 'bmaptool -q create {from} -o {out}'],
  '.raw.caibx': ['.raw', 'casync make --store={store} {out} {from}'],
  '.raw.zsync': ['.raw', 'zsyncmake -u {name} -o {out} {from}'],
};

/** Images of one size in a folder, each made when it is first asked for. */
export class ImageShelf {
  readonly folder: string;
  readonly bytes: number;
  readonly #bmv: string;
  readonly #signal: AbortSignal;

  constructor(folder: string, bytes: number, bmv: string, signal: AbortSignal) {
    this.folder = folder;
    this.bytes = bytes;
    this.#bmv = bmv;
    this.#signal = signal;
  }

  /** The file's name; it is there afterwards. */
  async make(image: ImageName, suffix: string): Promise<string> {
    const name = `${image}${suffix}`;
    if (existsSync(join(this.folder, name))) return name;
    const derived = DERIVED[suffix];
    if (!derived && suffix !== '.raw') throw new Error(`no way to make ${name}`);
    const from = derived ? await this.make(image, derived[0]) : '';
    process.stderr.write(`making ${name}\n`);
    const making = join(this.folder, `${name}.making`);
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
    const out = join(making, name);
    if (!derived) await this.#makeRaw(image, out);
    else
      await sh(
        this.#signal,
        derived[1]
          .replaceAll('{bmv}', this.#bmv)
          .replaceAll('{from}', join(this.folder, from))
          .replaceAll('{out}', out)
          .replaceAll('{name}', from)
          .replaceAll('{store}', out.replace(/caibx$/, 'castr')),
      );
    // The file that was asked for comes last: where it is, its companions are.
    const companions = (await readdir(making)).filter((item) => item !== name);
    for (const item of [...companions, name]) await rename(join(making, item), join(this.folder, item));
    await rm(making, { recursive: true });
    return name;
  }

  /** SHA-256 of a file on the shelf, kept beside it. */
  async sha256(name: string): Promise<string> {
    const path = join(this.folder, name);
    const kept = `${path}.sha256`;
    if (existsSync(kept)) return await readFile(kept, 'utf8');
    const digest = await sha256OfFile(path, this.#signal);
    await writeFile(kept, digest);
    return digest;
  }

  /** Bytes of a file, and those of them that are no holes. */
  async size(name: string): Promise<{ readonly bytes: number; readonly dataBytes: number }> {
    const { size, blocks } = await stat(join(this.folder, name));
    return { bytes: size, dataBytes: blocks * 512 };
  }

  async #makeRaw(image: ImageName, out: string): Promise<void> {
    if (image === 'half-empty') await makeHalfEmpty(out, this.bytes, this.#signal);
    else if (image === 'debian') await makeDebianDisk(out, this.bytes, await serverTree(), this.#signal);
    else {
      const before = join(this.folder, await this.make('debian', '.raw'));
      if (image === 'changed') await makeChanged(out, before, this.#signal);
      else
        await withUpdatedTree(`${out}.tree`, this.#signal, async (tree) => {
          await makeDebianDisk(out, this.bytes, tree, this.#signal);
        });
    }
  }
}
