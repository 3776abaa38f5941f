import type { Body, Envelope } from '../../proto/channel.ts';
import { encodeEnvelope } from '../../proto/channel-codec.ts';

/** No registry takes less: a volume's event with the longest texts that there are has a third of it. */
export const LEAST_FRAME_BYTES = 64 * 1024;

/** A frame, and whether it says less than was meant. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly isShortened: boolean;
}

/** The same with less in it; null where nothing can be left out. */
function shortened(body: Body, tooManyBytes: number): Body | null {
  if (body.type === 'inventory') {
    const message = `the node's inventory has ${tooManyBytes} bytes, more than the registry takes in a frame`;
    const left = body.disks.map(({ device }) => ({ device, code: 'INVENTORY_TOO_LARGE', message }));
    // HAZARD: what an inventory leaves out is no longer in the node. "Cannot be read" loses nobody's volumes.
    return { ...body, disks: [], unreadable: [...left, ...body.unreadable] };
  }
  if (body.type !== 'step-finished' || !body.failure) return null;
  const { failure } = body;
  return {
    ...body,
    failure: { ...failure, message: `${failure.message.slice(0, LEAST_FRAME_BYTES / 8)}...` },
  };
}

/** An envelope as a frame of at most so many bytes, shortened where it must be; null where that does not help. */
export function frameWithin(envelope: Envelope, maxBytes: number): Frame | null {
  const bytes = encodeEnvelope(envelope);
  if (bytes.byteLength <= maxBytes) return { bytes, isShortened: false };
  const body = shortened(envelope.body, bytes.byteLength);
  if (!body) return null;
  const less = encodeEnvelope({ ...envelope, body });
  return less.byteLength <= maxBytes ? { bytes: less, isShortened: true } : null;
}
