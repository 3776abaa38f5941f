import { createHash, getHashes } from 'node:crypto';
import { BmvError } from '../../proto/error.ts';

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

function knownAlgorithm(name: string): string {
  const wanted = name.toLowerCase();
  const found = getHashes().find(
    (hash) => hash.toLowerCase() === wanted || hash.toLowerCase() === wanted.replace('-', ''),
  );
  if (!found) throw badForm(`there is no checksum algorithm ${name}`);
  return found;
}

function byLength(hex: string): string {
  const algorithm = BY_LENGTH[hex.length];
  if (!algorithm) throw badForm(`a checksum of ${hex.length} hex digits fits no algorithm`);
  return algorithm;
}

/** Reads what the caller gave. Throws `CHECKSUM_BAD_FORM`. */
export function parseChecksum(text: string): Checksum | ChecksumReference {
  if (HEX.test(text)) return { algorithm: byLength(text), value: text.toLowerCase() };
  const colon = text.indexOf(':');
  const [head, rest] = [text.slice(0, colon), text.slice(colon + 1)];
  const isAlgorithm = colon > 0 && !rest.startsWith('//') && /^[a-z0-9-]+$/i.test(head);
  if (!isAlgorithm) {
    if (/^(https?|file):\/\//.test(text) || text.includes('/')) return { algorithm: null, location: text };
    throw badForm(`${text} is no checksum`);
  }
  const algorithm = knownAlgorithm(head);
  if (!HEX.test(rest)) {
    if (/[/.]/.test(rest)) return { algorithm, location: rest };
    throw badForm(`${JSON.stringify(rest)} is neither hex digits nor the path of a file`);
  }
  const digits = createHash(algorithm).digest('hex').length;
  if (rest.length !== digits) throw badForm(`a ${head} has ${digits} hex digits, not ${rest.length}`);
  return { algorithm, value: rest.toLowerCase() };
}

/**
 * Finds an image's checksum in a checksum file: GNU (`HEX  NAME`, `HEX *NAME`), BSD (`ALGO (NAME) = HEX`),
 * or a single value. Throws `CHECKSUM_BAD_FORM` when no line or more than one fits.
 */
export function findChecksum(file: string, imageName: string, algorithm: string | null): Checksum {
  const wanted = imageName.split(/[?#]/)[0]?.split('/').at(-1) ?? imageName;
  const lines = file.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const found = lines.flatMap((line): (Checksum & { name: string })[] => {
    const bsd = /^([A-Za-z0-9-]+) \((.+)\) = ([0-9a-fA-F]+)$/.exec(line.trim());
    if (bsd?.[1] && bsd[2] && bsd[3])
      return [{ algorithm: knownAlgorithm(bsd[1]), name: bsd[2], value: bsd[3].toLowerCase() }];
    const gnu = /^\\?([0-9a-fA-F]{32,}) [ *](.+)$/.exec(line);
    if (gnu?.[1] && gnu[2])
      return [{ algorithm: algorithm ?? byLength(gnu[1]), name: gnu[2], value: gnu[1].toLowerCase() }];
    const single = line.trim();
    return HEX.test(single) && lines.length === 1
      ? [{ algorithm: algorithm ?? byLength(single), name: wanted, value: single.toLowerCase() }]
      : [];
  });
  const mine = found.filter(
    ({ name, algorithm: of }) =>
      name.split('/').at(-1) === wanted && (algorithm === null || of === algorithm),
  );
  const values = new Set(mine.map(({ value }) => value));
  const [first] = mine;
  if (!first) throw badForm(`the checksum file has no line for ${wanted}`);
  if (values.size > 1 && new Set(mine.map(({ algorithm: of }) => of)).size < values.size) {
    throw badForm(`the checksum file has ${values.size} different lines for ${wanted}`);
  }
  return { algorithm: first.algorithm, value: first.value };
}
