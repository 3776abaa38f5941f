import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '../..');
/** Where the program is started, and so what its malloc is told. */
const STARTS = [
  'hardware-managers/ipa/systemd/bmv-agent.service',
  'image-build/payload.ts',
  'cli/bmv.mjs',
  'test/agent/image-delta/memory.test.ts',
];

describe('what malloc is told', () => {
  it('is the same wherever the program is started, and where its memory is measured', () => {
    const told = STARTS.flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/MALLOC_(\w+?)_(?:=|: ')(\d+)/g)].map(
        ([, name, value]) => `${name} ${value}`,
      ),
    );
    expect(told).to.have.length(2 * (STARTS.length + 1));
    expect([...new Set(told)]).to.deep.equal(['MMAP_THRESHOLD 1114112', 'TRIM_THRESHOLD 4194304']);
  });
});
