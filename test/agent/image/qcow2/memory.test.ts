import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { change, MIB, makeQcow2 } from '../../../support/qcow2.ts';

const LIMIT_MIB = 200;
const root = join(import.meta.dirname, '../../../..');

/**
 * Streams an image as a disk that is slower would take it: four chunks are held. Prints bytes and the most memory,
 * by the kernel's word for the program alone: getrusage() counts that of the process which started it, too.
 */
const PROGRAM = `
  const { readFileSync } = await import('node:fs');
  const { openImage } = await import(${JSON.stringify(join(root, 'agent/image/open-image.ts'))});
  const source = await openImage(process.argv[1], { expect: 'filesystem' });
  const [held, bytes] = [[], { data: 0, zero: 0 }];
  for await (const chunk of source.stream(new AbortController().signal)) {
    bytes[chunk.kind] += chunk.kind === 'data' ? chunk.bytes.byteLength : chunk.length;
    if (chunk.kind === 'data') held.push(chunk.release);
    if (held.length > 4) held.shift()();
  }
  const [, kib] = /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  console.log(JSON.stringify({ ...bytes, rssMib: Number(kib) / 1024 }));
`;

describe('a large qcow2 image', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-memory-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [what, options, compressed] of [
    ['compressed', '', '-c'],
    ['compressed by zstd in large clusters', 'cluster_size=2M,compression_type=zstd', '-c'],
    ['plain, in scattered clusters', 'cluster_size=4k', ''],
  ] as const)
    it(`is streamed in less than ${LIMIT_MIB} MiB of memory: ${what}`, () => {
      const path = makeQcow2(join(folder, 'image.qcow2'), '8G', options);
      const parts = compressed === '' ? 256 : 8;
      const length = (compressed === '' ? 64 * MIB : 384 * MIB) / parts;
      const at = (part: number) => (((part * 37) % parts) * 8 * 1024 * MIB) / parts;
      change(
        path,
        ...Array.from({ length: parts }, (_, part) => `write ${compressed} -P 5 ${at(part)} ${length}`),
      );
      const flags = ['--max-semi-space-size=1', '--input-type=module', '-e', PROGRAM];
      const { data, zero, rssMib } = JSON.parse(
        // Without the tests' own huge pages, and without what Node keeps for them.
        execFileSync(process.execPath, [...flags, path], {
          encoding: 'utf8',
          env: { ...process.env, GLIBC_TUNABLES: '', NODE_DISABLE_COMPILE_CACHE: '1' },
        }),
      ) as { data: number; zero: number; rssMib: number };
      expect([data, data + zero]).to.deep.equal([parts * length, 8 * 1024 * MIB]);
      expect(rssMib).to.be.lessThan(LIMIT_MIB);
      rmSync(path);
    });
});
