import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import type { Context, Progress } from '../context.ts';
import { DeltaChoice } from '../image/delta-choice.ts';
import { DeltaWriter } from '../image/delta-writer.ts';
import type { GuardedWriter } from '../image/guarded-writer.ts';
import type { ImageWriter } from '../image/image-writer.ts';
import { MediaRecord } from '../image/media-record.ts';
import type { DeployOptions } from './preview.ts';

/** What became of an image's bytes. */
export interface WrittenBytes {
  /** Transferred to the disk, written zeros included. */
  readonly bytesWritten: number;
  /** Made zero, transferred or not. */
  readonly bytesZeroed: number;
  /** Not written, since the disk had them already. */
  readonly bytesSkipped: number;
}

/** Where the bytes of an image go: guarded, and as was asked for compared with what is there and read back. */
export class ImageTarget {
  readonly #guarded: GuardedWriter;
  readonly #disk: ReadableDisk;
  readonly #delta: DeltaWriter | null;
  readonly #record: MediaRecord | null;

  constructor(
    guarded: GuardedWriter,
    disk: ReadableDisk,
    { delta = 'auto', verifyMedia = false }: Pick<DeployOptions, 'delta' | 'verifyMedia'>,
  ) {
    this.#guarded = guarded;
    this.#disk = disk;
    this.#delta = delta === 'never' ? null : new DeltaWriter(guarded, disk, new DeltaChoice(delta));
    this.#record = verifyMedia ? new MediaRecord(this.#delta ?? guarded) : null;
  }

  get writer(): ImageWriter {
    return this.#record ?? this.#delta ?? this.#guarded;
  }

  get written(): WrittenBytes {
    const { bytesWritten, bytesZeroed } = this.#guarded;
    return { bytesWritten, bytesZeroed, bytesSkipped: this.#delta?.bytesSkipped ?? 0 };
  }

  /** Reads back what went through `writer` and was flushed, if that was asked for. Throws `MEDIA_DIFFERS`. */
  async verify({ signal, onProgress }: Pick<Context, 'signal' | 'onProgress'>): Promise<void> {
    const report = (doneBytes: number, totalBytes: number) =>
      onProgress({ phase: 'verify', doneBytes, totalBytes } satisfies Progress);
    await this.#record?.verify(this.#disk, signal, report);
  }
}
