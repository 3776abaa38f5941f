import { expect } from 'chai';
import { partitionPath } from '../../../agent/partition-image/partition-uuids.ts';

describe('the path of a partition', () => {
  for (const [device, path] of [
    ['/dev/sda', '/dev/sda12'],
    ['/dev/nvme0n1', '/dev/nvme0n1p12'],
    ['/dev/disk/by-path/pci-0000:00:1f.2-ata-1', '/dev/disk/by-path/pci-0000:00:1f.2-ata-1-part12'],
    ['/dev/disk/by-id/wwn-0x5000c500a1b2c3d', '/dev/disk/by-id/wwn-0x5000c500a1b2c3d-part12'],
  ] as const) {
    it(`of ${device} is ${path}`, () => {
      expect(partitionPath(device, 12)).to.equal(path);
    });
  }
});
