import { BmvError } from '../../proto/error.ts';
import type { Erasure } from '../../proto/report.ts';
import type { Context } from '../context.ts';
import type { GuardedWriter } from '../image/guarded-writer.ts';
import { isZero } from '../image/zeros.ts';
import { type Extent, endOf, MIB, union } from '../layout/extent.ts';
import { type CryptoPlaces, cryptoPlaces, LUKS_SHAPE, type LuksShape } from '../layout/luks.ts';
import type { Erase } from '../layout/plan-release.ts';
import { signaturePlaces } from '../layout/signature-places.ts';
import { probeFilesystem } from './filesystem-probe.ts';
import { scrambleExtents } from './scramble.ts';
import type { DiskSession } from './session.ts';
import { zeroExtents } from './zero.ts';

/** How every byte is overwritten, as by shred(1). */
export interface Overwriting {
  /** How often with random bytes. */
  readonly randomPasses: number;
  /** Whether with zeros at the end; else only what could identify the contents is zeroed. */
  readonly zeros: boolean;
}

/** What nobody can read through the disk any more; some devices only forget it. */
const ZEROS_ONLY: Overwriting = { randomPasses: 0, zeros: true };

/** What is to be erased of a disk, and what is said of it. */
export interface EraseTarget {
  readonly device: string;
  readonly extents: readonly Extent[];
  /** Those bytes of them where anything that identifies their contents can be. */
  readonly places: readonly Extent[];
  /** Of `zero`; by default zeros alone. */
  readonly overwriting?: Overwriting | undefined;
  /** What an interruption leaves, and what to do. */
  readonly interrupted: string;
  /** The same where the device cannot discard. */
  readonly notDiscarded: string;
}

async function zeroPlaces(writer: GuardedWriter, places: readonly Extent[]): Promise<void> {
  for (const { offset, length } of places) await writer.zero(offset, length);
  await writer.flush();
}

async function overwriteAll(writer: GuardedWriter, target: EraseTarget, context: Context): Promise<void> {
  const { device, interrupted, extents, places, overwriting = ZEROS_ONLY } = target;
  const about = { device, outcome: interrupted };
  for (let pass = 0; pass < overwriting.randomPasses; pass += 1)
    await scrambleExtents(writer, extents, about, context);
  if (overwriting.zeros) await zeroExtents(writer, extents, about, context);
  else await zeroPlaces(writer, places);
}

/** HAZARD: what a discarded range reads as is the device's choice; its metadata is zeroed before, and again after. */
async function discardAll(writer: GuardedWriter, target: EraseTarget): Promise<void> {
  await zeroPlaces(writer, target.places);
  for (const { offset, length } of target.extents) {
    if (await writer.discard(offset, length)) continue;
    const { device, notDiscarded } = target;
    const message = `${device} cannot discard; ${notDiscarded}`;
    throw new BmvError('DISCARD_UNSUPPORTED', message, { device, offset, length });
  }
  await writer.flush();
  await zeroPlaces(writer, target.places);
}

/** Erases what the writer may reach of a target; on stable media when it returns. Throws `DISCARD_UNSUPPORTED`. */
export async function eraseBytes(
  writer: GuardedWriter,
  target: EraseTarget,
  way: Exclude<Erase, 'none' | 'crypto'>,
  context: Context,
): Promise<void> {
  if (way === 'metadata') await zeroPlaces(writer, target.places);
  if (way === 'zero') await overwriteAll(writer, target, context);
  if (way === 'discard') await discardAll(writer, target);
}

/** HAZARD: zeros that are written, not asked for: a device may only say that it forgot, and here that is all there is. */
async function zeroByWriting(writer: GuardedWriter, places: readonly Extent[]): Promise<void> {
  for (const place of places)
    for (let at = place.offset; at < endOf(place); at += MIB)
      await writer.zero(at, Math.min(MIB, endOf(place) - at));
  await writer.flush();
}

/** Throws `IO_ERROR` when something of a filesystem still shows in an erased extent. */
export async function expectErased(session: DiskSession, extent: Extent): Promise<void> {
  const left = await probeFilesystem(session.reader, extent);
  if (!left) return;
  const { offset, length } = extent;
  throw new BmvError(
    'IO_ERROR',
    `after erasing, ${left.type} still shows at ${offset} of ${session.path}; check the disk`,
    { device: session.path, offset, length },
  );
}

function totalOf(extents: readonly Extent[]): number {
  return union(extents).reduce((sum, { length }) => sum + length, 0);
}

/** The first of the places that does not read as zeros; null for none. */
async function notZero(session: DiskSession, places: readonly Extent[]): Promise<Extent | null> {
  for (const piece of union(places))
    if (!isZero(await session.reader.read(piece.offset, piece.length))) return piece;
  return null;
}

/** All that has to read as zeros afterwards. */
function placesOf(extent: Extent, method: Erase, shape: LuksShape): readonly Extent[] {
  return method === 'crypto' ? cryptoPlaces(extent, shape).all : signaturePlaces(extent);
}

/** Throws `IO_ERROR`. */
async function expectZeros(session: DiskSession, places: readonly Extent[]): Promise<void> {
  const left = await notZero(session, places);
  if (!left) return;
  const { offset, length } = left;
  throw new BmvError(
    'IO_ERROR',
    `after erasing, ${length} bytes at ${offset} of ${session.path} do not read back as zeros; check the disk`,
    { device: session.path, offset, length },
  );
}

/** Each step is looked at before the next one, which takes away what a repetition would go by. */
async function eraseByCrypto(
  session: DiskSession,
  writer: GuardedWriter,
  { steps }: CryptoPlaces,
): Promise<void> {
  for (const step of steps) {
    await zeroByWriting(writer, step);
    await expectZeros(session, step);
  }
}

function erasureOf(extent: Extent, method: Erase, isReadBack: boolean, shape = LUKS_SHAPE): Erasure {
  if (method === 'none') return { method, bytesErased: 0, bytesReadBack: 0 };
  const placesBytes = totalOf(placesOf(extent, method, shape));
  return {
    method,
    bytesErased: method === 'metadata' || method === 'crypto' ? placesBytes : extent.length,
    bytesReadBack: isReadBack ? placesBytes : 0,
  };
}

/** What can be proven of an erasure that came to its end earlier. Reads, and throws nothing but what reading does. */
export async function pastErasure(session: DiskSession, extent: Extent, method: Erase): Promise<Erasure> {
  const isReadBack = (await notZero(session, placesOf(extent, method, LUKS_SHAPE))) === null;
  return erasureOf(extent, method, isReadBack);
}

/**
 * Erases a volume's extent; on stable media when it returns. `kept`: everything else that stays. `shape`: of its LUKS2
 * header, for `crypto`; by default as we make one. Whatever the way, all places that could tell what it held, or help to
 * read it, are read back from the disk. Throws `DISCARD_UNSUPPORTED` when the device
 * cannot do what was asked, `IO_ERROR` when something still shows afterwards.
 */
export async function eraseExtent(
  session: DiskSession,
  {
    extent,
    kept,
    shape = LUKS_SHAPE,
  }: { readonly extent: Extent; readonly kept: readonly Extent[]; readonly shape?: LuksShape },
  erase: Erase,
  context: Context,
): Promise<Erasure> {
  if (erase === 'none') return erasureOf(extent, erase, false);
  const places = placesOf(extent, erase, shape);
  const target: EraseTarget = {
    device: session.path,
    extents: [extent],
    places,
    interrupted: 'the volume is partly erased and in state releasing; release it again',
    notDiscarded:
      "the volume's metadata is zeroed and it is in state releasing: release it again with erase metadata or zero",
  };
  const writer = session.volumeWriter(extent, kept);
  if (erase !== 'crypto') await eraseBytes(writer, target, erase, context);
  else await eraseByCrypto(session, writer, cryptoPlaces(extent, shape));
  await expectErased(session, extent);
  await expectZeros(session, places);
  return erasureOf(extent, erase, true, shape);
}
