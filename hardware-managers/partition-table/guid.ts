/** The unused GUID. */
export const ZERO_GUID = '00000000-0000-0000-0000-000000000000';

/** Byte order of a GUID on the disk: the first three fields are little-endian (UEFI 2.10, appendix A). */
const DISK_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Lower-case text of 16 bytes as they stand on the disk. */
export function guidFromBytes(bytes: Uint8Array): string {
  const hex = DISK_ORDER.map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The 16 bytes on the disk of a GUID's text; throws a TypeError for other text. */
export function guidToBytes(text: string): Uint8Array {
  if (!isGuid(text)) throw new TypeError(`not a GUID: ${text}`);
  const plain = Buffer.from(text.replaceAll('-', ''), 'hex');
  return Uint8Array.from(DISK_ORDER, (at) => plain[at] ?? 0);
}
