import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fatImage } from '../../../agent/boot-volume/fat-image.ts';
import { tool } from '../../support/blkid.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const MIB = 1024 * 1024;
const FILES = new Map<string, Uint8Array>([
  ['EFI/BOOT/BOOTX64.EFI', seededBytes(1, 3 * MIB + 17)],
  ['EFI/BOOT/grub.cfg', Buffer.from('set timeout=0\n')],
  ['EFI/almalinux/grub.cfg', Buffer.from('a folder with a long name\n')],
  ['EFI/a name of more than twenty-six units/x', Buffer.from('x')],
  ['empty', new Uint8Array()],
  ['whole', seededBytes(2, 8192)],
]);

for (const sectorBytes of [512, 4096] as const) {
  describe(`a FAT32 of ours, ${sectorBytes}-byte sectors`, () => {
    let folder = '';
    let path = '';
    const request = { sizeBytes: 550 * MIB, sectorBytes, id: 0x1234abcd, label: 'efi-part', files: FILES };

    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-fat-'));
      path = join(folder, 'fat.img');
      const file = openSync(path, 'w');
      writeSync(file, fatImage(request));
      closeSync(file);
      truncateSync(path, request.sizeBytes);
    });
    after(() => rmSync(folder, { recursive: true }));

    it('is sound for fsck.vfat, and FAT32 for blkid, with its label and id', () => {
      // It counts the four folders too, and the label.
      expect(tool('fsck.vfat', 'dosfstools', ['-n', '-v', path])).to.match(
        new RegExp(`: ${FILES.size + 5} files,`),
      );
      const fields = tool('blkid', 'util-linux', ['-p', '-o', 'export', path]);
      expect(fields).to.contain('VERSION=FAT32').and.contain('UUID=1234-ABCD').and.contain('LABEL=efi-part');
    });

    it('gives mtools every file byte for byte, by its whole name', () => {
      for (const [name, bytes] of FILES) {
        const copy = join(folder, 'copy');
        writeFileSync(copy, '');
        tool('mcopy', 'mtools', ['-n', '-o', '-i', path, `::${name}`, copy]);
        expect(readFileSync(copy).equals(bytes), name).to.equal(true);
      }
    });

    it('refuses what does not fit, and a size that would be another FAT', () => {
      const large = new Map([['large', new Uint8Array(300 * MIB)]]);
      expect(() => fatImage({ ...request, sizeBytes: 260 * MIB, files: large })).to.throw(RangeError);
      expect(() => fatImage({ ...request, sizeBytes: 64 * MIB })).to.throw(RangeError);
    });
  });
}
