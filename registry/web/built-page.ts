import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { BmvError } from '../../proto/error.ts';

const gzipped = promisify(gzip);

/** Where `npm run build:web` puts the page. */
export const BUILT_PAGE = join(import.meta.dirname, 'dist');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** A file of the page, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer;
  /** Of its content, without quotes. */
  readonly tag: string;
}

export interface BuiltPage {
  /** What is answered for each view. */
  readonly index: PageFile;
  /** By name in `/assets/`. A name says the content, so that what has it never changes. */
  readonly assets: ReadonlyMap<string, PageFile>;
}

async function readPageFile(path: string): Promise<PageFile> {
  const plain = await readFile(path);
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    plain,
    gzipped: await gzipped(plain, { level: 9 }),
    tag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
  };
}

/** Reads the page into memory; it is small. Rejects with `PAGE_NOT_BUILT`. */
export async function readBuiltPage(folder: string = BUILT_PAGE): Promise<BuiltPage> {
  try {
    const names = await readdir(join(folder, 'assets'));
    const assets = await Promise.all(
      names.map(async (name) => [name, await readPageFile(join(folder, 'assets', name))] as const),
    );
    return { index: await readPageFile(join(folder, 'index.html')), assets: new Map(assets) };
  } catch (cause) {
    throw new BmvError('PAGE_NOT_BUILT', `the page is not in ${folder}; build it with: npm run build:web`, {
      path: folder,
      cause,
    });
  }
}
