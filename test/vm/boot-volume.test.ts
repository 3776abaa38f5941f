import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deployBootVolume } from '../../agent/boot-volume/deploy-boot-volume.ts';
import { deploy } from '../../agent/deployment/deploy.ts';
import { openImage } from '../../agent/image/open-image.ts';
import { createVolume } from '../../agent/volumes/create.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { debianIpa } from '../../image-build/debian-ipa/build.ts';
import type { Claim } from '../../proto/catalog.ts';
import { testContext } from '../support/context.ts';
import { aRequestFor, yes } from '../support/volume-disk.ts';
import { Machine } from './machine.ts';
import { type BootableImage, makeBootableImage } from './os-image.ts';
import { makeSystemImage, type SystemImage } from './system-image.ts';
import { VmDisk } from './vm-disk.ts';
import { writeInto } from './vm-volume.ts';

const MIB = 1024 * 1024;
const BOOT_MS = 10 * 60_000;
const OPTIONS = { selectors: [], proof: 'full', configDrive: null } as const;

/**
 * The firmware, shim, GRUB and the kernel are real; the disk is made by this process, so that nothing but them has to
 * run in the machine. No boot entry is made: the firmware finds the loader where removable media have it.
 */
for (const isSigned of [true, false]) {
  describe(`a disk that boots from a volume, with a GRUB that ${isSigned ? 'shim starts' : 'nobody signed'}`, () => {
    const context = testContext(createManagers());
    let folder = '';
    let disk: VmDisk;
    let larch: SystemImage;
    let birch: BootableImage;
    let claim: Claim;
    let contents = '';

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-vm-boot-'));
      disk = new VmDisk(folder, isSigned ? 'virtio' : 'nvme', 1536 * MIB);
      const debian = await debianIpa('trixie');
      larch = await makeSystemImage(folder, 'larch', debian, { isSigned });
      birch = await makeBootableImage(folder, 'birch', debian);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    async function boot(): Promise<string> {
      const machine = await Machine.start({ folder, disks: [disk] });
      try {
        await machine.off(BOOT_MS);
        return machine.console;
      } finally {
        await machine.cut();
      }
    }

    const digest = () => disk.digest(claim.offset, claim.length);
    const bootFrom = async () => await deployBootVolume(context, disk.path, 'larch-root', OPTIONS, yes);

    it('starts the system that is in the volume, which stays as it is', async () => {
      const source = await openImage(larch.path, { expect: 'filesystem', checksum: larch.checksum });
      const request = aRequestFor('larch-root', 256 * MIB);
      const image = { source, bootable: true };
      ({ claim } = await createVolume(context, disk.path, request, { image }).finally(() => source.close()));
      writeInto(disk, claim.offset, folder, 'letters', randomBytes(MIB));
      contents = digest();
      const { notes } = await bootFrom();
      expect(notes.some((note) => note.includes('Secure Boot'))).to.equal(!isSigned);

      const console = await boot();
      expect(console).to.contain('BOOTED larch').and.contain(`FILE uuid=${claim.id} `);
      expect(console).to.contain('path=letters').and.contain('REPORT ENDS');
      expect(digest()).to.equal(contents);
    });

    it('starts another system that is deployed beside it', async () => {
      const source = await openImage(birch.path);
      await deploy(context, disk.path, source, OPTIONS, yes).finally(() => source.close());
      const console = await boot();
      expect(console).to.contain('BOOTED birch').and.not.contain('BOOTED larch');
      expect(console).to.contain(`uuid=${claim.id} name=larch-root`);
      expect(digest()).to.equal(contents);
    });

    it('starts the system in the volume again, with what was put there', async () => {
      await bootFrom();
      const console = await boot();
      expect(console).to.contain('BOOTED larch').and.not.contain('BOOTED birch');
      expect(console).to.contain('path=letters');
      expect(digest()).to.equal(contents);
    });
  });
}
