import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { FilesystemSignature } from '../../../agent/layout/types.ts';
import { probeFilesystem } from '../../../agent/volumes/filesystem-probe.ts';
import { blkidSignature, tool } from '../../support/blkid.ts';
import { BufferReader } from '../../support/buffer-reader.ts';
import { byteReader, withFileReader } from '../../support/readers.ts';
import * as superblocks from '../../support/superblocks.ts';

const MIB = 1024 * 1024;
const UUID = '0a1b2c3d-4e5f-4a6b-8c7d-0123456789ab';
const BY_HAND = '01234567-89ab-cdef-8123-456789abcdef';

async function probe(
  bytes: Buffer,
  offset = 0,
  length = bytes.byteLength,
): Promise<FilesystemSignature | null> {
  return await probeFilesystem(new BufferReader(bytes), { offset, length });
}

describe('the filesystem probe', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-probe-'));
  });

  after(() => rmSync(folder, { recursive: true }));

  function sparse(name: string, sizeBytes: number): string {
    const path = join(folder, name);
    closeSync(openSync(path, 'w', 0o600));
    truncateSync(path, sizeBytes);
    return path;
  }

  /** Both readings, ours and libblkid's, must be these. */
  async function expectBoth(path: string, expected: FilesystemSignature): Promise<void> {
    expect(blkidSignature(path), 'blkid').to.deep.equal(expected);
    const ours = await withFileReader(path, (reader) =>
      probeFilesystem(byteReader(reader), { offset: 0, length: reader.sizeBytes }),
    );
    expect(ours, 'ours').to.deep.equal(expected);
    rmSync(path);
  }

  const MADE: Record<
    string,
    [sizeMib: number, tool: string, debianPackage: string, args: string[], expected: FilesystemSignature]
  > = {
    ext4: [
      8,
      'mkfs.ext4',
      'e2fsprogs',
      ['-q', '-F', '-L', 'dätä 1', '-U', UUID],
      { type: 'ext4', label: 'dätä 1', uuid: UUID },
    ],
    'ext4 without a label': [
      8,
      'mkfs.ext4',
      'e2fsprogs',
      ['-q', '-F', '-U', UUID],
      { type: 'ext4', label: '', uuid: UUID },
    ],
    ext3: [
      8,
      'mkfs.ext3',
      'e2fsprogs',
      ['-q', '-F', '-L', 'old', '-U', UUID],
      { type: 'ext3', label: 'old', uuid: UUID },
    ],
    ext2: [
      8,
      'mkfs.ext2',
      'e2fsprogs',
      ['-q', '-F', '-L', 'sixteen-letters_', '-U', UUID],
      { type: 'ext2', label: 'sixteen-letters_', uuid: UUID },
    ],
    'an ext4 journal device': [
      8,
      'mke2fs',
      'e2fsprogs',
      ['-q', '-F', '-O', 'journal_dev', '-b', '4096', '-U', UUID],
      { type: 'jbd', label: '', uuid: UUID },
    ],
    xfs: [
      300,
      'mkfs.xfs',
      'xfsprogs',
      ['-q', '-L', 'twelveletter', '-m', `uuid=${UUID}`],
      { type: 'xfs', label: 'twelveletter', uuid: UUID },
    ],
    btrfs: [
      128,
      'mkfs.btrfs',
      'btrfs-progs',
      ['-q', '-L', 'tree', '-U', UUID],
      { type: 'btrfs', label: 'tree', uuid: UUID },
    ],
    FAT12: [
      2,
      'mkfs.vfat',
      'dosfstools',
      ['-F', '12', '-n', 'FLOPPY', '-i', '1234abcd'],
      { type: 'vfat', label: 'FLOPPY', uuid: '1234-ABCD' },
    ],
    FAT16: [
      32,
      'mkfs.vfat',
      'dosfstools',
      ['-F', '16', '-n', 'EFI SYSTEM', '-i', '00ab00cd'],
      { type: 'vfat', label: 'EFI SYSTEM', uuid: '00AB-00CD' },
    ],
    'FAT16 with 4096-byte sectors (E35)': [
      64,
      'mkfs.vfat',
      'dosfstools',
      ['-F', '16', '-S', '4096', '-n', 'ESP4K', '-i', '1'],
      { type: 'vfat', label: 'ESP4K', uuid: '0000-0001' },
    ],
    FAT32: [
      40,
      'mkfs.vfat',
      'dosfstools',
      ['-F', '32', '-n', 'ESP', '-i', 'deadbeef'],
      { type: 'vfat', label: 'ESP', uuid: 'DEAD-BEEF' },
    ],
    'FAT32 without a label': [
      40,
      'mkfs.vfat',
      'dosfstools',
      ['-F', '32', '-i', 'deadbeef'],
      { type: 'vfat', label: '', uuid: 'DEAD-BEEF' },
    ],
    swap: [
      4,
      'mkswap',
      'util-linux',
      ['-L', 'swap0', '-U', UUID],
      { type: 'swap', label: 'swap0', uuid: UUID },
    ],
    'swap of a machine with 64 KiB pages': [
      4,
      'mkswap',
      'util-linux',
      ['-p', '65536', '-U', UUID],
      { type: 'swap', label: '', uuid: UUID },
    ],
  };
  for (const [what, [sizeMib, maker, debianPackage, args, expected]] of Object.entries(MADE)) {
    it(`reads ${what} as blkid does`, async () => {
      const path = sparse('made', sizeMib * MIB);
      tool(maker, debianPackage, [...args, path]);
      await expectBoth(path, expected);
    });
  }

  const BUILT: Record<string, [pieces: superblocks.Piece[], expected: FilesystemSignature]> = {
    'LUKS 1': [superblocks.luks1(), { type: 'crypto_LUKS', label: '', uuid: BY_HAND }],
    'LUKS 2': [superblocks.luks2(), { type: 'crypto_LUKS', label: 'vault', uuid: BY_HAND }],
    'the second header of LUKS 2': [
      superblocks.luks2SecondHeader(),
      { type: 'crypto_LUKS', label: 'vault', uuid: BY_HAND },
    ],
    'an LVM physical volume': [
      superblocks.lvm2(),
      { type: 'LVM2_member', label: '', uuid: 'abcdef-GHIJ-0123-klmn-4567-OPQR-stuv89' },
    ],
    'an MD member of version 1.0': [
      superblocks.md10(),
      { type: 'linux_raid_member', label: 'host:data', uuid: BY_HAND },
    ],
    'an MD member of version 1.1': [
      superblocks.md11(),
      { type: 'linux_raid_member', label: 'host:data', uuid: BY_HAND },
    ],
    'an MD member of version 1.2': [
      superblocks.md12(),
      { type: 'linux_raid_member', label: 'host:data', uuid: BY_HAND },
    ],
    'an MD member of version 0.90': [
      superblocks.md090(),
      { type: 'linux_raid_member', label: '', uuid: '67452301-efcd-ab89-6745-2381efcdab89' },
    ],
    f2fs: [superblocks.f2fs(), { type: 'f2fs', label: 'flash é', uuid: BY_HAND }],
    bcache: [superblocks.bcache(), { type: 'bcache', label: '', uuid: BY_HAND }],
    squashfs: [superblocks.squashfs(), { type: 'squashfs', label: '', uuid: '' }],
    'ISO 9660 that was modified': [
      superblocks.iso9660('2026112201020304', '2025010101010101'),
      { type: 'iso9660', label: 'INSTALL_CD', uuid: '2026-11-22-01-02-03-04' },
    ],
    'ISO 9660 that was never modified': [
      superblocks.iso9660('0000000000000000', '2025112201020304'),
      { type: 'iso9660', label: 'INSTALL_CD', uuid: '2025-11-22-01-02-03-04' },
    ],
    NTFS: [superblocks.ntfs('Windows é'), { type: 'ntfs', label: 'Windows é', uuid: '1122334455667788' }],
  };
  for (const [what, [pieces, expected]] of Object.entries(BUILT)) {
    it(`reads ${what} as blkid does`, async () => {
      const path = join(folder, 'built');
      writeFileSync(path, superblocks.build(pieces));
      await expectBoth(path, expected);
    });
  }

  it('reads a ZFS member as blkid does, in either byte order and by the labels at its end too', async () => {
    const path = join(folder, 'zfs');
    const image = superblocks.build(superblocks.zfs(), 64 * MIB);
    writeFileSync(path, image);
    const expected = { type: 'zfs_member', label: '', uuid: '' };
    await expectBoth(path, expected);
    const end = Buffer.alloc(4 * MIB);
    image.copy(end, 4 * MIB - MIB / 2, 0, MIB / 2);
    expect(await probe(end)).to.deep.equal(expected);
    for (let at = 0; at < end.byteLength; at += 1024) end.subarray(at, at + 8).reverse();
    expect(await probe(end)).to.deep.equal(expected);
  });

  for (const [name, joliet, label] of [
    ['INSTALL_CD', 'Install é', 'Install é'],
    ['ABCDEFGHIJKLMNOP_RSTUVWXYZ', 'Abcdefgh jklmnop', 'Abcdefgh jklmnop'],
    ['ABCDEFGH_JKLMNOP_RSTUVWXYZ', 'Abcdefgh jklmnop', 'Abcdefgh jklmnop_RSTUVWXYZ'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'Abcdefghijklmno', 'Abcdefghijklmno'],
  ] as const) {
    it(`reads ISO 9660 called ${name} and, by Joliet, ${joliet} as blkid does`, async () => {
      const path = join(folder, 'joliet');
      writeFileSync(
        path,
        superblocks.build(superblocks.iso9660('2026112201020304', undefined, name, joliet)),
      );
      await expectBoth(path, { type: 'iso9660', label, uuid: '2026-11-22-01-02-03-04' });
    });
  }

  it('reads hibernated swap as what it is', async () => {
    const path = sparse('hibernated', 4 * MIB);
    tool('mkswap', 'util-linux', ['-L', 'swap0', '-U', UUID, path]);
    const bytes = readFileSync(path);
    bytes.write('S1SUSPEND\0', 4096 - 10);
    writeFileSync(path, bytes);
    await expectBoth(path, { type: 'swsuspend', label: 'swap0', uuid: UUID });
  });

  it('does not take the stale label in a FAT boot sector for the label', async () => {
    const path = sparse('stale', 32 * MIB);
    tool('mkfs.vfat', 'dosfstools', ['-F', '16', '-n', 'STALE', '-i', '1', path]);
    const bytes = readFileSync(path);
    const entry = bytes.indexOf('STALE      ', 4096);
    bytes.writeUInt8(0xe5, entry);
    writeFileSync(path, bytes);
    await expectBoth(path, { type: 'vfat', label: '', uuid: '0000-0001' });
  });

  it('finds the label of a FAT32 in a later cluster of its root directory', async () => {
    const path = sparse('clusters', 40 * MIB);
    tool('mkfs.vfat', 'dosfstools', ['-F', '32', '-s', '1', '-n', 'LATER', '-i', '1', path]);
    const bytes = readFileSync(path);
    const fat = bytes.readUInt16LE(14) * 512;
    const root = fat + 2 * bytes.readUInt32LE(36) * 512;
    const label = Buffer.from(bytes.subarray(root, root + 32));
    for (let at = 0; at < 512; at += 32) bytes.write('FILE    TXT\x20', root + at, 'latin1');
    label.copy(bytes, root + 512 * 7);
    for (const start of [fat, fat + bytes.readUInt32LE(36) * 512]) {
      bytes.writeUInt32LE(9, start + 2 * 4);
      bytes.writeUInt32LE(0x0fffffff, start + 9 * 4);
    }
    writeFileSync(path, bytes);
    await expectBoth(path, { type: 'vfat', label: 'LATER', uuid: '0000-0001' });
  });

  it('reads a filesystem at its place on a disk, and nothing of its neighbours', async () => {
    const path = sparse('placed', 8 * MIB);
    tool('mkfs.ext4', 'e2fsprogs', ['-q', '-F', '-L', 'inner', '-U', UUID, path]);
    const disk = Buffer.concat([
      superblocks.build(superblocks.luks1(), MIB),
      readFileSync(path),
      superblocks.build(superblocks.luks2(), MIB),
    ]);
    const reader = new BufferReader(disk);
    const extent = { offset: MIB, length: 8 * MIB };
    expect(await probeFilesystem(reader, extent)).to.deep.equal({ type: 'ext4', label: 'inner', uuid: UUID });
    expect(await probeFilesystem(reader, { offset: 10 * MIB - 512, length: 512 })).to.equal(null);
    for (const { offset, length } of reader.reads.slice(0, -1)) {
      expect(offset).to.be.at.least(MIB);
      expect(offset + length).to.be.at.most(9 * MIB);
    }
  });

  it('takes a RAID member for a member, not for the filesystem at its start (E37)', async () => {
    const path = sparse('mirror', superblocks.EXTENT_BYTES);
    tool('mkfs.ext4', 'e2fsprogs', ['-q', '-F', path]);
    const bytes = readFileSync(path);
    for (const { offset, bytes: piece } of superblocks.md10()) bytes.set(piece, offset);
    expect((await probe(bytes))?.type).to.equal('linux_raid_member');
  });

  it('does not take superblocks that name another place for theirs', async () => {
    const [md] = superblocks.md12();
    const [lvm] = superblocks.lvm2(1);
    const [luks] = superblocks.luks2SecondHeader();
    if (!md || !lvm || !luks) throw new Error('no superblock');
    expect(await probe(superblocks.build([{ ...md, offset: 0 }]))).to.equal(null);
    expect(await probe(superblocks.build([{ ...lvm, offset: 0 }]))).to.equal(null);
    expect(await probe(superblocks.build([{ ...luks, offset: 0x8000 }]))).to.equal(null);
  });

  it('finds nothing in zeros, in text, in nothing, and outside the disk', async () => {
    expect(await probe(Buffer.alloc(MIB))).to.equal(null);
    expect(await probe(Buffer.alloc(MIB, 'hello '))).to.equal(null);
    expect(await probe(Buffer.alloc(0))).to.equal(null);
    expect(await probe(Buffer.alloc(512), 0, 0)).to.equal(null);
    expect(await probe(Buffer.alloc(512), 512, 512)).to.equal(null);
    expect(await probe(Buffer.alloc(512), 4096, 512)).to.equal(null);
  });

  it('does not take an MBR with boot code for a FAT', async () => {
    const sector = Buffer.alloc(MIB);
    sector.write('\xeb\x63\x90', 'latin1');
    sector.writeUInt16LE(0xaa55, 510);
    expect(await probe(sector)).to.equal(null);
    sector.write('FAT16   ', 54);
    expect(await probe(sector), 'without sane sizes').to.equal(null);
  });

  it('never throws, loops or leaves the extent, whatever stands behind a magic', async () => {
    const templates = [
      ...Object.values(BUILT).map(([pieces]) => superblocks.build(pieces, superblocks.EXTENT_BYTES)),
      (() => {
        const path = sparse('fuzzed', 2 * MIB);
        tool('mkfs.vfat', 'dosfstools', ['-F', '12', '-n', 'FUZZ', path]);
        return readFileSync(path);
      })(),
    ].map((image) => image.subarray(0, 96 * 1024));
    const change = fc.record({ at: fc.nat(4096 * 12), bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }) });
    const input = fc.tuple(
      fc.nat(templates.length - 1),
      fc.array(change, { maxLength: 12 }),
      fc.integer({ min: 1, max: 96 * 1024 }),
    );
    await fc.assert(
      fc.asyncProperty(input, async ([which, changes, length]) => {
        const bytes = Buffer.from(templates[which] ?? '');
        for (const { at, bytes: piece } of changes) bytes.set(piece, at % 4096 < 2048 ? at % 1024 : at);
        const reader = new BufferReader(bytes);
        await probeFilesystem(reader, { offset: 0, length: Math.min(length, bytes.byteLength) });
        expect(reader.reads.every((read) => read.offset + read.length <= length)).to.equal(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('finds nothing sure in random bytes, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 70_000, size: 'max' }), async (bytes) => {
        await probe(Buffer.from(bytes));
      }),
      { numRuns: 150 },
    );
  });
});
