import { BmvError } from '../../proto/error.ts';
import { textKind } from './text-kind.ts';

/** The image's bytes in their order, plain or compressed. */
export type StreamFormat = 'raw' | 'gzip' | 'zstd' | 'xz' | 'bzip2';
export type ImageFormat = StreamFormat | 'qcow2';

const COMPRESSED: readonly [StreamFormat, number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];
const QCOW2 = 'QFI\xfb';
const VHD = 'conectix';
const REFUSED: readonly [string, number, string][] = [
  ['VMDK', 0, 'KDMV'],
  ['VMDK', 0, 'COWD'],
  ['VMDK', 0, '# Disk DescriptorFile'],
  ['VHDX', 0, 'vhdxfile'],
  ['VHD', 0, VHD],
  ['VDI', 64, '\x7f\x10\xda\xbe'],
  ['QED', 0, 'QED\0'],
  ['Parallels', 0, 'WithoutFreeSpace'],
  ['Parallels', 0, 'WithouFreSpacExt'],
];
/** A whole disk cannot be one, a filesystem may lie in one. */
const LUKS = 'LUKS\xba\xbe';

function hasMagic(bytes: Uint8Array, at: number, magic: string): boolean {
  return Buffer.from(bytes.subarray(at, at + magic.length)).toString('latin1') === magic;
}

function virtualDisk(head: Uint8Array): string | null {
  return REFUSED.find(([, at, magic]) => hasMagic(head, at, magic))?.[0] ?? null;
}

function refused(format: string, name: string): BmvError {
  return new BmvError(
    'IMAGE_FORMAT_UNSUPPORTED',
    `${name} is a ${format} image, which is not supported; convert it (qemu-img convert -O qcow2 ${name} image.qcow2)`,
    { path: name },
  );
}

/** What is looked at to know a format. */
export interface FormatSample {
  /** The first bytes of the file. */
  readonly head: Uint8Array;
  /** The last 512 bytes of the file, where a fixed VHD says what it is; empty where they cannot be read. */
  readonly tail: Uint8Array;
  readonly expect: 'disk' | 'filesystem';
}

/**
 * The format of an image by its bytes, never by its name. Throws `IMAGE_EMPTY`, and `IMAGE_FORMAT_UNSUPPORTED` for
 * other virtual disk formats.
 */
export function detectFormat({ head, tail, expect }: FormatSample, name: string): ImageFormat {
  if (head.byteLength === 0)
    throw new BmvError('IMAGE_EMPTY', `${name} is empty; get the image again`, { path: name });
  const found = virtualDisk(head);
  if (found !== null) throw refused(found, name);
  if (expect === 'disk' && hasMagic(head, 0, LUKS)) throw refused('LUKS', name);
  if (hasMagic(head, 0, QCOW2)) return 'qcow2';
  const compressed = COMPRESSED.find(([, magic]) => magic.every((byte, at) => head[at] === byte));
  if (compressed) return compressed[0];
  if (hasMagic(tail, 0, VHD)) throw refused('VHD', name);
  return 'raw';
}

/** Throws `IMAGE_FORMAT_UNSUPPORTED` for a virtual disk inside a compressed file: its bytes are no disk. */
export function refuseInside(head: Uint8Array, format: StreamFormat, name: string): void {
  const found = hasMagic(head, 0, QCOW2) ? 'qcow2' : virtualDisk(head);
  if (found === null) return;
  throw new BmvError(
    'IMAGE_FORMAT_UNSUPPORTED',
    `${name} is a ${found} image inside ${format}, which is not supported; decompress it, or compress a raw image`,
    { path: name },
  );
}

/** Throws `IMAGE_NOT_A_DISK` for a decoded head that is no disk image. */
export function refuseNoDisk(head: Uint8Array, hasTable: boolean, name: string): void {
  if (hasTable) return;
  const kind = textKind(head);
  const is = kind === null ? '' : `; it is ${kind}`;
  throw new BmvError(
    'IMAGE_NOT_A_DISK',
    `${name} is no disk image: it has neither a GPT nor an MBR${is}; check the path or URL`,
    { path: name },
  );
}
