import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { writeIso } from '../../../agent/config-drive/iso9660.ts';
import { BmvError } from '../../../proto/error.ts';
import { tool } from '../../support/blkid.ts';

/** The files of an image as bsdtar reads them. */
function unpack(image: Uint8Array): (path: string) => Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-iso-'));
  try {
    writeFileSync(join(folder, 'image.iso'), image);
    mkdirSync(join(folder, 'out'));
    tool('bsdtar', 'libarchive-tools', ['-xf', join(folder, 'image.iso'), '-C', join(folder, 'out')]);
    const listing = tool('find', 'findutils', [join(folder, 'out'), '-type', 'f', '-printf', '%P\\n']);
    const read = new Map(
      listing
        .split('\n')
        .filter((path) => path !== '')
        .map((path) => [path, readFileSync(join(folder, 'out', path))]),
    );
    return (path) => read.get(path) ?? Buffer.from(`no ${path} among ${[...read.keys()].join(' ')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function blkid(image: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'bmv-iso-'));
  try {
    writeFileSync(join(folder, 'image.iso'), image);
    return tool('blkid', 'util-linux', ['-p', '-o', 'export', join(folder, 'image.iso')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const name = fc
  .stringMatching(/^[a-z0-9_][a-zA-Z0-9_.-]{0,40}$/)
  .filter((text) => !text.endsWith('.') && text !== '..');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

describe('ISO 9660 images', () => {
  const files = new Map([
    ['openstack/latest/meta_data.json', Buffer.from('{"uuid":"x"}')],
    ['openstack/latest/user_data', Buffer.from('#!/bin/sh\n')],
    ['openstack/2012-08-10/meta_data.json', Buffer.alloc(5000, 'y')],
    ['ec2/empty', Buffer.alloc(0)],
  ]);

  it('have the label that cloud-init looks for', () => {
    const found = blkid(writeIso('config-2', files));
    expect(found).to.contain('LABEL=config-2\n').and.contain('TYPE=iso9660\n');
  });

  it('are read back with their real names', () => {
    const read = unpack(writeIso('config-2', files));
    for (const [file, bytes] of files) expect(read(file).equals(bytes), file).to.equal(true);
  });

  it('are listed by isoinfo with Rock Ridge names', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-iso-'));
    writeFileSync(join(folder, 'image.iso'), writeIso('config-2', files));
    const listed = tool('isoinfo', 'genisoimage', ['-R', '-f', '-i', join(folder, 'image.iso')]);
    rmSync(folder, { recursive: true });
    expect(listed.trim().split('\n')).to.include.members([...files.keys()].map((file) => `/${file}`));
  });

  it('are equal for equal files, in whatever order', () => {
    const turned = new Map([...files].reverse());
    expect(Buffer.compare(writeIso('config-2', files), writeIso('config-2', turned))).to.equal(0);
  });

  it('hold a folder whose records need several sectors', () => {
    const many = new Map(
      Array.from({ length: 120 }, (_, index) => [`folder/file-${index}`, Buffer.from(`${index}`)]),
    );
    const read = unpack(writeIso('config-2', many));
    for (const [file, bytes] of many) expect(read(file).equals(bytes), file).to.equal(true);
  });

  it('are read by libarchive however little is in them', () => {
    expect(unpack(writeIso('any', new Map([['_', Buffer.alloc(0)]])))('_').byteLength).to.equal(0);
  });

  it('give back any files', () => {
    const contents = fc.uniqueArray(fc.tuple(path, fc.uint8Array({ maxLength: 5000 })), {
      maxLength: 12,
      selector: ([file]) => file,
    });
    fc.assert(
      fc.property(contents, (entries) => {
        const paths = entries.map(([file]) => file);
        fc.pre(!paths.some((one) => paths.some((other) => other.startsWith(`${one}/`))));
        const read = unpack(writeIso('any', new Map(entries)));
        for (const [file, bytes] of entries) expect(Buffer.compare(read(file), bytes), file).to.equal(0);
      }),
      { numRuns: 40, examples: [[[['_', new Uint8Array()]]]] },
    );
  });

  for (const [what, file] of [
    ['an empty name', 'a//b'],
    ['a way up', 'a/../b'],
    ['a name of 111 bytes', 'x'.repeat(111)],
    ['nine folders', 'a/b/c/d/e/f/g/h/i'],
    ['a NUL', 'a\0b'],
  ])
    it(`are refused for ${what}`, () => {
      expect(() => writeIso('config-2', new Map([[file ?? '', Buffer.alloc(1)]]))).to.throw(
        BmvError,
        /config drive's file/,
      );
    });

  it('are refused for a file that is a folder too', () => {
    const both = new Map([
      ['a', Buffer.alloc(1)],
      ['a/b', Buffer.alloc(1)],
    ]);
    expect(() => writeIso('config-2', both)).to.throw(BmvError, /folder/);
  });
});
