import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bmv, bmvDone, bmvJson } from '../../support/bmv.ts';
import { makeSystemImage } from '../../support/bootable-root.ts';
import { makeDiskFile } from '../../support/disk-file.ts';

const MIB = 1024 * 1024;

describe('bmv deploy --boot-volume', () => {
  let folder = '';
  let disk = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-cli-boot-'));
    disk = makeDiskFile(join(folder, 'disk.img'), 700 * MIB);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has a disk boot from a volume, and says by which partition', async () => {
    const image = makeSystemImage(folder, 'os');
    const checksum = `sha256:${createHash('sha256').update(readFileSync(image)).digest('hex')}`;
    const words = ['--image', image, '--checksum', checksum, '--bootable'];
    await bmvDone('volume', 'create', disk, '--name', 'os', '--size', '64M', ...words);
    const out = await bmvDone('deploy', '--boot-volume', 'os', disk, '--yes', '--proof', 'full');
    expect(out)
      .to.contain('boots from volume "os"')
      .and.contain('by partition 1')
      .and.contain('unchanged (full');
    const { json } = await bmvJson('deploy', disk, '--boot-volume', 'os', '--yes');
    expect(json).to.deep.include({ esp: 1, resumed: false });
    const refused = await bmv(['deploy', '--boot-volume', 'none', disk, '--yes']);
    expect(refused.code).to.equal(3);
    expect(refused.err).to.contain('VOLUME_UNKNOWN').and.contain('bootable');
  });
});
