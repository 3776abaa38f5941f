import { ascii, type Probe, type ProbeReader, signature, text } from './probe.ts';

/** Fields of a FAT boot sector (Microsoft's FAT specification 1.03). Sizes in bytes. */
interface BootSector {
  readonly isFat32: boolean;
  readonly clusterBytes: number;
  readonly fatOffset: number;
  readonly fatBytes: number;
  readonly rootOffset: number;
  readonly rootBytes: number;
  readonly rootCluster: number;
  readonly dataOffset: number;
  readonly serial: number;
}

/** A directory's clusters beyond this many are not searched; as blkid. */
const MAX_CLUSTERS = 100;

function isPowerOfTwo(value: number): boolean {
  return value > 0 && (value & (value - 1)) === 0;
}

function parseBootSector(block: Buffer): BootSector | null {
  const sectorBytes = block.readUInt16LE(11);
  const clusterSectors = block.readUInt8(13);
  const reserved = block.readUInt16LE(14);
  const fats = block.readUInt8(16);
  const rootEntries = block.readUInt16LE(17);
  const media = block.readUInt8(21);
  const shortFat = block.readUInt16LE(22);
  const isFat32 = shortFat === 0;
  const sane =
    isPowerOfTwo(sectorBytes) && sectorBytes >= 512 && sectorBytes <= 4096 && isPowerOfTwo(clusterSectors);
  if (!sane || reserved === 0 || fats === 0 || (media < 0xf8 && media !== 0xf0)) return null;
  if (block.readUInt16LE(510) !== 0xaa55) return null;

  const fatBytes = (shortFat || block.readUInt32LE(36)) * sectorBytes;
  const fatOffset = reserved * sectorBytes;
  const rootOffset = fatOffset + fats * fatBytes;
  const rootBytes = rootEntries * 32;
  return {
    isFat32,
    clusterBytes: clusterSectors * sectorBytes,
    fatOffset,
    fatBytes,
    rootOffset,
    rootBytes,
    rootCluster: isFat32 ? block.readUInt32LE(44) : 0,
    dataOffset: rootOffset + Math.ceil(rootBytes / sectorBytes) * sectorBytes,
    serial: block.readUInt32LE(isFat32 ? 67 : 39),
  };
}

/** The volume label in a piece of the root directory; null when there is none, undefined when it goes on. */
function labelIn(directory: Buffer): string | null | undefined {
  for (let at = 0; at + 32 <= directory.byteLength; at += 32) {
    const entry = directory.subarray(at, at + 32);
    const [first, attributes] = [entry.readUInt8(0), entry.readUInt8(11)];
    if (first === 0) return null;
    const isLabel = (attributes & 0x18) === 0x08 && (attributes & 0x0f) !== 0x0f;
    if (first === 0xe5 || !isLabel || entry.readUInt16LE(20) !== 0 || entry.readUInt16LE(26) !== 0) continue;
    const name = Buffer.from(entry.subarray(0, 11));
    // The first byte of a name that really begins with the mark of a deleted one.
    if (first === 0x05) name[0] = 0xe5;
    return text(name, 'latin1');
  }
  return undefined;
}

/** The label counts where it stands in the root directory; the copy in the boot sector may be stale. */
async function rootLabel(reader: ProbeReader, boot: BootSector): Promise<string> {
  if (!boot.isFat32) {
    const root = await reader.read(boot.rootOffset, boot.rootBytes);
    return (root && labelIn(root)) ?? '';
  }
  let cluster = boot.rootCluster;
  for (let seen = 0; seen < MAX_CLUSTERS && cluster >= 2 && cluster < 0x0ffffff7; seen += 1) {
    const piece = await reader.read(boot.dataOffset + (cluster - 2) * boot.clusterBytes, boot.clusterBytes);
    const label = piece && labelIn(piece);
    if (label !== undefined) return label ?? '';
    if (cluster * 4 + 4 > boot.fatBytes) return '';
    const next = await reader.read(boot.fatOffset + cluster * 4, 4);
    cluster = (next?.readUInt32LE(0) ?? 0) & 0x0fffffff;
  }
  return '';
}

/** FAT 12, 16 and 32. */
export const vfat: Probe = {
  magics: [
    { offset: 82, bytes: ascii('FAT32   ') },
    { offset: 82, bytes: ascii('MSWIN') },
    ...['FAT12   ', 'FAT16   ', 'FAT     ', 'MSDOS'].map((mark) => ({ offset: 54, bytes: ascii(mark) })),
  ],
  read: async (reader) => {
    const block = await reader.read(0, 512);
    const boot = block && parseBootSector(block);
    if (!boot) return null;
    const serial = boot.serial.toString(16).padStart(8, '0').toUpperCase();
    return signature('vfat', await rootLabel(reader, boot), `${serial.slice(0, 4)}-${serial.slice(4)}`);
  },
};
