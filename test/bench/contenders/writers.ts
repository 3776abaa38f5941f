import type { Contender } from './contender.ts';

const QEMU_IPA = 'qemu-img convert -f {format} -O host_device -t directsync -S 0 -W';
const QEMU_TUNED = 'qemu-img convert -f {format} -O host_device -t none -W -m 16';
const FLUSH = 'blockdev --flushbufs {disk}';
const DD = 'dd of={disk} bs=4M iflag=fullblock oflag=direct conv=fsync status=none';
const NBDCOPY = 'nbdcopy --flush';

function peer(name: string, line: string, more: Partial<Contender> = {}): Contender {
  return { name, kind: 'peer', line, ...more };
}

/** From a file. */
export const qemuIpa = peer('A1', `${QEMU_IPA} {image} {disk}`);
export const qemuTuned = peer('A2', `${QEMU_TUNED} {image} {disk} && ${FLUSH}`);
export const dd = peer('A4', 'dd if={image} of={disk} bs=4M oflag=direct conv=fsync status=none');
export const nbdcopy = peer('nbdcopy', `${NBDCOPY} {image} {disk}`);
export const nbdcopyQcow2 = peer('nbdcopy', `${NBDCOPY} -- [ qemu-nbd -r -f qcow2 {image} ] {disk}`);
/** It writes only what the map names, so that the disk must be zeroed first. */
export const bmaptool = peer(
  'bmaptool',
  'blkdiscard -z {disk} && bmaptool -q copy --bmap {image}.bmap {image} {disk}',
  { form: '.raw', beside: ['.raw.bmap'] },
);

/** From a server. */
export const curlDd = peer(
  'A5',
  'curl -sf {url} | dd of={disk} bs=1M iflag=fullblock conv=fsync status=none',
  { form: '.raw' },
);
export const curlZstdDd = peer('curl zstd dd', `curl -sf {url} | zstd -dcq | ${DD}`, { form: '.raw.zst' });
export const curlPigzDd = peer('curl pigz dd', `curl -sf {url} | pigz -dc | ${DD}`, { form: '.raw.gz' });
/** IPA downloads to memory and then converts. */
export const ipaHttp = peer('A1 http', `curl -sf -o {ram}/image {url} && ${QEMU_IPA} {ram}/image {disk}`, {
  keepsInRam: 'form',
});
export const nbdcopyHttp = peer(
  'nbdcopy http',
  `nbdkit -U - curl {url} --run '${NBDCOPY} --requests=64 "$uri" {disk}'`,
  { form: '.raw' },
);
