import { BmvError } from '../../proto/error.ts';
import { algorithmOf, digitsOf, findAlgorithm } from './hash-algorithm.ts';
import { textKind } from './text-kind.ts';

/** What the file as downloaded must hash to. */
export interface Checksum {
  readonly algorithm: string;
  /** Lower-case hex. */
  readonly value: string;
}

/** A checksum that is still to be read from a file. `algorithm` is null when the file must tell. */
export interface ChecksumReference {
  readonly algorithm: string | null;
  readonly location: string;
}

const BY_LENGTH: Readonly<Record<number, string>> = {
  32: 'md5',
  40: 'sha1',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
};
const HEX = /^[0-9a-f]+$/i;

function badForm(message: string): BmvError {
  return new BmvError(
    'CHECKSUM_BAD_FORM',
    `${message}; give ALGO:HEX, HEX, or the URL or path of a checksum file`,
  );
}

function byLength(hex: string): string {
  const algorithm = BY_LENGTH[hex.length];
  if (!algorithm) throw badForm(`a checksum of ${hex.length} hex digits fits no algorithm`);
  return algorithm;
}

/** Reads what the caller gave, of which errors quote nothing: it may be a signed URL. Throws `CHECKSUM_BAD_FORM`. */
export function parseChecksum(text: string): Checksum | ChecksumReference {
  if (HEX.test(text)) return { algorithm: byLength(text), value: text.toLowerCase() };
  const colon = text.indexOf(':');
  const [head, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  const isAlgorithm = colon > 0 && !rest.startsWith('//') && /^[a-z0-9_-]+$/i.test(head);
  if (!isAlgorithm) {
    if (/^(https?|file):\/\//.test(text) || text.includes('/')) return { algorithm: null, location: text };
    throw badForm(`a text of ${text.length} characters is no checksum`);
  }
  const algorithm = algorithmOf(head);
  if (!HEX.test(rest)) {
    if (/[/.]/.test(rest)) return { algorithm, location: rest };
    throw badForm(`what stands behind ${head}: is neither hex digits nor the path of a file`);
  }
  const digits = digitsOf(algorithm);
  if (rest.length !== digits) throw badForm(`a ${head} has ${digits} hex digits, not ${rest.length}`);
  return { algorithm, value: rest.toLowerCase() };
}

/** A line of a checksum file. */
interface Line {
  /** Of the file that it is about; null where the line is the checksum alone. */
  readonly name: string | null;
  /** As the line has it; null where it has none. */
  readonly algorithm: string | null;
  readonly value: string;
}

function parseLine(line: string): Line[] {
  const bsd = /^([\w/-]+) \((.+)\) = ([0-9a-f]+)$/i.exec(line.trim());
  if (bsd?.[1] && bsd[2] && bsd[3]) return [{ algorithm: bsd[1], name: bsd[2], value: bsd[3].toLowerCase() }];
  const gnu = /^\\?([0-9a-f]{32,}) [ *](.+)$/i.exec(line);
  if (gnu?.[1] && gnu[2]) return [{ algorithm: null, name: gnu[2], value: gnu[1].toLowerCase() }];
  return HEX.test(line.trim()) ? [{ algorithm: null, name: null, value: line.trim().toLowerCase() }] : [];
}

/** The checksum that a line has by the algorithm that was asked for, or by any; none where it has no such. */
function checksumIn({ algorithm: named, value }: Line, wanted: string | null): Checksum[] {
  const algorithm = named === null ? (wanted ?? byLength(value)) : findAlgorithm(named);
  const isWanted = wanted === null || algorithm === wanted;
  return algorithm !== null && isWanted && value.length === digitsOf(algorithm) ? [{ algorithm, value }] : [];
}

/** The last part of a path, or of a URL's, without the credentials that may stand before it. */
function fileName(location: string): string {
  const path = location.replace(/^https?:\/*[^/?#]*/i, '').split(/[?#]/)[0];
  return path?.split('/').at(-1) ?? '';
}

/**
 * Finds an image's checksum in a checksum file: GNU (`HEX  NAME`, `HEX *NAME`), BSD (`ALGO (NAME) = HEX`),
 * or a single value. Throws `CHECKSUM_BAD_FORM` when no line or more than one fits.
 */
export function findChecksum(file: string, imageName: string, algorithm: string | null): Checksum {
  const wanted = fileName(imageName);
  const texts = file.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const lines = texts.flatMap(parseLine);
  const isAlone = texts.length === 1;
  const found = lines
    .filter(({ name }) => (name === null ? isAlone : name.split('/').at(-1) === wanted))
    .flatMap((line) => checksumIn(line, algorithm));
  const [first] = found;
  if (!first) {
    const kind = textKind(Buffer.from(file));
    const what = lines.length > 0 || kind === null || kind === 'text' ? '' : `; it is ${kind}`;
    throw badForm(`the checksum file has no ${algorithm ?? 'checksum'} for ${wanted || 'the image'}${what}`);
  }
  const values = new Set(found.map(({ value }) => value));
  if (values.size > 1 && new Set(found.map(({ algorithm: of }) => of)).size < values.size) {
    throw badForm(`the checksum file has ${values.size} different lines for ${wanted}`);
  }
  return first;
}
