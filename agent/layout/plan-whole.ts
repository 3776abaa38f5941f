import { alignDown } from './extent.ts';
import { diskNotes } from './notes.ts';
import type { Conflict, DeployRequest, ImageHead, Kept, Layout, Plan, Segment } from './types.ts';
import { conflict, partitionWords, sizeWords } from './wording.ts';

const KINDS: Readonly<Record<ImageHead['table']['kind'], string>> = {
  none: 'no partition table',
  gpt: 'a GPT',
  mbr: 'an MBR',
  hybrid: 'a hybrid MBR',
  damaged: 'a damaged table',
};

function tooBig(head: ImageHead, layout: Layout): Conflict[] {
  const short = (head.sizeBytes ?? 0) - layout.sizeBytes;
  if (short <= 0) return [];
  return [
    conflict(
      'IMAGE_TOO_BIG',
      `${head.name} (${sizeWords(head.sizeBytes ?? 0)}) is ${sizeWords(short)} larger than ${layout.disk.path} (${sizeWords(layout.sizeBytes)})`,
      'take a smaller image or a larger disk',
    ),
  ];
}

/** MBR images count in sectors without saying of which size; practically all are made for 512. */
function sectorMismatch(head: ImageHead, layout: Layout): Conflict[] {
  if ((head.sectorBytes ?? 512) === layout.sectorBytes) return [];
  return [
    conflict(
      'SECTOR_SIZE_MISMATCH',
      `${head.name} is made for ${head.sectorBytes ?? 512}-byte sectors, but ${layout.disk.path} has ${layout.sectorBytes}-byte ones`,
      `build the image for ${layout.sectorBytes}-byte sectors`,
    ),
  ];
}

/** What speaks against replacing the whole disk by an image without a GPT of its own. */
export function wholeDiskConflicts(
  layout: Layout,
  head: ImageHead,
  request: DeployRequest,
  kept: readonly Kept[],
): Conflict[] {
  const conflicts = [...tooBig(head, layout), ...sectorMismatch(head, layout)];
  const real = kept.filter(({ reason }) => reason !== 'catalog');
  if (real.length > 0 || request.selectors.length > 0) {
    const names = real.map(({ entry }) => partitionWords(entry)).join(', ') || 'what was selected';
    conflicts.push(
      conflict(
        'IMAGE_NOT_GPT',
        `${head.name} has ${KINDS[head.table.kind]}, but ${names} can be kept next to a GPT image only`,
        'take an image with a GPT, or do not keep anything',
        real.map(({ entry }) => entry.name),
      ),
    );
  }
  if (request.configDriveBytes > 0) {
    conflicts.push(
      conflict(
        'IMAGE_NOT_GPT',
        `${head.name} has ${KINDS[head.table.kind]}, so a config drive cannot be listed next to it`,
        'take an image with a GPT, or deploy without a config drive',
        ['config-2'],
      ),
    );
  }
  return conflicts;
}

/** One run for the whole image; what of it lies behind the disk's end must be zeros. */
function wholeSegments(head: ImageHead, diskBytes: number): Segment[] {
  const size = head.sizeBytes ?? Number.MAX_SAFE_INTEGER;
  const copy = { imageOffset: 0, length: Math.min(size, diskBytes), diskOffset: 0, mustBeZero: false };
  if (size <= diskBytes) return [copy];
  return [copy, { imageOffset: diskBytes, length: size - diskBytes, diskOffset: null, mustBeZero: true }];
}

/** The plan for an image that brings no GPT, for a disk with nothing to keep. */
export function planWhole(layout: Layout, head: ImageHead): Plan {
  const diskBytes = alignDown(layout.sizeBytes, layout.sectorBytes);
  const bootSector = new Uint8Array(layout.sectorBytes);
  bootSector.set(head.bytes.subarray(0, layout.sectorBytes));
  return {
    mode: 'whole',
    kept: [],
    placements: [],
    created: [],
    erased: layout.table.gpt?.entries ?? [],
    segments: wholeSegments(head, diskBytes),
    patches: [],
    sealed: null,
    final: null,
    bootSector,
    catalogPlace: null,
    writeMap: [{ offset: 0, length: diskBytes }],
    notes: [...diskNotes(layout), `${head.name} has ${KINDS[head.table.kind]}: it replaces the whole disk`],
  };
}
