import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { type Part, type PartGround, partsOf } from '../../../agent/partition-image/parts.ts';
import type { PartitionRequest } from '../../../agent/partition-image/request.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import { aPartitionRequest } from '../../support/root-image.ts';

const sketch = ({ number, name, extent }: Part) => [number, name, extent.offset / MIB, extent.length / MIB];

const emptyDisk = { makesEphemeral: true, free: [{ offset: 33 * 1024, length: 100_000 * MIB }] };

function sketches(request: PartitionRequest, ground: PartGround = emptyDisk) {
  const { made, root } = partsOf(request, ground);
  return [...made, root].map(sketch);
}

const everything = aPartitionRequest({ swapMb: 512, ephemeralMb: 1024, rootMb: 4096 });

describe('the partitions around a root filesystem', () => {
  it('come in the order and sizes of ironic-python-agent, on a machine that boots by UEFI', () => {
    expect(sketches({ ...everything, bootMode: 'uefi' })).to.deep.equal([
      [1, 'efi-part', 1, 550],
      [2, 'ephemeral0', 551, 1024],
      [3, 'swap1', 1575, 512],
      [4, 'root', 2087, 4096],
    ]);
  });

  it('begin with a BIOS boot partition on one that boots by BIOS', () => {
    expect(sketches(everything)[0]).to.deep.equal([1, 'bios-boot', 1, 1]);
  });

  it('are only those that were asked for', () => {
    expect(sketches(aPartitionRequest())).to.deep.equal([
      [1, 'bios-boot', 1, 1],
      [2, 'root', 2, 64],
    ]);
  });

  it('have no new ephemeral partition where the old one stays', () => {
    const ground = { ...emptyDisk, makesEphemeral: false };
    expect(sketches(everything, ground).map(([, name]) => name)).to.deep.equal([
      'bios-boot',
      'swap1',
      'root',
    ]);
  });

  it('fill what is free around that which is kept, without losing a MiB to it', () => {
    // As before the deployment, with an ephemeral partition of 16 MiB that stays, and not one MiB more.
    const request = aPartitionRequest({ swapMb: 512, ephemeralMb: 16, rootMb: 4096 });
    const free = [
      { offset: 33 * 1024, length: 2 * MIB - 33 * 1024 },
      { offset: 18 * MIB, length: 4608 * MIB },
    ];
    expect(sketches(request, { makesEphemeral: false, free })).to.deep.equal([
      [1, 'bios-boot', 1, 1],
      [2, 'swap1', 18, 512],
      [3, 'root', 530, 4096],
    ]);
  });

  it('share no byte where the disk has no room for them', () => {
    const places = sketches(everything, { makesEphemeral: true, free: [{ offset: MIB, length: 600 * MIB }] });
    expect(places).to.deep.equal([
      [1, 'bios-boot', 1, 1],
      [2, 'ephemeral0', 601, 1024],
      [3, 'swap1', 2, 512],
      [4, 'root', 1625, 4096],
    ]);
  });

  it('have types by which firmware and systems know them, and filesystems by what was asked for', () => {
    const uefi = { ...everything, bootMode: 'uefi', ephemeralFormat: 'xfs' } as const;
    const { made, root } = partsOf(uefi, emptyDisk);
    const { linuxFilesystem, linuxSwap, esp } = TYPE_GUIDS;
    expect(made.map(({ typeGuid }) => typeGuid)).to.deep.equal([esp, linuxFilesystem, linuxSwap]);
    expect(made.map(({ filesystem }) => filesystem)).to.deep.equal(['vfat', 'xfs', 'swap']);
    expect(root).to.include({ typeGuid: linuxFilesystem, filesystem: null, role: 'root' });
    expect(partsOf(everything, emptyDisk).made[0]).to.include({
      typeGuid: TYPE_GUIDS.biosBoot,
      filesystem: null,
    });
  });
});
