import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../support/blkid.ts';
import { makeDiskFile, writeAt } from '../support/disk-file.ts';
import { applyScript } from '../support/partition-script.ts';

const MIB = 1024 * 1024;
const ESP_BYTES = 8 * MIB;

/**
 * A hardware manager of a machine that boots by UEFI: the firmware's boot entries are lines of a file. Nodes of
 * partitions, which udev would make, are made when IPA asks for the boot mode, ahead of the boot entry.
 */
export const UEFI_MACHINE = `
import json
import os

from ironic_python_agent import efi_utils
from ironic_python_agent import hardware


def add_boot_record(device, efi_partition, loader, label):
    with open('/run/shared/boot-entries', 'a') as entries:
        entries.write(json.dumps([device, efi_partition, loader]) + '\\n')


def show_partitions():
    for disk in [name for name in os.listdir('/sys/class/block') if os.path.exists('/dev/' + name)]:
        for name in os.listdir('/sys/class/block/' + disk):
            number = os.path.join('/sys/class/block', disk, name, 'dev')
            if not name.startswith(disk) or not os.path.exists(number):
                continue
            with open(number) as file:
                device = os.makedev(*map(int, file.read().split(':')))
            if os.path.exists('/dev/' + name):
                os.unlink('/dev/' + name)
            os.mknod('/dev/' + name, 0o060600, device)


class OtherManager(hardware.HardwareManager):
    def evaluate_hardware_support(self):
        efi_utils.get_boot_records = lambda: iter(())
        efi_utils.add_boot_record = add_boot_record
        return hardware.HardwareSupport.SERVICE_PROVIDER

    def get_boot_info(self):
        show_partitions()
        return hardware.BootInfo(current_boot_mode='uefi')
`;

/** The firmware's entries, made in this folder: device, number of the partition, loader. */
export function bootEntries(folder: string): readonly (readonly [string, number, string])[] {
  const path = join(folder, 'boot-entries');
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as [string, number, string]);
}

/**
 * An EFI system partition with a boot loader. It is ext4, which firmware would not read: IPA
 * names no type when it mounts it, and kernels without FAT run these tests too.
 */
export function espBytes(folder: string): Buffer {
  const tree = join(folder, 'esp.tree');
  mkdirSync(join(tree, 'EFI/BOOT'), { recursive: true });
  writeFileSync(join(tree, 'EFI/BOOT/BOOTX64.EFI'), 'a boot loader', { mode: 0o755 });
  const path = makeDiskFile(join(folder, 'esp.ext4'), ESP_BYTES);
  tool('mkfs.ext4', 'e2fsprogs', ['-F', '-q', '-d', tree, path]);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

/** What parted shows as `linux-swap(v1)`. */
export function swapBytes(folder: string): Buffer {
  const path = makeDiskFile(join(folder, 'swap'), ESP_BYTES);
  tool('mkswap', 'util-linux', [path]);
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

/** A whole-disk image with a root, and with an EFI system partition of this content; null: without one. */
export function uefiImage(folder: string, esp: Buffer | null = espBytes(folder)): Buffer {
  const path = makeDiskFile(join(folder, 'uefi.raw'), 16 * MIB);
  applyScript(path, 512, [
    'label: gpt',
    ...(esp ? ['1: start=2048, size=16384, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=new-esp'] : []),
    '2: start=20480, size=8192, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=new-root',
  ]);
  if (esp) writeAt(path, MIB, esp);
  writeAt(path, 10 * MIB, Buffer.alloc(4 * MIB, 'a root '));
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}
