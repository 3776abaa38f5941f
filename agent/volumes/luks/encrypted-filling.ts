import { randomBytes } from 'node:crypto';
import { VOLUME_KEY_BYTES } from '../../../proto/channel.ts';
import { BmvError } from '../../../proto/error.ts';
import type { Context } from '../../context.ts';
import { MIB } from '../../layout/extent.ts';
import { LUKS_HEADER_BYTES, luksLabel } from '../../layout/luks.ts';
import type { CreatePlan, CreateRequest } from '../../layout/plan-create.ts';
import type { Layout } from '../../layout/types.ts';
import { stopIfAborted } from '../aborted.ts';
import { copyFilesystem, UNTOUCHED, type VolumePlace, zeroPlace } from '../fill-volume.ts';
import { atomicBytes, type Filling } from '../filling.ts';
import { type FilesystemFile, makeFilesystem } from '../format.ts';
import type { DiskSession } from '../session.ts';
import { makeLuksHeader } from './make-header.ts';
import { encryptSectors, type SectorCipher, XTS_KEY_BYTES } from './sector-cipher.ts';

/** The passphrase that was made for this volume. Throws what whoever has it throws, and `USAGE` where nobody has. */
async function passphraseOf(id: string, { keyFor }: Context): Promise<Uint8Array> {
  if (!keyFor)
    throw new BmvError(
      'USAGE',
      'a luks2 volume needs a key, which only a registry makes; reserve it there, or give a key file (bmv volume create --key-file)',
      { volume: id },
    );
  const key = await keyFor(id);
  if (key.byteLength === VOLUME_KEY_BYTES) return key;
  key.fill(0);
  throw new BmvError('INTERNAL', `the key of volume ${id} has not ${VOLUME_KEY_BYTES} bytes`, { volume: id });
}

/** Asks for the volume's passphrase, and lets go of it once the header is made. */
async function headerOf(
  { entry: { guid: id } }: CreatePlan,
  request: CreateRequest,
  cipher: SectorCipher,
  context: Context,
): Promise<Buffer> {
  const passphrase = await passphraseOf(id, context);
  try {
    return await makeLuksHeader({ ...cipher, id, label: luksLabel(request), passphrase }, context.signal);
  } finally {
    passphrase.fill(0);
  }
}

async function filesystemFile(
  { extent }: CreatePlan,
  { filesystem, label }: CreateRequest,
  sectorBytes: number,
  { newGuid, signal }: Context,
): Promise<FilesystemFile | null> {
  if (filesystem === 'none') return null;
  const lengthBytes = extent.length - LUKS_HEADER_BYTES;
  const wanted = { filesystem, label, uuid: newGuid(), lengthBytes, sectorBytes, onNoise: true };
  return await makeFilesystem(wanted, signal);
}

/** The header's own first MiB is the last that is written: what is cut short has nothing that looks like a volume. */
async function writeHeader(
  session: DiskSession,
  { extent, kept }: VolumePlace,
  header: Buffer,
  context: Context,
): Promise<void> {
  const writer = session.volumeWriter(extent, kept);
  for (let at = header.byteLength - MIB; at >= 0; at -= MIB) {
    stopIfAborted(context.signal, session.path, UNTOUCHED);
    if (at === 0) await writer.flush();
    await writer.write(extent.offset + at, header.subarray(at, at + MIB));
  }
  await writer.flush();
  const onDisk = await session.reader.read(extent.offset, header.byteLength);
  if (header.equals(onDisk)) return;
  throw new BmvError(
    'IO_ERROR',
    `the LUKS2 header written at ${extent.offset} of ${session.path} does not read back; nothing lists it; check the disk`,
    { device: session.path, offset: extent.offset },
  );
}

/**
 * A LUKS2 volume whose filesystem is encrypted here, sector by sector, and written as everything else is: neither
 * cryptsetup nor mkfs ever has the disk. HAZARD: what is not written reads as noise behind the cipher; so all that mkfs
 * wrote is written, zeros too.
 *
 * The key that encrypts is made here and is nowhere else but in the header, which the passphrase opens. Nothing is
 * written before the passphrase has come and was tried on that header.
 */
export async function encrypted(
  plan: CreatePlan,
  request: CreateRequest,
  { disk }: Layout,
  context: Context,
): Promise<Filling> {
  const { filesystem, label } = request;
  // The unit of encryption too: a sector is never half of an old one.
  const sectorBytes = atomicBytes(disk);
  const cipher: SectorCipher = { key: randomBytes(XTS_KEY_BYTES), sectorBytes };
  const file = await filesystemFile(plan, request, sectorBytes, context);
  const remove = async () => {
    cipher.key.fill(0);
    await file?.remove();
  };
  try {
    const header = await headerOf(plan, request, cipher, context);
    return {
      filesystem: { type: 'crypto_LUKS', label: luksLabel(request), uuid: plan.entry.guid },
      fill: async (session, place) => {
        await zeroPlace(session, place, context);
        if (file) {
          const encode = (offset: number, bytes: Buffer) => encryptSectors(cipher, offset, bytes);
          await copyFilesystem(session, place, file.path, context, { offset: LUKS_HEADER_BYTES, encode });
        }
        await writeHeader(session, place, header, context);
        return { filesystem, label, origin: {} };
      },
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
