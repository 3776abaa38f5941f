import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { encodeCpio } from '../../image-build/cpio.ts';
import { NewcNames } from '../../image-build/ramdisk/newc-names.ts';
import { completeTree, type TreeEntry } from '../../image-build/tree.ts';
import { textOf, unpack } from '../support/ramdisk-file.ts';

const TREE: readonly TreeEntry[] = [
  { kind: 'file', path: 'usr/bin/tool', mode: 0o755, content: Buffer.from('#!/bin/sh\n') },
  { kind: 'file', path: 'etc/empty', mode: 0o644, content: new Uint8Array() },
  { kind: 'file', path: 'etc/größe', mode: 0o644, content: Buffer.from('x'.repeat(4097)) },
  { kind: 'link', path: 'usr/bin/other', target: 'tool' },
];

function archive(tree: readonly TreeEntry[], mtime = 0): Buffer {
  return Buffer.concat(encodeCpio(completeTree(tree), mtime));
}

describe('cpio archives', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-cpio-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are unpacked by cpio to the same files, links, folders and modes', () => {
    unpack(archive(TREE), folder);
    expect(textOf(folder, 'usr/bin/tool')).to.equal('#!/bin/sh\n');
    expect(textOf(folder, 'etc/größe')).to.equal('x'.repeat(4097));
    expect(textOf(folder, 'etc/empty')).to.equal('');
    expect(readlinkSync(join(folder, 'usr/bin/other'))).to.equal('tool');
    expect(lstatSync(join(folder, 'usr/bin/tool')).mode & 0o777).to.equal(0o755);
    expect(lstatSync(join(folder, 'etc/empty')).mode & 0o777).to.equal(0o644);
    expect(lstatSync(join(folder, 'etc')).mode & 0o777).to.equal(0o755);
  });

  it('list folders before what is in them, owned by root, with one time', () => {
    const options = {
      input: archive(TREE, 1_000_000_000),
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    } as const;
    const lines = execFileSync('cpio', ['-itvn', '--quiet'], options).trim().split('\n');
    expect(lines.map((line) => line.split(/\s+/)[8])).to.have.lengthOf(7);
    expect(lines.map((line) => line.split(/\s+/)[8]).slice(0, 2)).to.deep.equal(['etc', 'etc/empty']);
    for (const line of lines) expect(line).to.match(/^\S+ +\d+ 0 +0 +\d+ Sep +9 +2001 /);
  });

  it('have every header and every file at a multiple of 4, as the kernel demands', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,20}$/), fc.uint8Array({ maxLength: 9 })), {
          minLength: 1,
        }),
        (files) => {
          const byName = new Map(files);
          const tree = [...byName].map(
            ([path, content]): TreeEntry => ({ kind: 'file', path, mode: 0o644, content }),
          );
          const bytes = archive(tree);
          const starts = [...bytes.toString('latin1').matchAll(/070701[\dA-F]{8}/gi)].map(
            ({ index }) => index,
          );
          expect(starts.filter((start) => start % 4 !== 0)).to.deep.equal([]);
          expect(bytes.byteLength % 512).to.equal(0);
          const names: string[] = [];
          new NewcNames((name) => names.push(name)).take(bytes);
          expect(names).to.deep.equal([...byName.keys()].sort((a, b) => (a < b ? -1 : 1)));
        },
      ),
    );
  });

  it('are the same for the same tree in any order', () => {
    expect(archive([...TREE].reverse()).equals(archive(TREE))).to.equal(true);
  });

  it('refuse a path that is there twice, or a file where a folder has to be', () => {
    const file = (path: string): TreeEntry => ({
      kind: 'file',
      path,
      mode: 0o644,
      content: new Uint8Array(),
    });
    expect(() => completeTree([file('a'), file('a')])).to.throw('twice');
    expect(() => completeTree([file('a'), file('a/b')])).to.throw('a of the tree is no folder');
  });
});
