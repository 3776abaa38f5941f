import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';
import { largestIndex } from '../../support/largest-index.ts';

const MIB = 1024 * 1024;
const LIMIT_MIB = 200;
/** Streamed: enough to fill everything that fills. */
const STREAMED_BYTES = 256 * MIB;
const root = join(import.meta.dirname, '../../..');
const ours = (path: string) => JSON.stringify(join(root, path));
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Redeploys from a disk where all of the image lies further in front than the cache reaches, as a disk that is slower
 * would take it. Prints the most memory, by the kernel's word, of a program that has all of bmv loaded, bundled as a
 * ramdisk's is: Node needs some 15 MiB to read TypeScript.
 */
const PROGRAM = `
  const { readFileSync } = await import('node:fs');
  await import(${ours('cli/program.ts')});
  await import(${ours('agent/image/http-transfer.ts')});
  const { loadIndex } = await import(${ours('agent/image-index/load-index.ts')});
  const { DiskReuse } = await import(${ours('agent/image-delta/disk-reuse.ts')});
  const { fillNumbered, LARGEST_BYTES } = await import(${ours('test/support/largest-index.ts')});
  const SHIFT = ${48 * MIB};
  const whole = { offset: 0, length: LARGEST_BYTES };
  const { signal } = new AbortController();
  const { index } = await loadIndex(process.argv[2], {}, null, signal);
  const disk = { readInto: async (offset, bytes) => fillNumbered(bytes, offset + SHIFT) };
  const ground = {
    disk,
    places: [whole],
    starts: [0],
    segments: [{ imageOffset: 0, length: LARGEST_BYTES, diskOffset: 0, mustBeZero: false }],
    onBytes: () => {},
  };
  const peak = () => Number(/^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  const reuse = await DiskReuse.find(index, ground, {}, signal);
  const scanMib = peak();
  const readAt = async (offset, length) => {
    const bytes = new Uint8Array(length);
    fillNumbered(bytes, offset);
    return bytes;
  };
  const run = reuse.begin({ name: 'image', readAt }, signal, { checksum: null, head: null });
  const held = [];
  let bytes = 0;
  for await (const chunk of run.stream()) {
    bytes += chunk.bytes.byteLength;
    held.push(chunk.release);
    if (held.length > 4) held.shift()();
    if (bytes >= ${STREAMED_BYTES}) break;
  }
  console.log(JSON.stringify({ fetched: run.fetchedBytes, words: reuse.words, scanMib, rssMib: peak() }));
`;

describe('the largest index, of an image that has moved as a whole', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-memory-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it(`is looked for and streamed in less than ${LIMIT_MIB} MiB of memory`, async () => {
    const path = join(folder, 'index');
    const program = join(folder, 'program.mjs');
    await build({
      stdin: { contents: PROGRAM, resolveDir: root },
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      minify: true,
      banner: { js: REQUIRE },
      logLevel: 'error',
    });
    writeFileSync(path, largestIndex(STREAMED_BYTES + 16 * MIB));
    const { fetched, words, rssMib, scanMib } = JSON.parse(
      // Without the tests' own huge pages, and without what Node keeps for them.
      execFileSync(process.execPath, ['--max-semi-space-size=1', program, path], {
        encoding: 'utf8',
        env: {
          ...process.env,
          ...{ MALLOC_MMAP_THRESHOLD_: '1114112', MALLOC_TRIM_THRESHOLD_: '4194304' },
          ...{ GLIBC_TUNABLES: '', NODE_DISABLE_COMPILE_CACHE: '1' },
        },
      }),
    ) as { fetched: number; words: string; rssMib: number; scanMib: number };
    expect(words).to.match(/the disk has [45]\d % of the image's 16 GiB/);
    expect(fetched / STREAMED_BYTES).to.be.within(0.2, 0.6);
    expect([scanMib, rssMib].map((mib) => Math.round(mib))).to.satisfy((all: number[]) =>
      all.every((mib) => mib < LIMIT_MIB),
    );
  }).timeout(300_000);
});
