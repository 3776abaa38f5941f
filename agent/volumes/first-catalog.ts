import type { Catalog } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Extent } from '../layout/extent.ts';
import { encodeSlot, slotExtent } from './catalog-slots.ts';
import type { DiskSession } from './session.ts';

/**
 * The first catalog of a disk goes into free space; the table that is committed next lists it. Stale bytes
 * of an earlier catalog are cleared first: a newer generation among them would win over this one.
 *
 * Not `saveCatalog`, which looks for what it wrote: where the usual place is taken, a catalog is found only
 * by its partition, which is not listed yet. Throws `IO_ERROR` when the bytes do not read back.
 */
export async function writeFirstCatalog(
  session: DiskSession,
  catalog: Catalog,
  place: Extent,
  kept: readonly Extent[],
): Promise<void> {
  const slot = slotExtent(place, 1);
  const bytes = encodeSlot(catalog, 1);
  const writer = session.writerBeside(kept, [place]);
  await writer.zero(place.offset, place.length);
  await writer.flush();
  await writer.write(slot.offset, bytes);
  await writer.flush();
  if (Buffer.compare(await session.reader.read(slot.offset, bytes.byteLength), bytes) === 0) return;
  throw new BmvError(
    'IO_ERROR',
    `the catalog just written at ${slot.offset} of ${session.path} does not read back; check the disk`,
    { device: session.path, offset: slot.offset },
  );
}
