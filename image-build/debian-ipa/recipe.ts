export const SUITES = ['trixie', 'sid'] as const;
export type Suite = (typeof SUITES)[number];

export const MIRROR = 'http://deb.debian.org/debian';

export const APT_OPTIONS = [
  'APT::Install-Recommends "false"',
  'APT::Sandbox::User "root"',
  // A mirror may be older than the validity of its signature.
  'Acquire::Check-Valid-Until "false"',
];

/** Everything that decides what the ramdisk is made of, besides the archive's own state. */
export interface Recipe {
  readonly suite: Suite;
  readonly packages: readonly string[];
  /** Packages that ironic-python-agent depends on and no ramdisk needs: an empty one stands for them all. */
  readonly standIns: readonly string[];
  /** dpkg leaves these out. */
  readonly excluded: readonly string[];
  /** Deleted once everything is installed; patterns of the shell, relative to the root. */
  readonly deleted: readonly string[];
  /** Path relative to the root -> text. */
  readonly files: Readonly<Record<string, string>>;
  readonly units: readonly string[];
}

const PACKAGES = [
  'ironic-python-agent',
  // Virtual machines: virtio, NVMe, AHCI. Drivers of real controllers are in linux-image-amd64.
  'linux-image-cloud-amd64',
  'systemd',
  'systemd-sysv',
  'systemd-resolved',
  'udev',
  'dbus',
  'kmod',
  'iproute2',
  'ca-certificates',
  'openssl',
  'lsb-base',
  // What steps of ironic-python-agent and of bmv-agent call. hwclock and hexdump are in the two extras.
  'util-linux',
  'util-linux-extra',
  'bsdextrautils',
  'fdisk',
  'gdisk',
  'parted',
  'e2fsprogs',
  'xfsprogs',
  'dosfstools',
  'cryptsetup-bin',
  'lvm2',
  'mdadm',
  'nvme-cli',
  'hdparm',
  'efibootmgr',
  'bzip2',
  'xz-utils',
  'zstd',
];

const STAND_INS = [
  'fio',
  'git',
  'infiniband-diags',
  'ipmitool',
  'iptables',
  'libguestfs-tools',
  'linux-initramfs-tool',
  'lldpad',
  'man-db',
  'open-iscsi',
  'python3-etcd3',
  'python3-etcd3gw',
  'python3-gevent',
  'python3-grpcio',
  'python3-guestfs',
  'python3-libvirt',
  'stress-ng',
  'sysbench',
  'tuned',
];

const EXCLUDED = [
  '/usr/share/bug/*',
  '/usr/share/doc/*',
  '/usr/share/icons/*',
  '/usr/share/info/*',
  '/usr/share/lintian/*',
  '/usr/share/locale/*',
  '/usr/share/man/*',
];

const DELETED = [
  'boot/*',
  // A second copy of the kernel, in sid.
  'usr/lib/modules/*/vmlinuz',
  'etc/machine-id',
  // What useradd and its kin leave of the files before their last change.
  'etc/*-',
  // Of the machine that the ramdisk is made on, or the same for all that boot it.
  'etc/mdadm/mdadm.conf',
  'etc/nvme/hostid',
  'etc/nvme/hostnqn',
  'etc/ssh/ssh_host_*',
  'tmp/*',
  'usr/include/*',
  // 10 MB of ICU for nothing but this program, and what would start it and other housekeeping.
  'usr/lib/*-linux-gnu/libicu*',
  'usr/sbin/xfs_scrub*',
  'usr/lib/systemd/system/xfs_scrub*',
  'etc/systemd/system/timers.target.wants',
  // Of QEMU only qemu-img is called.
  'usr/bin/qemu-io',
  'usr/bin/qemu-nbd',
  'usr/bin/qemu-storage-daemon',
  // Makers of network cards, which nobody asks for.
  'usr/share/ieee-data',
  'var/lib/ieee-data',
  'usr/lib/python3.*/pydoc_data',
  'usr/lib/python3.*/test',
  // Compiled into hwdb.bin.
  'usr/lib/udev/hwdb.d',
  // All languages but English and the root of them all.
  'usr/share/python-babel-localedata/locale-data/[!er]*',
  'var/cache/apt',
  'var/cache/debconf/*-old',
  'var/lib/apt/lists/*',
  'var/lib/dpkg/*-old',
  'var/log/*.log',
  'var/log/apt',
  // Not by dpkg: the scripts of the packages compile these.
  'usr/lib/python3/dist-packages/*/tests',
  'usr/lib/python3/dist-packages/*/test',
];

const FILES = {
  'etc/hostname': 'ironic-python-agent\n',
  'etc/systemd/network/20-dhcp.network': '[Match]\nType=ether\nKind=!*\n\n[Network]\nDHCP=yes\n',
  // One interface with an address is enough; others may have no cable.
  'etc/systemd/system/systemd-networkd-wait-online.service.d/10-any.conf':
    '[Service]\nExecStart=\nExecStart=/usr/lib/systemd/systemd-networkd-wait-online --any --timeout=60\n',
  // Into the journal, which Ironic collects, and with the configuration that virtual media bring.
  'etc/default/ironic-python-agent':
    'USE_LOGFILE=no\nDAEMON_ARGS="$DAEMON_ARGS --config-dir /etc/ironic-python-agent.d"\n',
  // Without an agent there is nothing to do for the machine, so it is started for ever.
  'etc/systemd/system/ironic-python-agent.service.d/20-restart.conf':
    '[Unit]\nStartLimitIntervalSec=0\n\n[Service]\nRestart=always\nRestartSec=10\n',
};

const UNITS = [
  'ironic-python-agent.service',
  'systemd-networkd.service',
  'systemd-networkd-wait-online.service',
  'systemd-resolved.service',
];

export function recipeOf(suite: Suite): Recipe {
  return {
    suite,
    packages: PACKAGES,
    standIns: STAND_INS,
    excluded: EXCLUDED,
    deleted: DELETED,
    files: FILES,
    units: UNITS,
  };
}
