import {
  bmvFile,
  bmvFileUnchecked,
  bmvHttp,
  bmvHttpUnchecked,
  bmvIndex,
  bmvPrepared,
  bmvVouched,
} from './contenders/bmv.ts';
import { type Contender, FEW_ROUNDS } from './contenders/contender.ts';
import { casync, zsync } from './contenders/delta.ts';
import { fio, fioBoth, hash, link, qemuNull, unpigz, unzstd } from './contenders/limits.ts';
import * as writers from './contenders/writers.ts';
import type { ImageName } from './images/image-shelf.ts';

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly image: ImageName;
  /** What is on the disk before: bytes of no image, or the first generation. */
  readonly before: 'other' | ImageName;
  /** Suffix of the image that is deployed. */
  readonly form: string;
  /** Disk of 200 MB/s, link of 1 Gb/s. */
  readonly slow: boolean;
  readonly contenders: readonly Contender[];
}

const { bmaptool, curlDd, curlPigzDd, curlZstdDd, dd, ipaHttp, nbdcopy, nbdcopyHttp, nbdcopyQcow2 } = writers;
const { qemuIpa, qemuTuned } = writers;

const bmvPlain = [bmvFile, bmvFileUnchecked, bmvHttp, bmvHttpUnchecked];
const fromFile = [bmvFile, bmvFileUnchecked, qemuIpa, qemuTuned, dd, nbdcopy, bmaptool];
const fromServer = [bmvHttp, bmvHttpUnchecked, curlDd, nbdcopyHttp];
const rawLimits = [fio, fioBoth, hash];
/** They write all of it whatever the disk holds: as the first write, which has all rounds. */
const fullWriters = [qemuIpa, qemuTuned, dd, nbdcopy, bmaptool, curlDd, curlZstdDd].map((contender) => ({
  ...contender,
  rounds: FEW_ROUNDS,
}));
const redeploy = [bmvIndex, bmvVouched, bmvPrepared, bmvHttp, bmvFile, ...fullWriters, casync, zsync];
const slowRedeploy = [
  ...[bmvIndex, bmvVouched, bmvPrepared, bmvHttp, bmvFile],
  ...[qemuTuned, nbdcopy, curlDd, curlZstdDd, casync, zsync],
];
const slowRaw = [bmvFile, bmvHttp, qemuTuned, dd, nbdcopy, bmaptool, ipaHttp, curlDd, nbdcopyHttp, fio, link];
const slowQcow2 = [bmvFile, bmvHttp, qemuIpa, qemuTuned, ipaHttp, nbdcopyQcow2, fio, link];

function first(name: string, title: string, form: string, contenders: readonly Contender[]): Scenario {
  return { name, title, image: 'debian', before: 'other', form, slow: false, contenders };
}

function again(name: string, title: string, image: ImageName): Scenario {
  return { name, title, image, before: 'debian', form: '.raw', slow: false, contenders: redeploy };
}

function slow(scenario: Scenario, contenders: readonly Contender[]): Scenario {
  const title = `${scenario.title}; disk of 200 MB/s, link of 1 Gb/s`;
  return { ...scenario, name: `slow-${scenario.name}`, title, slow: true, contenders };
}

const halfEmpty: Scenario = {
  ...first('raw-half-empty', 'first write, every other 32 MiB random, raw', '.raw', [
    ...fromFile,
    ...fromServer,
    ...rawLimits,
  ]),
  image: 'half-empty',
};
const debianRaw = first('debian-raw', 'first write, Debian, raw', '.raw', [
  ...fromFile,
  ...[...fromServer, bmvIndex],
  ...rawLimits,
]);
const debianZst = first('debian-zst', 'first write, Debian, raw.zst (level 10)', '.raw.zst', [
  ...[...bmvPlain, bmvPrepared, curlZstdDd],
  ...[fio, hash, unzstd],
]);
const debianQcow2 = first('debian-qcow2', 'first write, Debian, qcow2', '.qcow2', [
  ...[...bmvPlain, qemuIpa, qemuTuned, ipaHttp, nbdcopyQcow2],
  ...rawLimits,
]);
const debianCompressed = first(
  'debian-qcow2-compressed',
  'first write, Debian, compressed qcow2',
  '.compressed.qcow2',
  [...[...bmvPlain, qemuIpa, qemuTuned, ipaHttp, nbdcopyQcow2], ...[fio, fioBoth, hash, qemuNull]],
);
const debianGz = first('debian-gz', 'first write, Debian, raw.gz (level 6)', '.raw.gz', [
  ...[...bmvPlain, curlPigzDd],
  ...[fio, hash, unpigz],
]);
const same = again('redeploy-same', 'redeploy, the identical image', 'debian');
const changed = again('redeploy-changed', 'redeploy, one package updated in place', 'changed');

export const SCENARIOS: readonly Scenario[] = [
  halfEmpty,
  debianRaw,
  debianQcow2,
  debianCompressed,
  debianZst,
  debianGz,
  same,
  changed,
  again('redeploy-rebuilt', 'redeploy, made anew with one package updated', 'rebuilt'),
  slow(halfEmpty, slowRaw),
  slow(debianRaw, slowRaw),
  slow(debianQcow2, slowQcow2),
  slow(debianCompressed, slowQcow2),
  slow(debianZst, [bmvHttp, bmvPrepared, curlZstdDd, fio, link]),
  slow(debianGz, [bmvHttp, curlPigzDd, fio, link]),
  slow(changed, slowRedeploy),
  slow(same, slowRedeploy),
];
