import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isFileInside, namesInside, readInside } from '../../../agent/boot-volume/inside.ts';
import { makeTree } from '../../support/bootable-root.ts';

describe("a path of somebody else's system", () => {
  let folder = '';
  let root = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-inside-'));
    writeFileSync(join(folder, 'secret'), 'of the ramdisk');
    root = makeTree(join(folder, 'root'), {
      'usr/lib/shim/shim.efi': 'shim',
      'etc/alternatives/shim': '->/usr/lib/shim/shim.efi',
      'boot/relative': '->../usr/lib/shim/shim.efi',
      'boot/absolute': '->/etc/alternatives/shim',
      'boot/above': '->../../../../../../secret',
      'boot/outside': `->${join(folder, 'secret')}`,
      'boot/folder': '->/usr/lib',
      'boot/circle': '->/boot/circle',
      'boot/nothing': '->/no/such/file',
    });
    mkdirSync(join(root, 'boot/empty'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = async (path: string) => (await readInside(root, path, 100))?.toString() ?? null;

  it('is followed through links as that system would', async () => {
    for (const path of [
      '/usr/lib/shim/shim.efi',
      '/boot/relative',
      'boot/absolute',
      '/boot/folder/shim/shim.efi',
    ])
      expect(await read(path), path).to.equal('shim');
  });

  // A link of a tenant's to the ramdisk's files would have put them onto the EFI system partition, for the tenant.
  it('never leads out of it', async () => {
    for (const path of ['/boot/above', '/boot/outside', '/../secret', `/boot/..${join(folder, 'secret')}`])
      expect(await read(path), path).to.equal(null);
  });

  it('is none where there is no file: a circle, nothing, a folder', async () => {
    for (const path of ['/boot/circle', '/boot/nothing', '/boot/empty', '/boot'])
      expect([await read(path), await isFileInside(root, path)], path).to.deep.equal([null, false]);
  });

  it('is none for a file that is larger than is wanted', async () => {
    expect(await readInside(root, '/usr/lib/shim/shim.efi', 3)).to.equal(null);
  });

  it('names what a folder has, sorted, and nothing for one that is not there', async () => {
    expect(await namesInside(root, '/boot/folder')).to.deep.equal(['shim']);
    expect(await namesInside(root, '/boot/nothing')).to.deep.equal([]);
  });
});
