import { type FatEntry, folderBytes } from './fat-names.ts';

/** A FAT32, which is what UEFI asks of an EFI system partition. Bytes. */
export interface FatRequest {
  readonly sizeBytes: number;
  readonly sectorBytes: 512 | 4096;
  /** 32 bits. */
  readonly id: number;
  /** Eleven characters at most. */
  readonly label: string;
  /** By path, with `/`; folders are made. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const CLUSTER_BYTES = 4096;
const RESERVED_SECTORS = 32;
const FATS = 2;
const ROOT_CLUSTER = 2;
const INFO_SECTOR = 1;
const BACKUP_SECTOR = 6;
const MEDIA = 0xf8;
const CHAIN_END = 0x0fffffff;
/** With fewer, every reader takes it for a FAT16. */
const MIN_CLUSTERS = 65525;

interface Geometry {
  readonly sectors: number;
  readonly fatSectors: number;
  readonly clusters: number;
  /** Of the first cluster, in bytes. */
  readonly dataStart: number;
}

function geometryOf({ sizeBytes, sectorBytes }: FatRequest): Geometry {
  const sectors = Math.floor(sizeBytes / sectorBytes);
  const perCluster = CLUSTER_BYTES / sectorBytes;
  const most = Math.floor((sectors - RESERVED_SECTORS) / perCluster);
  const fatSectors = Math.ceil(((most + ROOT_CLUSTER) * 4) / sectorBytes);
  const dataSector = RESERVED_SECTORS + FATS * fatSectors;
  const clusters = Math.floor((sectors - dataSector) / perCluster);
  if (clusters < MIN_CLUSTERS) throw new RangeError(`${sizeBytes} bytes are too few for a FAT32`);
  return { sectors, fatSectors, clusters, dataStart: dataSector * sectorBytes };
}

type Node = Uint8Array | Folder;
type Folder = Map<string, Node>;

function treeOf(files: FatRequest['files']): Folder {
  const root: Folder = new Map();
  for (const [path, bytes] of files) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = root;
    for (const part of parts) {
      const found = folder.get(part);
      const next: Folder = found instanceof Map ? found : new Map();
      folder.set(part, next);
      folder = next;
    }
    folder.set(name, bytes);
  }
  return root;
}

/** Files and folders one after the other, each in clusters that follow one another. */
class Clusters {
  readonly contents: { readonly first: number; readonly bytes: Uint8Array }[] = [];
  #next = ROOT_CLUSTER;

  take(sizeBytes: number): number {
    const first = this.#next;
    this.#next += Math.max(1, Math.ceil(sizeBytes / CLUSTER_BYTES));
    return first;
  }

  get used(): number {
    return this.#next - ROOT_CLUSTER;
  }

  /** Of a folder the clusters come first, so that its children can name them. */
  addFolder(folder: Folder, parent: number | null, label: string): number {
    const blank = [...folder].map(([name]): FatEntry => {
      return { name, isFolder: false, firstCluster: 0, sizeBytes: 0 };
    });
    const own = this.take(folderBytes(blank, 0, parent, label).byteLength);
    const entries = [...folder].map(([name, node]): FatEntry => {
      if (node instanceof Map) {
        // The root is named 0 by those in it.
        const firstCluster = this.addFolder(node, parent === null ? 0 : own, label);
        return { name, isFolder: true, firstCluster, sizeBytes: 0 };
      }
      const firstCluster = node.byteLength === 0 ? 0 : this.take(node.byteLength);
      if (firstCluster > 0) this.contents.push({ first: firstCluster, bytes: node });
      return { name, isFolder: false, firstCluster, sizeBytes: node.byteLength };
    });
    this.contents.push({ first: own, bytes: folderBytes(entries, own, parent, label) });
    return own;
  }
}

function bootSector({ sectorBytes, id, label }: FatRequest, { sectors, fatSectors }: Geometry): Buffer {
  const sector = Buffer.alloc(sectorBytes);
  // A jump to an endless loop: it is not what BIOS boots from.
  sector.set([0xeb, 0x58, 0x90]);
  sector.write('BMV     ', 3, 'latin1');
  sector.writeUInt16LE(sectorBytes, 11);
  sector[13] = CLUSTER_BYTES / sectorBytes;
  sector.writeUInt16LE(RESERVED_SECTORS, 14);
  sector[16] = FATS;
  sector[21] = MEDIA;
  // Sectors of a track, and heads, of a drive that nobody has.
  sector.writeUInt16LE(63, 24);
  sector.writeUInt16LE(255, 26);
  sector.writeUInt32LE(sectors, 32);
  sector.writeUInt32LE(fatSectors, 36);
  sector.writeUInt32LE(ROOT_CLUSTER, 44);
  sector.writeUInt16LE(INFO_SECTOR, 48);
  sector.writeUInt16LE(BACKUP_SECTOR, 50);
  sector[64] = 0x80;
  sector[66] = 0x29;
  sector.writeUInt32LE(id, 67);
  sector.write(label.padEnd(11), 71, 'latin1');
  sector.write('FAT32   ', 82, 'latin1');
  sector.set([0xeb, 0xfe], 90);
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}

function infoSector(sectorBytes: number, free: number, next: number): Buffer {
  const sector = Buffer.alloc(sectorBytes);
  sector.writeUInt32LE(0x41615252, 0);
  sector.writeUInt32LE(0x61417272, 484);
  sector.writeUInt32LE(free, 488);
  sector.writeUInt32LE(next, 492);
  sector.writeUInt32LE(0xaa550000, 508);
  return sector;
}

function fatBytes(clusters: Clusters, fatSectors: number, sectorBytes: number): Buffer {
  const fat = Buffer.alloc(fatSectors * sectorBytes);
  fat.writeUInt32LE(0x0fffff00 | MEDIA, 0);
  fat.writeUInt32LE(CHAIN_END, 4);
  for (const { first, bytes } of clusters.contents) {
    const last = first + Math.max(1, Math.ceil(bytes.byteLength / CLUSTER_BYTES)) - 1;
    for (let cluster = first; cluster < last; cluster += 1) fat.writeUInt32LE(cluster + 1, cluster * 4);
    fat.writeUInt32LE(CHAIN_END, last * 4);
  }
  return fat;
}

/**
 * The first bytes of the filesystem, whole clusters; all behind them is zeros. Made here and not by mkfs and a
 * mount: neither a tool nor the kernel then writes to anything. Throws `RangeError` for what does not fit.
 */
export function fatImage(request: FatRequest): Uint8Array {
  const { sectorBytes, label, files } = request;
  const geometry = geometryOf(request);
  const clusters = new Clusters();
  clusters.addFolder(treeOf(files), null, label);
  if (clusters.used > geometry.clusters)
    throw new RangeError(`the files need ${clusters.used} clusters, there are ${geometry.clusters}`);

  const image = Buffer.alloc(geometry.dataStart + clusters.used * CLUSTER_BYTES);
  const boot = bootSector(request, geometry);
  const info = infoSector(sectorBytes, geometry.clusters - clusters.used, ROOT_CLUSTER + clusters.used);
  for (const at of [0, BACKUP_SECTOR]) {
    boot.copy(image, at * sectorBytes);
    info.copy(image, (at + INFO_SECTOR) * sectorBytes);
  }
  const fat = fatBytes(clusters, geometry.fatSectors, sectorBytes);
  for (let copy = 0; copy < FATS; copy += 1)
    fat.copy(image, (RESERVED_SECTORS + copy * geometry.fatSectors) * sectorBytes);
  for (const { first, bytes } of clusters.contents)
    image.set(bytes, geometry.dataStart + (first - ROOT_CLUSTER) * CLUSTER_BYTES);
  return image;
}
