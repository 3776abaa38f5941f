import { type Contender, FEW_ROUNDS } from './contender.ts';

/** The disk is both where chunks are taken from and where they go. */
export const casync: Contender = {
  name: 'casync',
  kind: 'peer',
  form: '.raw',
  beside: ['.raw.caibx'],
  line: 'casync extract --store={url}.castr --seed={disk} {url}.caibx {disk} && blockdev --flushbufs {disk}',
  rounds: FEW_ROUNDS,
  timeoutSeconds: 600,
};

/** It makes a file, which is then written to the disk. */
export const zsync: Contender = {
  name: 'zsync dd',
  kind: 'peer',
  form: '.raw',
  beside: ['.raw.zsync'],
  line:
    'cd {ram} && zsync -q -i {disk} -o out {url}.zsync && ' +
    'dd if=out of={disk} bs=4M oflag=direct conv=fsync status=none',
  keepsInRam: 'raw',
  rounds: 1,
  timeoutSeconds: 300,
};
