import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { filesystemConflicts } from '../../../agent/layout/filesystem-conflicts.ts';
import { keepSet } from '../../../agent/layout/keep-set.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { FilesystemSignature } from '../../../agent/layout/types.ts';
import { aFilesystem, aLayout, guidOf } from '../../support/layouts.ts';

function between(mine: FilesystemSignature, theirs: FilesystemSignature) {
  const partitions = [{ number: 4, offset: MIB, length: MIB, name: 'data', filesystem: mine }];
  const { kept } = keepSet(aLayout({ partitions }), [parseSelector('index:4')]);
  return filesystemConflicts(kept, [{ name: 'root', filesystem: theirs }]);
}

const codes = (mine: FilesystemSignature, theirs: FilesystemSignature) =>
  between(mine, theirs).map(({ code }) => code);

describe('filesystem duplicates (E17)', () => {
  it('are none where UUIDs and labels differ or are empty', () => {
    expect(codes(aFilesystem('ext4', 'a', '1'), aFilesystem('ext4', 'b', '2'))).to.deep.equal([]);
    expect(codes(aFilesystem('LVM2_member'), aFilesystem('LVM2_member'))).to.deep.equal([]);
  });

  it('are found whatever the types, UUIDs in either case', () => {
    expect(codes(aFilesystem('ext4', '', 'AB'), aFilesystem('xfs', '', 'ab'))).to.deep.equal([
      'DUPLICATE_FILESYSTEM_UUID',
    ]);
  });

  it('tell labels apart by case, but not those of VFAT', () => {
    expect(codes(aFilesystem('ext4', 'Boot'), aFilesystem('xfs', 'boot'))).to.deep.equal([]);
    expect(codes(aFilesystem('vfat', 'BOOT'), aFilesystem('xfs', 'boot'))).to.deep.equal([
      'DUPLICATE_FILESYSTEM_LABEL',
    ]);
  });

  it('name the partition and the command that helps', () => {
    const commands = ['ext4', 'xfs', 'swap', 'vfat', 'crypto_LUKS'].map(
      (type) => between(aFilesystem(type, 'x'), aFilesystem('ext4', 'x'))[0]?.wayOut,
    );
    expect(commands[0]).to.contain(`tune2fs -L NEW /dev/disk/by-partuuid/${guidOf('d', 4)}`);
    expect(commands[1]).to.contain('xfs_admin -L NEW /dev');
    expect(commands[2]).to.contain('swaplabel -L NEW /dev');
    expect(commands[3]).to.contain('fatlabel /dev');
    expect(commands[4]).to.contain('cryptsetup config --label NEW /dev');
    expect(between(aFilesystem('ext4', '', '1'), aFilesystem('ext4', '', '1'))[0]?.wayOut).to.contain(
      'tune2fs -U random',
    );
  });

  it('name no other image for a filesystem that the deployment makes itself', () => {
    const partitions = [{ number: 4, offset: MIB, length: MIB, filesystem: aFilesystem('swap', 'swap1') }];
    const { kept } = keepSet(aLayout({ partitions }), [parseSelector('index:4')]);
    const made = { name: 'swap1', filesystem: aFilesystem('swap', 'swap1'), isMade: true };
    const [conflict] = filesystemConflicts(kept, [made]);
    expect(conflict?.message).to.contain('"swap1" that this deployment makes (swap)');
    expect(conflict?.wayOut)
      .to.match(/swaplabel -L NEW/)
      .and.not.match(/image/);
  });

  it('have a way out for types without a command', () => {
    expect(between(aFilesystem('zfs_member', 'tank'), aFilesystem('ext4', 'tank'))[0]?.wayOut).to.contain(
      'another label',
    );
  });
});
