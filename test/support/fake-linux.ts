import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { LinuxRoots } from '../../hardware-managers/linux/roots.ts';

/** A made-up /sys, /proc and /dev for hardware that this machine does not have. */
export class FakeLinux {
  readonly folder = mkdtempSync(join(tmpdir(), 'bmv-sys-'));
  readonly roots: LinuxRoots = {
    sys: join(this.folder, 'sys'),
    proc: join(this.folder, 'proc'),
    dev: join(this.folder, 'dev'),
  };

  constructor() {
    this.file('proc/self/mountinfo', '');
    this.file('proc/swaps', 'Filename\tType\tSize\tUsed\tPriority\n');
  }

  /** Writes a file below the folder, making its parents. */
  file(path: string, content: string | Uint8Array): this {
    const full = join(this.folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
    return this;
  }

  link(path: string, target: string): this {
    const full = join(this.folder, path);
    mkdirSync(dirname(full), { recursive: true });
    symlinkSync(relative(dirname(full), join(this.folder, target)), full);
    return this;
  }

  /** A block device at `devices`, below /sys/devices, with these attributes, and its links and node. */
  disk(
    name: string,
    majorMinor: string,
    devices: string,
    attributes: Record<string, string | Uint8Array> = {},
  ): this {
    const folder = `sys/devices/${devices}/${name}`;
    const defaults = {
      dev: `${majorMinor}\n`,
      size: '2097152\n',
      ro: '0\n',
      removable: '0\n',
      'queue/logical_block_size': '512\n',
      'queue/physical_block_size': '4096\n',
      'queue/rotational': '0\n',
      'queue/zoned': 'none\n',
    };
    for (const [key, value] of Object.entries({ ...defaults, ...attributes }))
      this.file(`${folder}/${key}`, value);
    return this.file(`dev/${name.replaceAll('!', '/')}`, '')
      .link(`sys/block/${name}`, folder)
      .link(`sys/dev/block/${majorMinor}`, folder);
  }

  /** Partition `number` of a disk made by `disk`; units of 512 bytes. */
  partition(
    disk: string,
    devices: string,
    number: number,
    majorMinor: string,
    start: number,
    size: number,
  ): this {
    const name = `${disk}${/\d$/.test(disk) ? 'p' : ''}${number}`;
    const folder = `sys/devices/${devices}/${disk}/${name}`;
    return this.file(`${folder}/partition`, `${number}\n`)
      .file(`${folder}/start`, `${start}\n`)
      .file(`${folder}/size`, `${size}\n`)
      .file(`${folder}/dev`, `${majorMinor}\n`)
      .file(`dev/${name}`, '');
  }

  /** Says that `holder` stands on the disk or partition at `devices`. */
  holds(devices: string, holder: string): this {
    return this.link(`sys/devices/${devices}/holders/${holder}`, `sys/block/${holder}`);
  }

  /** The other direction of `holds`: a stacked disk and one that it is made of. */
  restsOn(stacked: string, device: string): this {
    const name = device.split('/').at(-1);
    return this.link(`sys/devices/virtual/block/${stacked}/slaves/${name}`, `sys/devices/${device}`);
  }

  mounts(...lines: readonly string[]): this {
    return this.file('proc/self/mountinfo', lines.map((line) => `${line}\n`).join(''));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
