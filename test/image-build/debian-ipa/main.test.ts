import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

const MAIN = join(import.meta.dirname, '../../../image-build/debian-ipa/main.ts');

describe('image-build/debian-ipa/main.ts', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-debian-ipa-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    const env = { ...process.env, BMV_CACHE: join(folder, 'cache') };
    return spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env });
  }

  it('says how it is used', () => {
    const { status, stdout } = run('--help');
    expect(status).to.equal(0);
    expect(stdout).to.contain('--suite').and.contain('trixie').and.contain('BMV_CACHE');
  });

  it('makes nothing for a suite that it does not know, or without a folder for it', () => {
    for (const [args, line] of [
      [['--suite', 'bookworm', '--out', folder], 'trixie'],
      [['--suite', 'trixie'], '--out'],
    ] as const) {
      const { status, stderr } = run(...args);
      expect(status).to.equal(1);
      expect(stderr).to.contain(line);
    }
    expect(existsSync(join(folder, 'cache'))).to.equal(false);
  });
});
