import { join } from 'node:path';

/** What is compared: each writes the image to the disk and returns when it is on stable media. */
export interface Contender {
  readonly name: string;
  readonly what: string;
  readonly command: readonly string[];
  /** True where the tool copies the image's own backup table too (then the whole image must compare equal). */
  readonly wholeImage: boolean;
}

const root = join(import.meta.dirname, '..', '..');

function shell(line: string): string[] {
  return ['sh', '-c', line];
}

/** `image` is a raw file, `url` the same over HTTP on loopback, `disk` a block device. */
export function contenders(image: string, url: string, disk: string): readonly Contender[] {
  const bmv = (from: string) => [join(root, 'cli/bmv.mjs'), 'deploy', from, disk, '--yes', '--json'];
  const qemu = `qemu-img convert -f raw -O host_device`;
  return [
    { name: 'bmv file', what: 'bmv deploy IMAGE DISK', command: bmv(image), wholeImage: false },
    { name: 'bmv http', what: 'bmv deploy http://... DISK', command: bmv(url), wholeImage: false },
    {
      name: 'A1',
      what: `IPA whole disk: ${qemu} -t directsync -S 0 -W`,
      command: shell(`${qemu} -t directsync -S 0 -W ${image} ${disk}`),
      wholeImage: true,
    },
    {
      name: 'A2',
      what: `tuned: ${qemu} -t none -W -m 16; blockdev --flushbufs`,
      command: shell(`${qemu} -t none -W -m 16 ${image} ${disk} && blockdev --flushbufs ${disk}`),
      wholeImage: true,
    },
    {
      name: 'A3',
      what: 'IPA raw: dd bs=1M oflag=direct; sync',
      command: shell(`dd if=${image} of=${disk} bs=1M oflag=direct status=none && sync ${disk}`),
      wholeImage: true,
    },
    {
      name: 'A4',
      what: 'dd bs=4M oflag=direct conv=fsync',
      command: shell(`dd if=${image} of=${disk} bs=4M oflag=direct conv=fsync status=none`),
      wholeImage: true,
    },
    {
      name: 'A5',
      what: 'IPA streamed: curl | dd bs=1M iflag=fullblock conv=fsync',
      command: shell(`curl -s ${url} | dd of=${disk} bs=1M iflag=fullblock conv=fsync status=none`),
      wholeImage: true,
    },
  ];
}
