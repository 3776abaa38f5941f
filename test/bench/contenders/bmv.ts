import type { Contender } from './contender.ts';

const DEPLOY = '{bmv} deploy';
const OPTIONS = '{disk} --checksum sha256:{checksum} --yes';
/** As its peers do. */
const UNCHECKED = '{disk} --yes --index never';

export const bmvFile: Contender = {
  name: 'bmv file',
  kind: 'ours',
  line: `${DEPLOY} {image} ${OPTIONS} --index never`,
};

export const bmvHttp: Contender = {
  name: 'bmv http',
  kind: 'ours',
  line: `${DEPLOY} {url} ${OPTIONS} --index never`,
};

export const bmvFileUnchecked: Contender = {
  name: 'bmv file unchecked',
  kind: 'ours',
  line: `${DEPLOY} {image} ${UNCHECKED}`,
};

export const bmvHttpUnchecked: Contender = {
  name: 'bmv http unchecked',
  kind: 'ours',
  line: `${DEPLOY} {url} ${UNCHECKED}`,
};

/** The image is raw, and `bmv image index` made an index of it. */
export const bmvIndex: Contender = {
  name: 'bmv http index',
  kind: 'ours',
  form: '.raw',
  beside: ['.raw.bmvidx'],
  line: `${DEPLOY} {url} ${OPTIONS}`,
};

/** The same, and somebody vouches for the index: no hash of the whole is needed beside those of its blocks. */
export const bmvVouched: Contender = {
  ...bmvIndex,
  name: 'bmv http index vouched',
  line: `${bmvIndex.line} --index-checksum sha256:{indexChecksum}`,
};

/** `bmv image prepare` made the image and its index. */
export const bmvPrepared: Contender = {
  name: 'bmv http prepared',
  kind: 'ours',
  form: '.prepared.raw.zst',
  line: `${DEPLOY} {url} ${OPTIONS} --index-checksum sha256:{indexChecksum}`,
};
