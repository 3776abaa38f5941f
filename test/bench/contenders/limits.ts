import { type Contender, FEW_ROUNDS } from './contender.ts';

function limit(name: string, line: string, more: Partial<Contender> = {}): Contender {
  return { name, kind: 'limit', line, rounds: FEW_ROUNDS, ...more };
}

/** As many bytes as the image has that are no zeros. */
export const fio = limit(
  'fio',
  'fio --name=limit --filename={disk} --rw=write --bs=4M --iodepth=4 --ioengine=libaio --direct=1 ' +
    '--size={dataMiB}M --end_fsync=1',
  { spoilsDisk: true },
);
/** The image is read from the same storage at the same time, holes included. */
export const fioBoth = limit(
  'fio read + write',
  'fio --bs=4M --iodepth=4 --ioengine=libaio --direct=1 --name=read --filename={image} --rw=read ' +
    '--name=write --filename={disk} --rw=write --size={dataMiB}M --end_fsync=1',
  { spoilsDisk: true },
);
export const hash = limit('hash', 'openssl dgst -sha256 {image}');
export const unzstd = limit('zstd', 'zstd -dcq {image} > /dev/null');
export const unpigz = limit('pigz', 'pigz -dc {image} > /dev/null');
/** Decompresses into nothing. */
export const qemuNull = limit(
  'qemu-img',
  'qemu-img convert -n -W -m 16 -f qcow2 {image} --target-image-opts ' +
    'driver=raw,file.driver=null-co,file.size={bytes}',
);
export const link = limit('curl', 'curl -sf -o /dev/null {url}');
