import type { Proof } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { GuardedWriter } from '../image/guarded-writer.ts';
import type { ImageResult, ImageSource } from '../image/types.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { alignDown, alignUp, type Extent, MIB } from '../layout/extent.ts';
import { filesystemConflicts } from '../layout/filesystem-conflicts.ts';
import type { ImageHead, Layout, Plan } from '../layout/types.ts';
import { probeFilesystem } from '../volumes/filesystem-probe.ts';
import { DiskSession } from '../volumes/session.ts';
import { DeployJournal } from './deploy-journal.ts';
import { placeImage } from './place-image.ts';
import { type DeployOptions, openOptions, planOn } from './preview.ts';
import { type ProofResult, proveAfter, proveBefore } from './prove.ts';

export interface DeployResult {
  readonly plan: Plan;
  readonly before: Layout;
  readonly after: Layout;
  readonly image: ImageResult;
  readonly proofs: readonly ProofResult[];
  /** True when an earlier deployment of this disk had been interrupted. */
  readonly resumed: boolean;
  readonly bytesWritten: number;
  readonly bytesZeroed: number;
}

/** What the caller is asked to agree to. */
export interface Proposal {
  readonly layout: Layout;
  readonly head: ImageHead;
  readonly plan: Plan;
}

/**
 * Writes an image around everything that is kept. The steps are design.md section 4's: plan, journal,
 * seal, write, verify, commit. Throws before the first write: `ConflictError` with every conflict, or
 * `NOT_CONFIRMED`. After it, the disk stays resumable: kept partitions are listed, and the same call goes
 * on from the journal.
 */
export async function deploy(
  context: Context,
  diskPath: string,
  source: ImageSource,
  options: DeployOptions,
  confirm: (proposal: Proposal) => Promise<boolean>,
): Promise<DeployResult> {
  const session = await DiskSession.open(context, diskPath, openOptions(options));
  let begun = false;
  try {
    const before = session.layout;
    const { head, result } = await planOn(context, before, source, options);
    if (!result.plan) throw new ConflictError(result.conflicts, session.path);
    const { plan } = result;
    if (!(await confirm({ layout: before, head, plan }))) {
      throw new BmvError('NOT_CONFIRMED', `not confirmed; nothing was written to ${session.path}`, {
        device: session.path,
      });
    }
    const run = new Deployment(context, session, source, options, plan);
    const digests = await proveBefore(session, plan.kept, options.proof, context);
    context.signal.throwIfAborted();
    begun = true;
    const { image, proofs, writer } = await run.carryOut(digests);
    expectUnchanged(proofs, session.path);
    return {
      plan,
      before,
      after: session.layout,
      image,
      proofs,
      resumed: before.catalog?.catalog.journal?.operation === 'deploy',
      bytesWritten: writer.bytesWritten,
      bytesZeroed: writer.bytesZeroed,
    };
  } catch (error) {
    if (begun || !context.signal.aborted) throw error;
    throw new BmvError('ABORTED', `interrupted; nothing was written to ${session.path}`, {
      device: session.path,
      cause: error,
    });
  } finally {
    await session.close();
  }
}

/** Throws `VOLUME_CHANGED`, which must never happen: whatever this project is for has failed then. */
function expectUnchanged(proofs: readonly ProofResult[], device: string): void {
  const changed = proofs.filter(({ same }) => !same);
  if (changed.length === 0) return;
  const which = changed.map(
    ({ number, name, before, after }) =>
      `${number} ${JSON.stringify(name)} (${before.digest} before, ${after.digest} after)`,
  );
  throw new BmvError(
    'VOLUME_CHANGED',
    `kept partition ${which.join(', ')} of ${device} differs from before the deployment; the image is in place, but check the disk and what is on that partition before you use it`,
    { device },
  );
}

/** A planned and confirmed deployment, from its first write to its last. */
class Deployment {
  readonly #context: Context;
  readonly #session: DiskSession;
  readonly #source: ImageSource;
  readonly #options: DeployOptions;
  readonly #plan: Plan;
  readonly #kept: readonly Extent[];

  constructor(
    context: Context,
    session: DiskSession,
    source: ImageSource,
    options: DeployOptions,
    plan: Plan,
  ) {
    this.#context = context;
    this.#session = session;
    this.#source = source;
    this.#options = options;
    this.#plan = plan;
    this.#kept = plan.kept.map(({ extent }) => extent);
  }

  /** `before`: the digests of what is kept, taken before this call. */
  async carryOut(
    before: readonly Proof[],
  ): Promise<{ image: ImageResult; proofs: readonly ProofResult[]; writer: GuardedWriter }> {
    const [session, plan, context] = [this.#session, this.#plan, this.#context];
    try {
      const journal = await DeployJournal.begin(session, plan, this.#source.name, before, context);
      await this.#seal();
      await journal?.reached('sealed');
      const writer = session.writerBeside(this.#kept, plan.writeMap);
      const { image, head } = await this.#write(writer);
      await this.#checkFilesystems();
      await journal?.reached('verified', image.checksum ?? '');
      await this.#commit(writer, head);
      await journal?.reached('committed', image.checksum ?? '');
      const proofs = await proveAfter(session, plan.kept, before, context);
      await journal?.close(proofs);
      return { image, proofs, writer };
    } catch (error) {
      throw this.#resumable(error);
    }
  }

  /** A table that lists only what is kept: from here on nothing of the old system can boot half overwritten. */
  async #seal(): Promise<void> {
    if (this.#plan.sealed)
      await this.#session.commitTable(this.#plan.sealed, { bootCode: 'clear', kept: this.#kept });
    else await this.#session.wipeTables();
  }

  /** Image, patches and config drive; on stable media when it returns. */
  async #write(writer: GuardedWriter): Promise<{ image: ImageResult; head: Uint8Array }> {
    const plan = this.#plan;
    const totalBytes = this.#source.transferSizeBytes;
    const { image, withheld } = await placeImage(this.#source, {
      segments: plan.segments,
      writer,
      signal: this.#context.signal,
      onBytes: (doneBytes) => this.#context.onProgress({ phase: 'write', doneBytes, totalBytes }),
      // Without a table to commit, the image's own first MiB is what makes it bootable.
      withholdBytes: plan.mode === 'whole' ? MIB : 0,
    });
    this.#checkComplete(image);
    await this.#applyPatches(writer);
    await this.#writeConfigDrive(writer);
    await writer.flush();
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

  async #applyPatches(writer: GuardedWriter): Promise<void> {
    const sector = writer.alignment;
    for (const { diskOffset, bytes } of this.#plan.patches) {
      const offset = alignDown(diskOffset, sector);
      const around = await this.#session.reader.read(
        offset,
        alignUp(diskOffset + bytes.byteLength, sector) - offset,
      );
      const patched = Uint8Array.from(around);
      patched.set(bytes, diskOffset - offset);
      await writer.write(offset, patched);
    }
  }

  async #writeConfigDrive(writer: GuardedWriter): Promise<void> {
    const place = this.#plan.created.find(({ purpose }) => purpose === 'config-drive');
    if (!place || !this.#options.configDrive) return;
    const { extent } = place;
    const bytes = new Uint8Array(alignUp(this.#options.configDrive.byteLength, writer.alignment));
    bytes.set(this.#options.configDrive);
    await writer.write(extent.offset, bytes);
    await writer.zero(extent.offset + bytes.byteLength, extent.length - bytes.byteLength);
  }

  /**
   * An image that could only be read as a stream shows its filesystems now, on the disk. Two of the same
   * UUID or label would let the instance mount the wrong one, so the image is not made visible.
   */
  async #checkFilesystems(): Promise<void> {
    const placed = [];
    for (const { entry, extent } of this.#plan.placements) {
      const filesystem = await probeFilesystem(this.#session.reader, extent);
      if (filesystem) placed.push({ name: entry.name || `partition ${entry.number}`, filesystem });
    }
    const conflicts = filesystemConflicts(this.#plan.kept, placed);
    const [first, ...rest] = conflicts;
    if (first) throw new ConflictError([first, ...rest], this.#session.path);
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
    await writer.write(0, bytes.subarray(0, writer.alignment));
    await writer.flush();
    await this.#session.takeWrittenTable();
  }

  /** Says what state the disk is in, whatever went wrong. */
  #resumable(error: unknown): unknown {
    const device = this.#session.path;
    const outcome =
      this.#kept.length > 0
        ? `kept partitions of ${device} are untouched and listed, the image is not bootable; run the deployment again`
        : `the image on ${device} is not bootable; run the deployment again`;
    if (this.#context.signal.aborted) {
      return new BmvError('ABORTED', `interrupted; ${outcome}`, { device, cause: error });
    }
    if (error instanceof ConflictError) return error;
    if (error instanceof BmvError)
      return new BmvError(error.code, `${error.message}; ${outcome}`, { ...error.fields, cause: error });
    return error;
  }
}
