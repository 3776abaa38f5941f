import { randomFillSync } from 'node:crypto';

/** How a frame is spoilt. */
export const FUZZ_KINDS = ['random bytes', 'flipped bits', 'cut and joined', 'huge numbers'] as const;
export type FuzzKind = (typeof FUZZ_KINDS)[number];

/** Varints that decoders have stumbled over: 2^31, 2^32, 2^53, 2^63, 2^64 - 1, one without an end, overlong. */
const VARINTS = [
  [0x80, 0x80, 0x80, 0x80, 0x08],
  [0x80, 0x80, 0x80, 0x80, 0x10],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x80, 0x80, 0x80, 0x00],
].map((bytes) => Buffer.from(bytes));

/** A spoilt frame. `valid`: frames to begin with. */
export function fuzzedFrame(kind: FuzzKind, valid: readonly Uint8Array[], random: () => number): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = () => Buffer.from(valid[below(valid.length)] ?? []);
  const frame = pick();
  const at = below(frame.byteLength);
  switch (kind) {
    case 'random bytes':
      return randomFillSync(Buffer.alloc(below(200)));
    case 'flipped bits': {
      for (let times = 1 + below(4); times > 0; times -= 1) {
        const place = below(frame.byteLength);
        frame.writeUInt8(frame.readUInt8(place) ^ (1 << below(8)), place);
      }
      return frame;
    }
    case 'cut and joined': {
      const other = pick();
      return Buffer.concat([frame.subarray(0, at), other.subarray(below(other.byteLength))]);
    }
    case 'huge numbers': {
      const varint = VARINTS[below(VARINTS.length)] ?? Buffer.alloc(0);
      return Buffer.concat([frame.subarray(0, at), varint, frame.subarray(at + below(3))]);
    }
  }
}
