import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { encodeTar } from '../../image-build/tar.ts';
import { completeTree, type TreeEntry } from '../../image-build/tree.ts';
import { textOf } from '../support/ramdisk-file.ts';

describe('tar archives', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-tar-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are listed and unpacked by tar, with owners, modes and times', () => {
    const tree = completeTree([
      { kind: 'file', path: 'opt/bmv/tool', mode: 0o755, content: Buffer.alloc(513, 'x') },
      { kind: 'link', path: 'opt/bmv/link', target: 'tool' },
    ]);
    const input = Buffer.concat(encodeTar(tree, 1_000_000_000));
    const listed = execFileSync('tar', ['-tvf', '-', '--numeric-owner', '--utc'], {
      input,
      encoding: 'utf8',
    });
    expect(
      listed
        .trim()
        .split('\n')
        .map((line) => line.replace(/ +/g, ' ')),
    ).to.deep.equal([
      'drwxr-xr-x 0/0 0 2001-09-09 01:46 opt/',
      'drwxr-xr-x 0/0 0 2001-09-09 01:46 opt/bmv/',
      'lrwxrwxrwx 0/0 0 2001-09-09 01:46 opt/bmv/link -> tool',
      '-rwxr-xr-x 0/0 513 2001-09-09 01:46 opt/bmv/tool',
    ]);
    execFileSync('tar', ['-xf', '-', '-C', folder], { input });
    expect(textOf(folder, 'opt/bmv/link')).to.equal('x'.repeat(513));
  });

  it('refuse names that the format has no room for', () => {
    const long: TreeEntry = { kind: 'folder', path: 'x'.repeat(100) };
    expect(() => encodeTar([long], 0)).to.throw('too long');
  });
});
