import type { ReadableDisk, WritableDisk } from '../../hardware-managers/disk.ts';
import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { OpenOptions } from '../../hardware-managers/manager.ts';
import { planTableCommit, wipeTablesOps } from '../../hardware-managers/partition-table/commit-table.ts';
import { entryExtent, sameArrays } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type {
  ByteReader,
  GptCopy,
  GptTable,
  TableCommitPlan,
  TableOp,
} from '../../hardware-managers/partition-table/types.ts';
import type { Catalog } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { GuardedWriter } from '../image/guarded-writer.ts';
import { type Extent, subtract } from '../layout/extent.ts';
import type { Layout } from '../layout/types.ts';
import { encodeSlot, slotExtent } from './catalog-slots.ts';
import { inspectLayout } from './inspect.ts';
import { settleJournal } from './settle-journal.ts';
import { refuseOnVolumes } from './volumes-below.ts';

/** What a table commit may use of the disk besides the table's own places. */
export interface CommitOptions {
  /** 440 bytes of boot code to put into sector 0, or what to do with those that are there. */
  readonly bootCode: Uint8Array | 'keep' | 'clear';
  /** Extents that must not be touched even where a table would usually lie. */
  readonly kept: readonly Extent[];
}

export interface SessionOptions extends OpenOptions {
  /** Leaves an interrupted operation's journal as it is (for `recover`). */
  readonly leaveJournal?: boolean;
}

/**
 * A disk that one operation has to itself: its layout as read, and the only ways to change it. Every
 * change is a guarded write, a catalog slot or a table commit.
 */
export class DiskSession {
  readonly #context: Context;
  readonly #disk: WritableDisk;
  #layout: Layout;

  private constructor(context: Context, disk: WritableDisk, layout: Layout) {
    this.#context = context;
    this.#disk = disk;
    this.#layout = layout;
  }

  /**
   * Opens exclusively, reads the layout, and ends an interrupted `create`, `adopt`, `extend`, `release` or
   * `recover` so that the caller sees its outcome. An interrupted `deploy` or `erase` stays open: its keep
   * set is in the layout's journal.
   */
  static async open(context: Context, path: string, options: SessionOptions = {}): Promise<DiskSession> {
    const manager = await pickManager(context.managers, path);
    const disk = await manager.openForWriting(path, options);
    try {
      await refuseOnVolumes(context, disk.info);
      const session = new DiskSession(context, disk, await inspectLayout(disk));
      if (!options.leaveJournal) await settleJournal(session, context);
      return session;
    } catch (error) {
      await disk.close();
      throw error;
    }
  }

  /** Fresh after every commit and catalog write. */
  get layout(): Layout {
    return this.#layout;
  }

  get path(): string {
    return this.#disk.info.path;
  }

  get disk(): ReadableDisk {
    return this.#disk;
  }

  get reader(): ByteReader {
    return { sizeBytes: this.#layout.sizeBytes, read: (offset, length) => this.#disk.read(offset, length) };
  }

  /** A writer for a volume's own bytes: it cannot reach `kept` nor any other claim of the catalog. */
  volumeWriter({ offset, length }: Extent, kept: readonly Extent[]): GuardedWriter {
    const others = this.#claims().filter((claim) => claim.offset !== offset || claim.length !== length);
    return new GuardedWriter(this.#disk, subtract([{ offset, length }], [...kept, ...others]));
  }

  /**
   * A writer for everything but volumes: whatever a plan says, it cannot reach `kept` nor a claim of the
   * catalog.
   */
  writerBeside(kept: readonly Extent[], extents: readonly Extent[]): GuardedWriter {
    return new GuardedWriter(this.#disk, subtract(extents, [...kept, ...this.#claims()]));
  }

  /** Writes the older slot of the catalog that the disk has, then a barrier, and reads it back. */
  async saveCatalog(catalog: Catalog): Promise<void> {
    const current = this.#layout.catalog;
    if (!current) throw new BmvError('NO_CATALOG', `${this.path} has no catalog`, { device: this.path });
    const generation = current.generation + 1;
    const slot = slotExtent(current.place, generation);
    const writer = this.writerBeside([], [slot]);
    await writer.write(slot.offset, encodeSlot(catalog, generation));
    await writer.flush();
    this.#layout = await inspectLayout(this.#disk);
    if (this.#layout.catalog?.generation !== generation) {
      throw new BmvError(
        'IO_ERROR',
        `the catalog just written at ${slot.offset} of ${this.path} does not read back`,
        {
          device: this.path,
          offset: slot.offset,
        },
      );
    }
  }

  /**
   * Throws `TABLE_INVALID` for a table that could not be put on the disk. To be asked before a journal
   * promises that table: a promise that cannot be kept would stand in the way of everything after it.
   */
  checkTable(table: GptTable, options: CommitOptions): void {
    this.#planCommit(table, options);
  }

  /**
   * Puts `table` on the disk so that a power cut at any moment leaves the old or the new one, tells the
   * kernel, and compares the disk and the kernel with what was meant.
   */
  async commitTable(table: GptTable, options: CommitOptions): Promise<void> {
    const { ops, crashSafe, why } = this.#planCommit(table, options);
    if (!crashSafe)
      this.#context.logger.warn({ device: this.path, why }, 'table commit relies on the journal');
    await this.#applyTableOps(ops, options.kept);
    this.#expectTable(table);
    await this.#tellKernel(table);
  }

  /** Removes every trace of a GPT, for an image that brings a table of another kind. */
  async wipeTables(): Promise<void> {
    const { sizeBytes, sectorBytes, table } = this.#layout;
    await this.#applyTableOps(wipeTablesOps({ current: table, sizeBytes, sectorBytes }), []);
    await this.#disk.syncKernelPartitions([]);
  }

  /** Reads the layout anew after an image brought its own table, and tells the kernel of its partitions. */
  async takeWrittenTable(): Promise<void> {
    this.#layout = await inspectLayout(this.#disk);
    const { table, sectorBytes } = this.#layout;
    const wanted = table.mbr.map(({ number, firstLba, sectors }) => ({
      number,
      offset: firstLba * sectorBytes,
      length: sectors * sectorBytes,
    }));
    await this.#syncKernel(wanted);
  }

  async close(): Promise<void> {
    await this.#disk.close();
  }

  #claims(): readonly Extent[] {
    return this.#layout.catalog?.catalog.claims ?? [];
  }

  #planCommit(table: GptTable, { bootCode, kept }: CommitOptions): TableCommitPlan {
    const { sizeBytes, sectorBytes, table: current } = this.#layout;
    return planTableCommit({ current, table, sizeBytes, sectorBytes, bootCode, occupied: kept });
  }

  async #applyTableOps(ops: readonly TableOp[], kept: readonly Extent[]): Promise<void> {
    const writes = ops.flatMap((op) =>
      op.op === 'write' ? [{ offset: op.offset, length: op.bytes.byteLength }] : [],
    );
    const writer = this.writerBeside(kept, writes);
    for (const op of ops) {
      if (op.op === 'write') await writer.write(op.offset, op.bytes);
      else await writer.flush();
    }
    this.#layout = await inspectLayout(this.#disk);
  }

  /** Both copies: a backup that did not reach the medium would be found when it is needed. */
  #expectTable(table: GptTable): void {
    const { kind, primary, backup } = this.#layout.table;
    const isThere = (copy: GptCopy | null) => copy !== null && sameArrays(copy.table, table);
    if (kind === 'gpt' && isThere(primary) && isThere(backup)) return;
    throw new BmvError(
      'TABLE_INVALID',
      `the table just written to ${this.path} does not read back; check the disk, then run \`bmv recover ${this.path}\``,
      { device: this.path },
    );
  }

  async #tellKernel(table: GptTable): Promise<void> {
    const { sectorBytes } = this.#layout;
    await this.#syncKernel(
      table.entries.map((entry) => ({ number: entry.number, ...entryExtent(entry, sectorBytes) })),
    );
  }

  async #syncKernel(wanted: readonly (Extent & { readonly number: number })[]): Promise<void> {
    const seen = await this.#disk.syncKernelPartitions(wanted);
    const wrong = wanted.filter(
      (want) =>
        !seen.some(
          (has) => has.number === want.number && has.offset === want.offset && has.length === want.length,
        ),
    );
    if (wrong.length === 0 && seen.length === wanted.length) return;
    throw new BmvError(
      'KERNEL_VIEW_DIFFERS',
      `the table on ${this.path} is right, but the kernel does not show partition ${wrong.map((w) => w.number).join(', ') || 'list'} as planned; ` +
        `run \`partx -u ${this.path}\` or reboot`,
      { device: this.path },
    );
  }
}
