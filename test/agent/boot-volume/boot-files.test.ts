import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type BootFiles, bootFilesIn, expectBootable } from '../../../agent/boot-volume/boot-files.ts';
import { bootNotes, espFiles } from '../../../agent/boot-volume/esp-files.ts';
import {
  EFI,
  efiProgram,
  makeTree,
  PLACES,
  systemFiles,
  type TreeFiles,
} from '../../support/bootable-root.ts';
import { errorOf } from '../../support/read-image.ts';

const ID = '5bf3dc67-0e1f-4d0a-9f0e-0b1c6ee0a3f2';
const UUID = '0c8fe1f2-8a4c-4b53-9c1d-1de2a0c3a111';
const LOW = EFI.toLowerCase();
const VOLUME = { name: 'os', id: ID, device: '/dev/sda' };
const FILESYSTEM = { type: 'ext4', label: 'os-root', uuid: UUID } as const;

describe('what a volume is booted with', () => {
  let folder = '';
  let count = 0;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-boot-files-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function find(files: TreeFiles): Promise<BootFiles> {
    count += 1;
    const tree = makeTree(join(folder, `${count}`), files);
    return await bootFilesIn(tree, { ...VOLUME, filesystem: FILESYSTEM });
  }

  /** The EFI system partition, as text by path. */
  async function esp(files: TreeFiles): Promise<Readonly<Record<string, string>>> {
    const made = espFiles(await find(files), { partuuid: ID, filesystem: FILESYSTEM, number: 126 });
    return Object.fromEntries(
      [...made].map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')]),
    );
  }

  const config = async (files: TreeFiles) => (await esp(files))['EFI/BOOT/grub.cfg'] ?? '';
  const system = systemFiles('os');

  it('is GRUB alone where nobody signed it, which is told', async () => {
    const files = await esp(system);
    expect(Object.keys(files)).to.have.members([
      `EFI/BOOT/BOOT${EFI}.EFI`,
      'EFI/BOOT/grub.cfg',
      'EFI/debian/grub.cfg',
    ]);
    expect(bootNotes(await find(system)).join()).to.contain('Secure Boot');
  });

  it('is shim and the GRUB that it starts where both are signed, links of Ubuntu included', async () => {
    const signed = {
      ...system,
      [PLACES.signed]: efiProgram('signed GRUB\0/EFI/ubuntu'),
      [PLACES.shim]: `->/etc/alternatives/shim.signed`,
      'etc/alternatives/shim.signed': `->/usr/lib/shim/shim.previous`,
      'usr/lib/shim/shim.previous': efiProgram('shim'),
      [PLACES.mokManager]: efiProgram('MOK manager'),
    };
    const files = await esp(signed);
    expect(files[`EFI/BOOT/BOOT${EFI}.EFI`]).to.contain('shim');
    expect(files[`EFI/BOOT/grub${LOW}.efi`]).to.contain('signed GRUB');
    expect(files[`EFI/BOOT/mm${LOW}.efi`]).to.contain('MOK manager');
    expect(files).to.have.property('EFI/ubuntu/grub.cfg');
    expect(bootNotes(await find(signed))).to.deep.equal([]);
  });

  it("is what a vendor's own folder of the image has, before all else", async () => {
    const files = await esp({
      ...system,
      [`boot/efi/EFI/almalinux/grub${LOW}.efi`]: efiProgram('GRUB of the vendor\0/EFI/almalinux'),
      [`boot/efi/EFI/almalinux/shim${LOW}.efi`]: efiProgram('shim of the vendor'),
    });
    expect(files[`EFI/BOOT/grub${LOW}.efi`]).to.contain('GRUB of the vendor');
    expect(files).to.have.property('EFI/almalinux/grub.cfg');
  });

  for (const [what, bytes] of [
    ['another processor', efiProgram('GRUB', 0x014c)],
    ['no program at all', 'not a program'],
  ] as const)
    it(`is refused where GRUB is for ${what}`, async () => {
      const error = await errorOf(find({ ...system, [PLACES.monolithic]: bytes }));
      expect(error.code).to.equal('VOLUME_NOT_BOOTABLE');
      expect(error.message).to.contain('no GRUB for UEFI').and.not.contain('\n');
    });

  it('is refused where there is neither a kernel nor a configuration', async () => {
    const error = await errorOf(find({ [PLACES.monolithic]: efiProgram('GRUB') }));
    expect(error.code).to.equal('VOLUME_NOT_BOOTABLE');
    expect(error.message).to.contain('/boot/vmlinuz-*');
  });

  it('is refused for what GRUB or the ramdisk cannot read', () => {
    for (const type of ['LVM2_member', 'crypto_LUKS', 'linux_raid_member', 'btrfs', 'vfat'])
      expect(() => expectBootable(VOLUME, { type, label: '', uuid: UUID })).to.throw(type);
    expect(() => expectBootable(VOLUME, null)).to.throw('no filesystem that is known');
    expect(() => expectBootable(VOLUME, { type: 'ext4', label: '', uuid: '' })).to.throw('no UUID');
  });

  it('finds the volume first on its own disk by its number, then by its filesystem', async () => {
    expect(await config(system)).to.contain(
      `search --no-floppy --fs-uuid --set=root --hint="$bmv_disk,gpt126" ${UUID}`,
    );
  });

  it('starts the newest kernel, with what the system wants, unless the system says which', async () => {
    const text = await config(system);
    const kernels = [...text.matchAll(/^ {2}linux (\S+) (.*)$/gm)].map(([, path, words]) => [path, words]);
    const words = `root=PARTUUID=${ID} ro console=ttyS0,115200n8 systemd.wants=systemd-growfs-root.service`;
    expect(kernels).to.deep.equal([
      ['/vmlinuz', words],
      ['/boot/vmlinuz', words],
      ['/boot/vmlinuz-6.12.1', words],
      ['/boot/vmlinuz-6.9.0', words],
    ]);
    expect(text).to.contain('  initrd /boot/initrd.img-6.12.1\n');
    // One that update-grub makes later, in the volume.
    expect(text).to.contain('  configfile /boot/grub/grub.cfg\n');
  });

  it("hands over to the system's own configuration where its root is the volume", async () => {
    for (const root of [`UUID=${UUID}`, `PARTUUID=${ID}`, 'LABEL=os-root']) {
      const text = await config({ ...system, 'boot/grub/grub.cfg': `linux /boot/vmlinuz root=${root} ro\n` });
      expect(text, root)
        .to.contain('set prefix=($root)/boot/grub\n')
        .and.contain('configfile /boot/grub/grub.cfg');
    }
  });

  // A root filesystem taken out of a cloud image names the partition of that image.
  it('does not, and tells it, where its root is another', async () => {
    for (const root of ['PARTUUID=11111111-0000-4000-8000-000000000001', 'LABEL=cloudimg', '/dev/sda1']) {
      const files = { ...system, 'boot/grub/grub.cfg': `linux /boot/vmlinuz root=${root} ro\n` };
      expect(await config(files), root).to.not.contain('configfile');
      expect(bootNotes(await find(files)).join()).to.contain(
        '/boot/grub/grub.cfg of the volume names another root',
      );
    }
  });

  it('reads entries of the boot loader specification, as Fedora has them', async () => {
    const entry = (root: string) => ({
      ...system,
      'boot/grub2/grub.cfg': 'blscfg\n',
      'boot/loader/entries/a.conf': `linux /boot/vmlinuz\noptions root=${root} ro\n`,
    });
    expect(await config(entry(`UUID=${UUID}`))).to.contain('configfile /boot/grub2/grub.cfg');
    expect(await config(entry('UUID=22222222-0000-4000-8000-000000000002'))).to.not.contain('configfile');
  });

  it("takes no word into GRUB's configuration that means something to GRUB", async () => {
    const settings =
      'GRUB_CMDLINE_LINUX="quiet ;reboot $(id) `id` a{b} root=/dev/sda1 x=\'y\' net.ifnames=0"\n';
    const text = await config({ ...system, 'etc/default/grub': settings });
    expect(text).to.contain(`root=PARTUUID=${ID} ro quiet net.ifnames=0 systemd.wants=`);
    expect(text).to.not.match(/;reboot|id\)|a\{b\}/);
  });
});
