import type { Claim } from '../../../proto/catalog.ts';
import { BmvError } from '../../../proto/error.ts';
import { isZero } from '../../image/zeros.ts';
import { cryptoPlaces, LUKS_SHAPE, type LuksShape } from '../../layout/luks.ts';
import type { DiskSession } from '../session.ts';
import { hasLuksMagic, type LuksSegment, readLuksHeader } from './luks-header.ts';

/** Of a header, with its magic. */
const HEAD_BYTES = 4096;

function isEncrypted({ type, cipher }: LuksSegment): boolean {
  return type === 'crypt' && cipher !== '' && !cipher.startsWith('cipher_null');
}

/** What an erasure by `crypto` leaves that was cut short behind its first step, or behind its last one. */
async function isCutShort({ reader }: DiskSession, claim: Claim): Promise<boolean> {
  if (claim.state !== 'releasing') return false;
  if (hasLuksMagic(await reader.read(claim.offset, Math.min(HEAD_BYTES, claim.length)))) return true;
  for (const { offset, length } of cryptoPlaces(claim, LUKS_SHAPE).all)
    if (!isZero(await reader.read(offset, length))) return false;
  return true;
}

/**
 * Where the parts of a volume's LUKS2 header are, by what stands on the disk now. HAZARD: an instance may have made
 * something else of the volume, or have taken the encryption away; then the loss of a header hides nothing. Throws
 * `VOLUME_STATE` where not all of the volume is encrypted with what its header holds.
 */
export async function lockedShape(session: DiskSession, claim: Claim): Promise<LuksShape> {
  const header = await readLuksHeader(session.reader, claim);
  if (header?.segments.every(isEncrypted)) return header;
  if (!header && (await isCutShort(session, claim))) return LUKS_SHAPE;
  const { id, name } = claim;
  throw new BmvError(
    'VOLUME_STATE',
    `volume ${JSON.stringify(name)} (${id}) of ${session.path} is to be erased by crypto, but no LUKS2 header is there that all of it is encrypted with: its instance may have changed that; nothing was written; release it with erase zero`,
    { device: session.path, volume: id },
  );
}
