import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { GuardedWriter } from '../image/guarded-writer.ts';
import { type Extent, endOf, MIB } from '../layout/extent.ts';
import type { Erase } from '../layout/plan-release.ts';
import { stopIfAborted } from './aborted.ts';
import { probeFilesystem } from './filesystem-probe.ts';
import type { DiskSession } from './session.ts';

/** Bytes zeroed between two looks at Ctrl-C. */
const ZERO_PIECE = 4096 * MIB;

/**
 * Places beyond the first MiB where tools look for what once stood there: VMFS and LVM of VMware at 1 MiB,
 * mirrors of btrfs' superblock at 64 MiB and 256 GiB. Offsets within the volume, bytes.
 */
const FAR_SIGNATURES = [MIB, 64 * MIB, 256 * 1024 * MIB] as const;
const FAR_BYTES = 64 * 1024;

function metadataExtents(extent: Extent): Extent[] {
  const first = { offset: extent.offset, length: Math.min(MIB, extent.length) };
  const last = { offset: Math.max(extent.offset, endOf(extent) - MIB), length: first.length };
  const far = FAR_SIGNATURES.map((at) => ({ offset: extent.offset + at, length: FAR_BYTES }));
  return [first, ...far.filter((place) => endOf(place) <= endOf(extent)), last];
}

async function eraseMetadata(writer: GuardedWriter, extent: Extent): Promise<void> {
  for (const place of metadataExtents(extent)) await writer.zero(place.offset, place.length);
  await writer.flush();
}

async function eraseAll(
  writer: GuardedWriter,
  { extent, device }: { readonly extent: Extent; readonly device: string },
  context: Context,
): Promise<void> {
  for (let done = 0; done < extent.length; done += ZERO_PIECE) {
    stopIfAborted(
      context.signal,
      device,
      'the volume is partly erased and in state releasing; release it again',
    );
    const length = Math.min(ZERO_PIECE, extent.length - done);
    await writer.zero(extent.offset + done, length, (bytes) => {
      context.onProgress({ phase: 'zero', doneBytes: done + bytes, totalBytes: extent.length });
    });
  }
  await writer.flush();
}

/** HAZARD: what a discarded range reads as is the device's choice; its metadata is zeroed before, and again after. */
async function discardAll(writer: GuardedWriter, extent: Extent, device: string): Promise<void> {
  await eraseMetadata(writer, extent);
  if (!(await writer.discard(extent.offset, extent.length))) {
    throw new BmvError(
      'DISCARD_UNSUPPORTED',
      `${device} cannot discard; the volume's metadata is zeroed and it is in state releasing: release it again with --erase metadata or zero`,
      { device, offset: extent.offset, length: extent.length },
    );
  }
  await writer.flush();
  await eraseMetadata(writer, extent);
}

/**
 * Erases a volume's extent; on stable media when it returns. `kept`: everything else that stays. Throws `DISCARD_UNSUPPORTED` when the device
 * cannot do what was asked, `IO_ERROR` when something of a filesystem still shows afterwards.
 */
export async function eraseExtent(
  session: DiskSession,
  { extent, kept }: { readonly extent: Extent; readonly kept: readonly Extent[] },
  erase: Erase,
  context: Context,
): Promise<void> {
  if (erase === 'none') return;
  const device = session.path;
  const writer = session.volumeWriter(extent, kept);
  if (erase === 'metadata') await eraseMetadata(writer, extent);
  if (erase === 'zero') await eraseAll(writer, { extent, device }, context);
  if (erase === 'discard') await discardAll(writer, extent, device);
  const left = await probeFilesystem(session.reader, extent);
  if (!left) return;
  throw new BmvError(
    'IO_ERROR',
    `after erasing, ${left.type} still shows at ${extent.offset} of ${session.path}; check the disk`,
    {
      device: session.path,
      offset: extent.offset,
      length: extent.length,
    },
  );
}
