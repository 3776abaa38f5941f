import { openImage } from '../image/open-image.ts';
import type { ImageSource } from '../image/types.ts';
import type { FilesystemSignature } from '../layout/types.ts';
import { type FilesystemFile, type FormatRequest, makeFilesystem } from '../volumes/format.ts';
import type { Part } from './parts.ts';
import { headFilesystem } from './root-head.ts';

/** A part's contents. */
export interface PartContents {
  readonly part: Part;
  readonly source: ImageSource;
  readonly filesystem: FilesystemSignature | null;
  /** Closes the source, and removes its file. */
  remove(): Promise<void>;
}

/** Of the disk that the parts are for. */
export interface PartMedium {
  readonly sectorBytes: 512 | 4096;
  readonly physicalSectorBytes: number;
}

/** XFS wants to know the unit of atomic writes, FAT the sector by which it counts. */
function sectorFor(filesystem: FormatRequest['filesystem'], medium: PartMedium): number {
  if (filesystem === 'xfs' && medium.physicalSectorBytes === 4096) return 4096;
  return medium.sectorBytes;
}

async function openPart(part: Part, file: FilesystemFile, signal: AbortSignal): Promise<PartContents> {
  try {
    const source = await openImage(file.path, { expect: 'filesystem' });
    const remove = async () => {
      await source.close();
      await file.remove();
    };
    return { part, source, remove, filesystem: await headFilesystem(await source.readHead(signal)) };
  } catch (error) {
    await file.remove();
    throw error;
  }
}

export async function removeParts(contents: readonly PartContents[]): Promise<void> {
  for (const { remove } of contents) await remove();
}

/**
 * Runs mkfs for every part that has a filesystem, each in a sparse file of its own. Throws `TOOL_MISSING`,
 * `COMMAND_FAILED`; nothing is left behind then.
 */
export async function makeParts(
  parts: readonly Part[],
  medium: PartMedium,
  newGuid: () => string,
  signal: AbortSignal,
): Promise<readonly PartContents[]> {
  const made: PartContents[] = [];
  try {
    for (const part of parts) {
      const { filesystem, name, extent } = part;
      if (filesystem === null) continue;
      const sectorBytes = sectorFor(filesystem, medium);
      const wanted = { filesystem, label: name, uuid: newGuid(), lengthBytes: extent.length, sectorBytes };
      made.push(await openPart(part, await makeFilesystem(wanted, signal), signal));
    }
    return made;
  } catch (error) {
    await removeParts(made);
    throw error;
  }
}
