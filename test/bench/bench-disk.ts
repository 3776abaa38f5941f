import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { differingRanges, MIB, mergeRanges, type Range } from './ranges.ts';
import { run, runGroup } from './shell.ts';
import type { Teardown } from './teardown.ts';

const CHUNK_BYTES = 4 * MIB;
/** The disk is larger than the image, as disks are. */
const ROOM_BYTES = 64 * MIB;

/** An image's raw file, or what the disk was filled with. */
type Content = string | 'other bytes';

/** A loop device with direct I/O on a file, and what is on it. */
export class BenchDisk {
  readonly path: string;
  readonly #backing: string;
  readonly #imageBytes: number;
  readonly #signal: AbortSignal;
  readonly #differences = new Map<string, readonly Range[]>();
  #content: Content | null = null;

  private constructor(path: string, backing: string, imageBytes: number, signal: AbortSignal) {
    this.path = path;
    this.#backing = backing;
    this.#imageBytes = imageBytes;
    this.#signal = signal;
  }

  static async attach(
    scratch: string,
    imageBytes: number,
    signal: AbortSignal,
    teardown: Teardown,
  ): Promise<BenchDisk> {
    const backing = join(scratch, 'disk');
    await run(signal, 'fallocate', '-l', String(imageBytes + ROOM_BYTES), backing);
    const path = await run(signal, 'losetup', '--find', '--show', '--direct-io=on', backing);
    teardown.add('detaching the disk', async () => {
      const late = AbortSignal.timeout(60_000);
      // Partitions that the kernel knows of outlive the device; where there are none, partx fails.
      await run(late, 'partx', '--delete', path).catch(() => null);
      await run(late, 'losetup', '--detach', path);
    });
    return new BenchDisk(path, backing, imageBytes, signal);
  }

  /** Something may have been written that nobody compared. */
  forget(): void {
    this.#content = null;
  }

  /** Every byte another than zero, and of no image. */
  async fillWithOther(): Promise<void> {
    if (this.#content === 'other bytes') return;
    this.forget();
    const job = ['--name=fill', `--filename=${this.path}`, '--rw=write', '--bs=4M', '--direct=1'];
    const queue = ['--ioengine=libaio', '--iodepth=4', '--end_fsync=1'];
    const { code, errors } = await runGroup(this.#signal, ['fio', ...job, ...queue]);
    if (code !== 0) throw new Error(`filling the disk: ${errors}`);
    this.#content = 'other bytes';
  }

  /**
   * An image as a plain writer leaves it: its zeros are written ones, not holes of the disk's file. Only what differs
   * is written again.
   */
  async fillWithImage(raw: string): Promise<void> {
    const before = this.#content;
    this.forget();
    if (before === null || before === 'other bytes') await this.#copy(raw, [[0, this.#imageBytes]]);
    else {
      const edges: Range[] = [
        [0, MIB],
        [this.#imageBytes - MIB, this.#imageBytes],
      ];
      await this.#copy(raw, [...edges, ...(await this.#between(raw, before)), ...(await this.#holes())]);
    }
    this.#content = raw;
  }

  /** Throws unless the disk holds the image; `skipEdges` where the table in its first and last MiB is another. */
  async expectImage(raw: string, skipEdges: boolean): Promise<void> {
    this.forget();
    const skip = skipEdges ? MIB : 0;
    const middle = this.#imageBytes / 2;
    const halves: readonly Range[] = [
      [skip, middle],
      [middle, this.#imageBytes - skip],
    ];
    // At once: one `cmp` is slower than the disk.
    const ends = await Promise.all(
      halves.map(([from, to]) =>
        runGroup(this.#signal, ['cmp', '-n', String(to - from), '-i', String(from), raw, this.path]),
      ),
    );
    for (const { code, errors } of ends)
      if (code !== 0) throw new Error(`the disk does not hold the image: ${errors.trim()}`);
    this.#content = raw;
  }

  async #between(a: string, b: string): Promise<readonly Range[]> {
    if (a === b) return [];
    const key = `${a} ${b}`;
    const known = this.#differences.get(key) ?? (await differingRanges(a, b, this.#imageBytes));
    this.#differences.set(key, known);
    return known;
  }

  /** What was left to the disk to zero. */
  async #holes(): Promise<readonly Range[]> {
    const text = await run(this.#signal, 'qemu-img', 'map', '--output=json', '-f', 'raw', this.#backing);
    const parts = JSON.parse(text) as readonly { start: number; length: number; data: boolean }[];
    return parts
      .filter(({ start, data }) => !data && start < this.#imageBytes)
      .map(({ start, length }) => [start, Math.min(start + length, this.#imageBytes)]);
  }

  async #copy(raw: string, ranges: readonly Range[]): Promise<void> {
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const from = await open(raw);
    const to = await open(this.path, 'r+');
    try {
      for (const [start, end] of mergeRanges(ranges))
        for (let offset = start; offset < end; offset += CHUNK_BYTES) {
          this.#signal.throwIfAborted();
          const length = Math.min(CHUNK_BYTES, end - offset);
          await from.read(buffer, 0, length, offset);
          await to.write(buffer, 0, length, offset);
        }
      await to.sync();
    } finally {
      await from.close();
      await to.close();
    }
  }
}
