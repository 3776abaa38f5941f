import type { Proof } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { GuardedWriter } from '../image/guarded-writer.ts';
import { expectOnMedia } from '../image/media-record.ts';
import type { ImageResult, ImageSource } from '../image/types.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { alignDown, alignUp, type Extent, MIB } from '../layout/extent.ts';
import { filesystemConflicts } from '../layout/filesystem-conflicts.ts';
import type { Plan } from '../layout/types.ts';
import { probeFilesystem } from '../volumes/filesystem-probe.ts';
import type { DiskSession } from '../volumes/session.ts';
import { DeployJournal } from './deploy-journal.ts';
import { ImageTarget, type WrittenBytes } from './image-target.ts';
import { placeImage } from './place-image.ts';
import type { DeployOptions } from './preview.ts';
import { type ProofResult, proveAfter } from './prove.ts';

/** Bytes at their place on the disk. */
interface PlacedBytes {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A planned and confirmed deployment, from its first write to its last. */
export class Deployment {
  readonly #context: Context;
  readonly #session: DiskSession;
  readonly #source: ImageSource;
  readonly #options: DeployOptions;
  readonly #plan: Plan;
  /** Decoded; null when only the stream's end tells. */
  readonly #imageBytes: number | null;
  readonly #kept: readonly Extent[];
  readonly #startedAt: number;
  /** The whole image is on the disk, as it should be: what is left needs no more of it. */
  #isVerified = false;

  constructor(
    context: Context,
    session: DiskSession,
    source: ImageSource,
    options: DeployOptions,
    { plan, imageBytes }: { readonly plan: Plan; readonly imageBytes: number | null },
  ) {
    this.#context = context;
    this.#session = session;
    this.#source = source;
    this.#options = options;
    this.#plan = plan;
    this.#imageBytes = imageBytes;
    this.#kept = plan.kept.map(({ extent }) => extent);
    this.#startedAt = context.now();
  }

  /** `before`: the digests of what is kept, taken before this call. */
  async carryOut(
    before: readonly Proof[],
  ): Promise<{ image: ImageResult; proofs: readonly ProofResult[]; written: WrittenBytes }> {
    const [session, plan, context] = [this.#session, this.#plan, this.#context];
    for (const table of [plan.sealed, plan.final])
      if (table) session.checkTable(table, { bootCode: 'clear', kept: this.#kept });
    try {
      const journal = await DeployJournal.begin(session, plan, this.#source.name, before, context);
      this.#log('journal begun');
      await this.#seal();
      await journal?.reached('sealed');
      this.#log('sealed');
      const writer = session.writerBeside(this.#kept, plan.writeMap);
      const target = new ImageTarget(writer, session.disk, this.#options);
      const { image, head } = await this.#write(writer, target);
      this.#log('written');
      await this.#checkFilesystems();
      await journal?.reached('verified', image.checksum ?? '');
      this.#isVerified = true;
      this.#log('verified');
      await this.#commit(writer, head);
      this.#log('committed');
      await journal?.reached('committed', image.checksum ?? '');
      const proofs = await proveAfter(session, plan.kept, before, context);
      await journal?.close(proofs);
      this.#log('proven');
      return { image, proofs, written: target.written };
    } catch (error) {
      throw this.#resumable(error);
    }
  }

  /** A compressed image tells its end only by how much of its file was read. */
  #report(imageBytes: number): void {
    const { transferSizeBytes, transferredBytes } = this.#source;
    const isKnown = this.#imageBytes !== null || transferSizeBytes === null;
    const progress = isKnown
      ? { doneBytes: imageBytes, totalBytes: this.#imageBytes }
      : { doneBytes: transferredBytes, totalBytes: transferSizeBytes };
    this.#context.onProgress({ phase: 'write', ...progress });
  }

  #log(step: string): void {
    const { logger, now } = this.#context;
    logger.info(
      { device: this.#session.path, image: this.#source.name, step, ms: now() - this.#startedAt },
      'deployment',
    );
  }

  /** A table that lists only what is kept: from here on nothing of the old system can boot half overwritten. */
  async #seal(): Promise<void> {
    if (this.#plan.sealed)
      await this.#session.commitTable(this.#plan.sealed, { bootCode: 'clear', kept: this.#kept });
    else await this.#session.wipeTables();
  }

  /** Image, patches and config drive; on stable media when it returns. */
  async #write(
    writer: GuardedWriter,
    target: ImageTarget,
  ): Promise<{ image: ImageResult; head: Uint8Array }> {
    const plan = this.#plan;
    const { image, withheld } = await placeImage(this.#source, {
      segments: plan.segments,
      writer: target.writer,
      signal: this.#context.signal,
      onBytes: (imageBytes) => this.#report(imageBytes),
      // Without a table to commit, the image's own first MiB is what makes it bootable.
      withholdBytes: plan.mode === 'whole' ? MIB : 0,
    });
    this.#checkComplete(image);
    if (this.#options.verifyMedia) {
      await writer.flush();
      await target.verify(this.#context);
      this.#log('read back');
    }
    const others = [...(await this.#applyPatches(writer)), ...(await this.#writeConfigDrive(writer))];
    await writer.flush();
    for (const { offset, bytes } of others) await this.#readBack(offset, bytes);
    return { image, head: withheld.subarray(0, Math.min(MIB, image.sizeBytes)) };
  }

  #checkComplete(image: ImageResult): void {
    const end = Math.max(
      0,
      ...this.#plan.placements.map(({ imageOffset, extent }) => imageOffset + extent.length),
    );
    if (image.sizeBytes >= end) return;
    throw new BmvError(
      'IMAGE_TRUNCATED',
      `${this.#source.name} ends after ${image.sizeBytes} bytes, but its table lists partitions up to ${end}; get the whole image`,
      { path: this.#source.name, offset: image.sizeBytes },
    );
  }

  async #applyPatches(writer: GuardedWriter): Promise<readonly PlacedBytes[]> {
    const sector = writer.alignment;
    const written: PlacedBytes[] = [];
    for (const { diskOffset, bytes } of this.#plan.patches) {
      const offset = alignDown(diskOffset, sector);
      const around = await this.#session.reader.read(
        offset,
        alignUp(diskOffset + bytes.byteLength, sector) - offset,
      );
      const patched = Uint8Array.from(around);
      patched.set(bytes, diskOffset - offset);
      await writer.write(offset, patched);
      written.push({ offset, bytes: patched });
    }
    return written;
  }

  async #writeConfigDrive(writer: GuardedWriter): Promise<readonly PlacedBytes[]> {
    const place = this.#plan.created.find(({ purpose }) => purpose === 'config-drive');
    if (!place || !this.#options.configDrive) return [];
    const { extent } = place;
    const bytes = new Uint8Array(alignUp(this.#options.configDrive.byteLength, writer.alignment));
    bytes.set(this.#options.configDrive);
    await writer.write(extent.offset, bytes);
    await writer.zero(extent.offset + bytes.byteLength, extent.length - bytes.byteLength);
    return [{ offset: extent.offset, bytes }];
  }

  async #readBack(offset: number, bytes: Uint8Array): Promise<void> {
    if (this.#options.verifyMedia) await expectOnMedia(this.#session.disk, offset, bytes);
  }

  /**
   * An image that could only be read as a stream shows its filesystems now, on the disk. Two of the same
   * UUID or label would let the instance mount the wrong one, so the image is not made visible. No
   * `ConflictError`: that would say that nothing was written.
   */
  async #checkFilesystems(): Promise<void> {
    const placed = [];
    for (const { entry, extent } of this.#plan.placements) {
      const filesystem = await probeFilesystem(this.#session.reader, extent);
      if (filesystem) placed.push({ name: entry.name || `partition ${entry.number}`, filesystem });
    }
    const conflicts = filesystemConflicts(this.#plan.kept, placed);
    const [first, ...rest] = conflicts;
    if (!first) return;
    const { path } = this.#session;
    const cause = new ConflictError([first, ...rest], path);
    throw new BmvError('IMAGE_FILESYSTEM_DUPLICATE', cause.message, { device: path, cause });
  }

  /** Makes the verified image visible. */
  async #commit(writer: GuardedWriter, head: Uint8Array): Promise<void> {
    const { final, bootSector } = this.#plan;
    if (final) {
      await this.#session.commitTable(final, { bootCode: bootSector, kept: this.#kept });
      return;
    }
    const bytes = new Uint8Array(alignUp(head.byteLength, writer.alignment));
    bytes.set(head);
    // Sector 0 last: until then firmware and kernel see an empty disk.
    await writer.write(writer.alignment, bytes.subarray(writer.alignment));
    await writer.flush();
    await this.#readBack(writer.alignment, bytes.subarray(writer.alignment));
    await writer.write(0, bytes.subarray(0, writer.alignment));
    await writer.flush();
    await this.#session.takeWrittenTable();
  }

  /** Says what state the disk is in, whatever went wrong. */
  #resumable(error: unknown): unknown {
    const device = this.#session.path;
    const outcome = this.#outcome();
    if (this.#context.signal.aborted) {
      return new BmvError('ABORTED', `interrupted; ${outcome}`, { device, cause: error });
    }
    if (!(error instanceof BmvError)) return error;
    return new BmvError(error.code, `${error.message}; ${outcome}`, { ...error.fields, cause: error });
  }

  #outcome(): string {
    const device = this.#session.path;
    const kept = this.#kept.length > 0 ? `kept partitions of ${device} are untouched; ` : '';
    return this.#isVerified
      ? `${kept}the image on ${device} is whole; run the deployment again to end it`
      : `${kept}the image on ${device} is not bootable; run the deployment again`;
  }
}
