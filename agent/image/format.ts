import { BmvError } from '../../proto/error.ts';
import { textKind } from './text-kind.ts';

export type ImageFormat = 'raw' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

const COMPRESSED: readonly [ImageFormat, number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];
const REFUSED: readonly [string, number, string][] = [
  ['qcow2', 0, 'QFI\xfb'],
  ['VMDK', 0, 'KDMV'],
  ['VMDK', 0, '# Disk DescriptorFile'],
  ['VHDX', 0, 'vhdxfile'],
  ['VHD', 0, 'conectix'],
  ['VDI', 64, '\x7f\x10\xda\xbe'],
  ['QED', 0, 'QED\0'],
];

/**
 * The format of an image by its first bytes, never by its name. Throws `IMAGE_EMPTY`, and
 * `IMAGE_FORMAT_UNSUPPORTED` for virtual disk formats.
 */
export function detectFormat(head: Uint8Array, name: string): ImageFormat {
  if (head.byteLength === 0)
    throw new BmvError('IMAGE_EMPTY', `${name} is empty; get the image again`, { path: name });
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  for (const [format, at, magic] of REFUSED) {
    if (bytes.toString('latin1', at, at + magic.length) !== magic) continue;
    throw new BmvError(
      'IMAGE_FORMAT_UNSUPPORTED',
      `${name} is a ${format} image, which is not supported; convert it (qemu-img convert -O raw ${name} image.raw)`,
      { path: name },
    );
  }
  const found = COMPRESSED.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  return found?.[0] ?? 'raw';
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
