import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run, sh } from '../shell.ts';

const MIB = 1024 * 1024;
const ESP_MIB = 64;
/** Of the root partition; the ESP begins 1 MiB into the disk. */
export const ROOT_OFFSET = (1 + ESP_MIB) * MIB;
/** The same in every image, as image builders that are asked for reproducible images have it. */
const UUID = '6c0b3d5e-1f0e-4e0c-9d6a-0a0b0c0d0e0f';
const MADE_AT = 1_750_000_000;

/** A GPT disk image of a tree: ESP with its kernel, and an ext4 root. The same tree gives the same bytes. */
export async function makeDebianDisk(
  path: string,
  bytes: number,
  tree: string,
  signal: AbortSignal,
): Promise<void> {
  await run(signal, 'truncate', '-s', String(bytes), path);
  const table = [
    'label: gpt',
    `label-id: ${UUID}`,
    `start=1MiB, size=${ESP_MIB}MiB, type=U, uuid=${UUID.replace(/^6/, '7')}, name=esp`,
    `start=${1 + ESP_MIB}MiB, type=L, uuid=${UUID.replace(/^6/, '8')}, name=root`,
  ];
  await sh(signal, `printf '${table.join('\\n')}\\n' | sfdisk -q ${path}`);

  const esp = `${path}.esp`;
  const kernel = (await readdir(join(tree, 'boot'))).find((name) => name.startsWith('vmlinuz-'));
  await sh(
    signal,
    `truncate -s ${ESP_MIB}M ${esp}; mkfs.vfat --invariant -F 32 -n ESP ${esp}
     mcopy -i ${esp} ${join(tree, 'boot', kernel ?? '')} ::vmlinuz
     dd if=${esp} of=${path} bs=1M seek=1 conv=notrunc,sparse status=none; rm ${esp}`,
  );
  const rootKiB = (bytes - MIB - ROOT_OFFSET) / 1024;
  await sh(
    signal,
    `E2FSPROGS_FAKE_TIME=${MADE_AT} mkfs.ext4 -q -F -b 4096 -L root -U ${UUID} \
     -E offset=${ROOT_OFFSET},hash_seed=${UUID} -d ${tree} ${path} ${rootKiB}K`,
  );
}
