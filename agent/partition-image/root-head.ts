import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import { BmvError } from '../../proto/error.ts';
import { textKind } from '../image/text-kind.ts';
import type { ImageSource } from '../image/types.ts';
import { isZero } from '../image/zeros.ts';
import type { FilesystemSignature, ImageHead } from '../layout/types.ts';
import { probeFilesystem } from '../volumes/filesystem-probe.ts';
import { expectFits } from './fit-chunks.ts';

/** A root filesystem before it is written. */
export interface RootHead {
  readonly head: ImageHead;
  /** Null for one that is not known here. */
  readonly filesystem: FilesystemSignature | null;
}

function noFilesystem(name: string, why: string): BmvError {
  return new BmvError('IMAGE_NOT_A_FILESYSTEM', `${name} is no partition image: ${why}`, { path: name });
}

function refuseOthers({ name, bytes, table }: ImageHead): void {
  if (table.gpt || table.mbr.length > 0)
    throw noFilesystem(
      name,
      'it has a partition table; set image_type to whole-disk-image, or get the right image',
    );
  const kind = textKind(bytes);
  if (kind !== null) throw noFilesystem(name, `it is ${kind}; check the path or URL`);
  if (isZero(bytes)) throw noFilesystem(name, `it begins with zeros only; get the image again`);
}

/** What an image of a filesystem holds: the superblocks of all that systems boot from lie in its head. */
export async function headFilesystem({ bytes }: ImageHead): Promise<FilesystemSignature | null> {
  const reader: ByteReader = {
    sizeBytes: bytes.byteLength,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
  return await probeFilesystem(reader, { offset: 0, length: bytes.byteLength });
}

/** Reads what an image of a filesystem says of itself. Throws `IMAGE_NOT_A_FILESYSTEM` for a disk image, text or nothing. */
export async function readFilesystemHead(source: ImageSource, signal: AbortSignal): Promise<RootHead> {
  const head = await source.readHead(signal);
  const filesystem = await headFilesystem(head);
  if (!filesystem || head.table.gpt) refuseOthers(head);
  return { head, filesystem };
}

/**
 * Reads what can be known of a root filesystem before it is streamed. Throws `IMAGE_NOT_A_FILESYSTEM` for a
 * disk image, text or nothing, and `ROOT_TOO_SMALL` where the size is known.
 */
export async function readRootHead(
  root: ImageSource,
  rootBytes: number,
  signal: AbortSignal,
): Promise<RootHead> {
  const { head, filesystem } = await readFilesystemHead(root, signal);
  expectFits(head.name, head.sizeBytes ?? head.bytes.byteLength, rootBytes);
  return { head, filesystem };
}
