import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../../../agent/deployment/deploy.ts';
import { openImage } from '../../../../agent/image/open-image.ts';
import { createVolume } from '../../../../agent/volumes/create.ts';
import { inspectDisk } from '../../../../agent/volumes/inspect.ts';
import { recover } from '../../../../agent/volumes/recover.ts';
import { releaseVolume } from '../../../../agent/volumes/release.ts';
import { volumeViews } from '../../../../agent/volumes/views.ts';
import { createManagers } from '../../../../hardware-managers/managers.ts';
import type { Claim } from '../../../../proto/catalog.ts';
import { testContext } from '../../../support/context.ts';
import { makeFilesystemImage } from '../../../support/filesystem-image.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';
import { digestIn, mounted, tool, writePrecious } from '../../../support/precious-file.ts';

const MIB = 1024 * 1024;
const DISK_BYTES = 768 * MIB;
const yes = async () => true;

/** As cloud-init does to the root of a system that has booted from a volume. */
describe('a volume that growpart and its filesystem have made longer', () => {
  const context = testContext(createManagers());
  let folder = '';
  let loop: LoopDevice;
  let data: Claim;
  let digest = '';

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-grown-'));
    makeFilesystemImage(join(folder, 'image.raw'), folder, 512, 1);
    loop = await attachLoop({ sizeBytes: DISK_BYTES });
    const request = { label: '', mountPoint: '', project: '', size: 64 * MIB } as const;
    await createVolume(context, loop.path, { ...request, name: 'gap', filesystem: 'none' });
    ({ claim: data } = await createVolume(context, loop.path, {
      ...{ ...request, name: 'data', filesystem: 'ext4' },
    }));
    await releaseVolume(context, loop.path, 'gap', 'none', yes);
    expect(tool('growpart', loop.path, `${data.entry.number}`)).to.match(/^CHANGED: /);
    // Not every kernel lets a mounted one grow.
    tool('e2fsck', '-f', '-p', partition());
    tool('resize2fs', partition());
    // More than it could hold before, so some of it stands behind the old end.
    digest = mounted(partition(), (mountPoint) => writePrecious(mountPoint, 100 * MIB));
  });

  after(async () => {
    await loop?.detach();
    rmSync(folder, { recursive: true, force: true });
  });

  const partition = () => `${loop.path}p${data.entry.number}`;

  function expectWhole(): void {
    tool('e2fsck', '-fn', partition());
    expect(mounted(partition(), digestIn)).to.equal(digest);
    expect(tool('sgdisk', '-v', loop.path)).to.contain('No problems found');
  }

  it('is as long for us as it is for its filesystem', async () => {
    const [view] = volumeViews(await inspectDisk(context, loop.path));
    expect(view).to.include({ name: 'data', offset: data.offset });
    expect(view?.size).to.be.within(127 * MIB, 128 * MIB);
    expectWhole();
  });

  it('keeps every byte while an image is written around it', async () => {
    const source = await openImage(join(folder, 'image.raw'));
    const options = { selectors: [], proof: 'full' as const, configDrive: null };
    const { proofs } = await deploy(context, loop.path, source, options, yes).finally(() => source.close());
    expect(proofs.map(({ name, same }) => [name, same])).to.deep.equal([['data', true]]);
    expectWhole();
  });

  it('is found again, as long as it was, when the table is lost', async () => {
    for (const seek of [0, DISK_BYTES / 512 - 64])
      tool('dd', 'if=/dev/zero', `of=${loop.path}`, 'bs=512', 'count=64', 'conv=notrunc', `seek=${seek}`);
    expect(tool('sfdisk', '--list', loop.path)).to.not.contain(partition());
    await recover(context, loop.path, yes);
    expectWhole();
  });
});
