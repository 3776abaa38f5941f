import { expect } from 'chai';
import { checkPartitionRequest, type PartitionRequest } from '../../../agent/partition-image/request.ts';
import { BmvError } from '../../../proto/error.ts';
import { aPartitionRequest } from '../../support/root-image.ts';

function refusalOf(overrides: Partial<PartitionRequest>): string {
  try {
    checkPartitionRequest(aPartitionRequest(overrides));
    return 'accepted';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.match(/^.+; .+$/);
    return error.code;
  }
}

describe('a request for partitions', () => {
  it('is taken as Ironic makes it', () => {
    const full = { swapMb: 512, ephemeralMb: 1024, ephemeralFormat: 'xfs', diskLabel: 'gpt' } as const;
    for (const request of [{}, full, { ...full, bootMode: 'uefi', cpuArch: 'aarch64' } as const])
      expect(refusalOf(request)).to.equal('accepted');
    expect(refusalOf({ ephemeralFormat: '' })).to.equal('accepted');
  });

  it('is refused for an MBR, in which nothing can be kept', () => {
    expect(refusalOf({ diskLabel: 'msdos' })).to.equal('PARTITIONING_UNSUPPORTED');
    expect(() => checkPartitionRequest(aPartitionRequest({ diskLabel: 'msdos' }))).to.throw(
      /leave disk_label/,
    );
  });

  it('is refused for machines that boot from a PReP partition', () => {
    for (const cpuArch of ['ppc64', 'ppc64le'])
      expect(refusalOf({ cpuArch })).to.equal('PARTITIONING_UNSUPPORTED');
  });

  it('is refused for a filesystem that is not made', () => {
    for (const ephemeralFormat of ['btrfs', 'swap', 'ext4 ', '-F', 'ntfs'])
      expect(refusalOf({ ephemeralFormat })).to.equal('PARTITIONING_UNSUPPORTED');
  });

  it('is refused for sizes that are none', () => {
    const sizes: Partial<PartitionRequest>[] = [
      { rootMb: 0 },
      { rootMb: Number.NaN },
      { rootMb: 1.5 },
      { rootMb: 2 ** 40 },
      { swapMb: -1 },
      { ephemeralMb: Number.POSITIVE_INFINITY },
    ];
    for (const size of sizes) expect(refusalOf(size)).to.equal('BAD_SIZE');
  });
});
