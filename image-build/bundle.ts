import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { BmvError } from '../proto/error.ts';
import type { TreeFile } from './tree.ts';

/** Stands where the id of the build comes: that id depends on the bundles. */
const BUILD_MARK = '@BMV_BUILD@';

/** Some packages are CommonJS and ask for Node's modules by require. */
const REQUIRE =
  "import { createRequire as bmvCreateRequire } from 'node:module'; const require = bmvCreateRequire(import.meta.url);";

/** Files of the bundles; their text still has the mark. */
export interface Bundles {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Names of the npm packages in them. */
  readonly packages: readonly string[];
}

export interface BundleSources {
  /** Of the checkout. */
  readonly root: string;
  /** Bundle -> source, relative to the root. */
  readonly entries: Readonly<Record<string, string>>;
  /** Source -> what takes its place, both relative to the root. */
  readonly replaced: Readonly<Record<string, string>>;
}

function replacing({ root, replaced }: BundleSources): Plugin {
  const places = new Map(Object.entries(replaced).map(([from, to]) => [join(root, from), join(root, to)]));
  return {
    name: 'replaced sources',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.{1,2}\// }, ({ resolveDir, path }) => {
        const place = places.get(join(resolveDir, path));
        return place === undefined ? undefined : { path: place };
      });
    },
  };
}

function packagesIn(inputs: readonly string[]): string[] {
  const names = inputs.map(
    (path) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(path)?.[1],
  );
  return [...new Set(names.filter((name) => name !== undefined))].sort((a, b) => (a < b ? -1 : 1));
}

/** Bundles each entry into one ES module for Node 24. Throws `PAYLOAD_INCOMPLETE`. */
export async function bundle(sources: BundleSources): Promise<Bundles> {
  const { root, entries } = sources;
  const { build } = await import('esbuild');
  const outdir = join(root, 'dist');
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: root,
      entryPoints: { ...entries },
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      // What is imported when it is needed stays out of memory until then: the agent's channel to the registry.
      splitting: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      minify: true,
      keepNames: true,
      charset: 'utf8',
      legalComments: 'external',
      banner: { js: REQUIRE },
      define: { 'process.env.BMV_BUILD': JSON.stringify(BUILD_MARK) },
      // Only what builds ramdisks needs it, and that is not done in a ramdisk.
      external: ['esbuild'],
      plugins: [replacing(sources)],
      logLevel: 'silent',
    });
    const files = outputFiles
      .map(({ path, text }) => ({ name: path.slice(outdir.length + 1), text }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return { files, packages: packagesIn(Object.keys(metafile.inputs)) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n').slice(0, 2).join(' ') : String(cause);
    throw new BmvError(
      'PAYLOAD_INCOMPLETE',
      `the agent cannot be bundled: ${reason}; run npm install in the checkout`,
      { path: root, cause },
    );
  }
}

/** The bundles as files in `/opt/bmv`, with the id of the build. */
export function bundleFiles(bundles: Bundles, build: string): TreeFile[] {
  return bundles.files.map(({ name, text }) => ({
    kind: 'file',
    path: `opt/bmv/${name}`,
    mode: 0o644,
    content: Buffer.from(text.replaceAll(BUILD_MARK, build)),
  }));
}

async function licenseOf(root: string, name: string): Promise<string> {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE']) {
    const text = await readFile(join(root, 'node_modules', name, file), 'utf8').catch(() => null);
    if (text !== null) return text.trim();
  }
  // Some packages name their license, and have no file of it.
  const about = JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
    readonly license?: string;
    readonly author?: string | { readonly name?: string };
  };
  const author = typeof about.author === 'object' ? about.author.name : about.author;
  if (about.license) return `License: ${about.license}${author ? `, by ${author}` : ''}, by its package.json`;
  return 'no license file in the package';
}

/** The licenses of the bundled packages in one text. */
export async function licensesOf(root: string, packages: readonly string[]): Promise<string> {
  const texts = await Promise.all(
    packages.map(async (name) => `== ${name}\n\n${await licenseOf(root, name)}\n`),
  );
  return texts.join('\n');
}
