/** What an instance of the lab is made of; the second generation has one package more. */
export type Generation = 1 | 2;

/** Raised when the way of building changes though nothing else here does. */
export const BUILDER = 1;

export const PACKAGES = [
  ...['systemd', 'systemd-sysv', 'udev', 'dbus', 'linux-image-cloud-amd64', 'initramfs-tools', 'cloud-init'],
  ...[
    'iproute2',
    'curl',
    'ca-certificates',
    'e2fsprogs',
    'xfsprogs',
    'util-linux',
    'fdisk',
    'cloud-guest-utils',
    'zstd',
  ],
  // Of a partition image it is installed into the EFI system partition by ironic-python-agent.
  'grub-efi-amd64',
];
export const NEW_PACKAGE = 'jq';

/** Name of the volume that an instance looks for. */
export const VOLUME = 'data';
/** Begins each line of the console that is for the lab. */
export const MARK = 'BMV-LAB';

/**
 * Finds the volume by the name of its partition, or an ephemeral disk by its label, mounts it where nobody told cloud-init
 * to do so, keeps a file of random bytes there, which the first instance makes, and says what it found. One line of JSON
 * behind the mark, on the console and to whom the kernel's command line names.
 */
const REPORT = `#!/bin/sh
set -u
generation=$(cat /etc/bmv-lab-generation)
root=$(df --output=size -B1 / | tail -n1 | tr -d ' ')
device=/dev/disk/by-partlabel/${VOLUME}
[ -e "$device" ] || device=/dev/disk/by-label/ephemeral0
say() {
  line="${MARK} {\\"generation\\":$generation,\\"root\\":$root,$1}"
  echo "$line" >/dev/console
  url=$(sed -n 's/.*bmv-lab-report=\\([^ ]*\\).*/\\1/p' /proc/cmdline)
  [ -z "$url" ] || curl --silent --max-time 10 --data "$line" "$url" || true
}
if [ ! -e "$device" ]; then say '"volume":null'; exit 0; fi
mkdir -p /srv/${VOLUME}
told=false
mountpoint -q /srv/${VOLUME} && told=true
$told || mount "$device" /srv/${VOLUME} || { say '"volume":"cannot be mounted"'; exit 0; }
cd /srv/${VOLUME}
if [ -e precious ]; then found=$(sha256sum precious | cut -c1-64); else found=; head -c 8388608 /dev/urandom >precious; fi
echo "generation $generation" >>boots
sync -f .
say "\\"volume\\":\\"mounted\\",\\"told\\":$told,\\"found\\":\\"$found\\",\\"now\\":\\"$(sha256sum precious | cut -c1-64)\\",\\"boots\\":$(grep -c . boots),\\"bytes\\":$(df --output=size -B1 . | tail -n1 | tr -d ' ')"
`;

const UNIT = `[Unit]
Description=Tells the lab what this instance finds
After=network-online.target systemd-udev-settle.service
Wants=network-online.target

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/bmv-lab-report

[Install]
WantedBy=multi-user.target
`;

/** Path -> text. */
export const FILES: Readonly<Record<string, string>> = {
  'etc/hostname': 'lab-instance\n',
  'etc/default/grub':
    'GRUB_TIMEOUT=0\nGRUB_DISABLE_OS_PROBER=true\nGRUB_CMDLINE_LINUX="console=tty0 console=ttyS0 quiet"\n',
  'etc/fstab': 'LABEL=lab-root / ext4 defaults 0 1\n',
  'etc/systemd/network/20-dhcp.network': '[Match]\nType=ether\n\n[Network]\nDHCP=yes\n',
  // The config drive alone is looked for, and there is no cloud to wait for.
  'etc/cloud/cloud.cfg.d/90-lab.cfg': 'datasource_list: [ConfigDrive, None]\n',
  'usr/local/sbin/bmv-lab-report': REPORT,
  'etc/systemd/system/bmv-lab-report.service': UNIT,
};
export const UNITS = ['systemd-networkd.service', 'bmv-lab-report.service'];
