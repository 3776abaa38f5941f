import { join } from 'node:path';
import type { Contender } from './contenders/contender.ts';
import type { ImageShelf } from './images/image-shelf.ts';
import type { Scenario } from './scenarios.ts';
import { programsIn } from './shell.ts';

const MIB = 1024 * 1024;
const INDEX = '.bmvidx';
/** What of a line is not told in a table, and what stands there instead. */
const SHOWN: Readonly<Record<string, string>> = {
  bmv: 'bmv',
  image: 'IMAGE',
  url: 'URL',
  disk: 'DISK',
  ram: 'RAM',
  checksum: 'HEX',
  indexChecksum: 'HEX',
};

/** A contender in a scenario: a command with all names filled in. */
export interface Entry {
  readonly contender: Contender;
  /** For bash. */
  readonly line: string;
  /** That the line runs. */
  readonly programs: readonly string[];
  /** For the table. */
  readonly shown: string;
  /** Of what it keeps in memory besides its processes. */
  readonly ramMiB: number;
}

export interface EntryPlace {
  readonly shelf: ImageShelf;
  readonly bmv: string;
  /** Of the web server. */
  readonly base: string;
  readonly disk: string;
  readonly ram: string;
}

function fill(line: string, values: Readonly<Record<string, string>>): string {
  return line.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Makes the images that the contender takes, where they are missing. */
export async function entryOf(
  contender: Contender,
  { image, form: usual }: Scenario,
  { shelf, bmv, base, disk, ram }: EntryPlace,
): Promise<Entry> {
  const form = contender.form ?? usual;
  const raw = await shelf.size(await shelf.make(image, '.raw'));
  const name = await shelf.make(image, form);
  for (const suffix of contender.beside ?? []) await shelf.make(image, suffix);
  const needs = (what: string) => contender.line.includes(`{${what}}`);
  const values = {
    format: form.slice(form.lastIndexOf('.') + 1),
    bytes: String(raw.bytes),
    dataMiB: String(Math.ceil(raw.dataBytes / MIB)),
  };
  const line = fill(contender.line, {
    ...values,
    ...{ bmv, disk, ram, image: join(shelf.folder, name), url: `${base}/${name}` },
    ...(needs('checksum') ? { checksum: await shelf.sha256(name) } : {}),
    ...(needs('indexChecksum') ? { indexChecksum: await shelf.sha256(`${name}${INDEX}`) } : {}),
  });
  const kept = { form: (await shelf.size(name)).bytes, raw: raw.bytes, none: 0 };
  return {
    contender,
    line,
    programs: [...(needs('bmv') ? [bmv] : []), ...programsIn(line)],
    shown: fill(contender.line, { ...values, ...SHOWN }),
    ramMiB: kept[contender.keepsInRam ?? 'none'] / MIB,
  };
}
