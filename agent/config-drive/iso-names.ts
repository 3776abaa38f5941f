/** The real name of a directory's record; null for what is no file and no folder. */
export type EntryName = (identifier: Buffer, systemUse: Buffer) => string | null;

type ReadArea = (sector: number, offset: number, length: number) => Buffer;

interface UseEntry {
  readonly signature: string;
  readonly data: Buffer;
}

/** Of continuation areas that follow one another; a longer chain is a circle. */
const MAX_AREAS = 32;
/** Links, devices, folders that were moved, and compressed files. */
const OTHERS = ['SL', 'PN', 'CL', 'PL', 'RE', 'ZF'];
/** NM 4.1.4: the folder itself, and its parent. */
const SELF_OR_PARENT = 0x06;

/** SUSP 5: entries of one area, and of those that it goes on in. */
function* useEntries(first: Buffer, readArea: ReadArea): Generator<UseEntry> {
  let area: Buffer | null = first;
  for (let areas = 0; area !== null && areas < MAX_AREAS; areas += 1) {
    const bytes: Buffer = area;
    area = null;
    for (let at = 0; at + 4 <= bytes.byteLength; ) {
      const length = bytes[at + 2] ?? 0;
      if (length < 4 || at + length > bytes.byteLength) break;
      const signature = bytes.toString('latin1', at, at + 2);
      const data = bytes.subarray(at + 4, at + length);
      at += length;
      if (signature === 'ST') break;
      if (signature === 'CE' && data.byteLength >= 24)
        area = readArea(data.readUInt32LE(0), data.readUInt32LE(8), data.readUInt32LE(16));
      else yield { signature, data };
    }
  }
}

/** As Linux shows it: lower-case, without version. */
export function plain(identifier: Buffer): string {
  return identifier.toString('latin1').replace(/;\d+$/, '').replace(/\.$/, '').toLowerCase();
}

/** UCS-2, big-endian. */
export function joliet(identifier: Buffer): string {
  return new TextDecoder('utf-16be').decode(identifier).replace(/;\d+$/, '');
}

/** `skip`: bytes before the entries of each record. */
export function rockRidge(skip: number, readArea: ReadArea): EntryName {
  return (identifier, systemUse) => {
    const parts: Buffer[] = [];
    for (const { signature, data } of useEntries(systemUse.subarray(skip), readArea)) {
      if (OTHERS.includes(signature)) return null;
      if (signature !== 'NM') continue;
      if (((data[0] ?? 0) & SELF_OR_PARENT) !== 0) return null;
      parts.push(data.subarray(1));
    }
    return parts.length > 0 ? Buffer.concat(parts).toString('utf8') : plain(identifier);
  };
}
