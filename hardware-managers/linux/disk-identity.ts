import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readAttribute, resolveLink } from './sysfs.ts';

/** What a disk says of itself in sysfs, udev or not. `null` means: it does not say. */
export interface DiskIdentity {
  readonly serial: string | null;
  /** The serial comes from an attribute that udev copies verbatim, so lsblk must agree. */
  readonly serialIsPlain: boolean;
  readonly wwn: string | null;
  readonly model: string | null;
  readonly vendor: string | null;
  readonly transport: string | null;
  readonly hctl: string | null;
}

/** The path of a disk's device in /sys/devices names the buses between it and the CPU; the first match wins. */
const TRANSPORTS: readonly (readonly [RegExp, string])[] = [
  [/\/nvme\d*\//, 'nvme'],
  [/\/usb\d+\//, 'usb'],
  [/\/session\d+\//, 'iscsi'],
  [/\/rport-/, 'fc'],
  [/\/end_device-|\/sas_/, 'sas'],
  [/\/ata\d+\//, 'sata'],
  [/\/mmc_host\//, 'mmc'],
  [/\/virtio\d+\//, 'virtio'],
  [/\/virtual\/block\/loop/, 'loop'],
];

/** `naa.5000c500a1b2c3d4` is what udev and Ironic's root device hints write as `0x5000c500a1b2c3d4`. */
function wwnOf(wwid: string | null): string | null {
  if (wwid === null) return null;
  if (wwid.startsWith('naa.')) return `0x${wwid.slice(4).toLowerCase()}`;
  return /^(eui|nvme|uuid)\./.test(wwid) ? wwid : null;
}

/** The unit serial number from SCSI's vital product data, page 0x80: a header of 4 bytes, then text (SPC-4 7.8.17). */
async function scsiSerial(device: string): Promise<string | null> {
  const page = await readFile(join(device, 'vpd_pg80')).catch(() => null);
  if (page === null || page.byteLength < 5 || page[1] !== 0x80) return null;
  const text = page
    .subarray(4, 4 + page.readUInt16BE(2))
    .toString('latin1')
    .replaceAll('\0', '')
    .trim();
  return text === '' ? null : text;
}

/** `folder` is the disk's resolved folder in sysfs. */
export async function readDiskIdentity(folder: string): Promise<DiskIdentity> {
  const device = (await resolveLink(join(folder, 'device'))) ?? join(folder, 'device');
  const plain =
    (await readAttribute(join(folder, 'serial'))) ?? (await readAttribute(join(device, 'serial')));
  const wwid = (await readAttribute(join(folder, 'wwid'))) ?? (await readAttribute(join(device, 'wwid')));
  const vendor = await readAttribute(join(device, 'vendor'));
  const address = basename(device);
  return {
    serial: plain ?? (await scsiSerial(device)),
    serialIsPlain: plain !== null,
    wwn: wwnOf(wwid),
    model: await readAttribute(join(device, 'model')),
    // Virtio's "vendor" is a PCI number.
    vendor: vendor === null || /^0x[0-9a-f]+$/i.test(vendor) ? null : vendor,
    transport: TRANSPORTS.find(([pattern]) => pattern.test(`${folder}/`))?.[1] ?? null,
    hctl: /^\d+:\d+:\d+:\d+$/.test(address) ? address : null,
  };
}
