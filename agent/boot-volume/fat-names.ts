/** Of a directory entry. */
const ENTRY_BYTES = 32;
const LONG_NAME = 0x0f;
const UNITS_PER_ENTRY = 13;
/** Where an entry of a long name has its UTF-16 units. */
const UNIT_PLACES = [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];

/** What a directory lists. */
export interface FatEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly firstCluster: number;
  /** 0 for a folder. */
  readonly sizeBytes: number;
}

/** The eleven bytes of a name that FAT can hold as it is, in capitals; null for another. */
function shortName(name: string): Buffer | null {
  const match = /^([A-Z0-9_-]{1,8})(?:\.([A-Z0-9_-]{1,3}))?$/.exec(name.toUpperCase());
  if (!match) return null;
  return Buffer.from(`${(match[1] ?? '').padEnd(8)}${(match[2] ?? '').padEnd(3)}`, 'latin1');
}

/** A short name that stands for a long one; `index`: of the entry in its folder, which makes it the only one. */
function alias(name: string, index: number): Buffer {
  const clean = name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const tail = `~${index + 1}`;
  return Buffer.from(`${(clean.slice(0, 8 - tail.length) + tail).padEnd(8)}   `, 'latin1');
}

/** Ties the entries of a long name to their short one. */
function checksum(short: Buffer): number {
  return short.reduce((sum, byte) => (((sum & 1) << 7) + (sum >> 1) + byte) & 0xff, 0);
}

function longEntries(name: string, short: Buffer): Buffer[] {
  const count = Math.ceil(name.length / UNITS_PER_ENTRY);
  const entries: Buffer[] = [];
  for (let order = count; order >= 1; order -= 1) {
    const entry = Buffer.alloc(ENTRY_BYTES);
    entry[0] = order | (order === count ? 0x40 : 0);
    entry[11] = LONG_NAME;
    entry[13] = checksum(short);
    for (const [index, place] of UNIT_PLACES.entries()) {
      const at = (order - 1) * UNITS_PER_ENTRY + index;
      // One NUL ends the name, and ones fill what is left.
      entry.writeUInt16LE(at < name.length ? name.charCodeAt(at) : at === name.length ? 0 : 0xffff, place);
    }
    entries.push(entry);
  }
  return entries;
}

function fileEntry(short: Buffer, { isFolder, firstCluster, sizeBytes }: Omit<FatEntry, 'name'>): Buffer {
  const entry = Buffer.alloc(ENTRY_BYTES);
  short.copy(entry);
  entry[11] = isFolder ? 0x10 : 0x20;
  // 1 January 1980: no clock is needed to make the same bytes again.
  for (const at of [16, 18, 24]) entry.writeUInt16LE(0x21, at);
  entry.writeUInt16LE(firstCluster >>> 16, 20);
  entry.writeUInt16LE(firstCluster & 0xffff, 26);
  entry.writeUInt32LE(sizeBytes, 28);
  return entry;
}

/** A folder's bytes. `parent`: its first cluster, 0 for the root; null: this is the root. */
export function folderBytes(
  entries: readonly FatEntry[],
  own: number,
  parent: number | null,
  label: string,
): Buffer {
  const dot = (name: string, firstCluster: number) =>
    fileEntry(Buffer.from(name.padEnd(11)), { isFolder: true, firstCluster, sizeBytes: 0 });
  const heads = parent === null ? [labelEntry(label)] : [dot('.', own), dot('..', parent)];
  const listed = entries.flatMap((entry, index) => {
    const short = shortName(entry.name);
    if (short) return [fileEntry(short, entry)];
    const standIn = alias(entry.name, index);
    return [...longEntries(entry.name, standIn), fileEntry(standIn, entry)];
  });
  return Buffer.concat([...heads, ...listed]);
}

function labelEntry(label: string): Buffer {
  const entry = Buffer.alloc(ENTRY_BYTES);
  entry.write(label.padEnd(11), 'latin1');
  entry[11] = 0x08;
  entry.writeUInt16LE(0x21, 24);
  return entry;
}
