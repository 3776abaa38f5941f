import { execFileSync } from 'node:child_process';
import { runTool } from '../support/partition-script.ts';
import type { VmDisk } from './vm-disk.ts';

/** Where a partition is, in bytes; `uuid` in lower case. */
export interface Partition {
  readonly uuid: string;
  readonly offset: number;
  readonly length: number;
}

/** The unit of lsblk and partx, whatever the disk's own sector is. */
const SECTOR_BYTES = 512;

function byOffset(partitions: readonly Partition[]): readonly Partition[] {
  return [...partitions].sort((a, b) => a.offset - b.offset);
}

/** What partx finds on the disk's file. */
export function partitionsOnDisk({ path, sectorSize }: VmDisk): readonly Partition[] {
  const sectors = ['--sector-size', String(sectorSize)];
  const columns = ['--raw', '--noheadings', '--output', 'START,SECTORS,UUID'];
  const lines = runTool('partx', [...columns, ...sectors, path]).split('\n');
  return byOffset(
    lines
      .filter((line) => line !== '')
      .map((line) => {
        const [start, length, uuid = ''] = line.split(' ');
        return { uuid, offset: Number(start) * SECTOR_BYTES, length: Number(length) * SECTOR_BYTES };
      }),
  );
}

/**
 * All that the running kernel has, by the `lsblk --bytes --output-all --pairs` that ironic-python-agent puts into
 * `logs`, its archive (tar, gzip).
 */
export function devicesOfKernel(logs: Buffer): readonly ReadonlyMap<string, string>[] {
  const text = execFileSync('tar', ['-xzOf', '-', 'lsblk-full'], { input: logs, encoding: 'utf8' });
  return text
    .trim()
    .split('\n')
    .map(
      (line) =>
        new Map(
          [...line.matchAll(/([A-Z0-9:%_-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
        ),
    );
}

/** What the running kernel has of a disk. */
export function partitionsOfKernel(logs: Buffer, { serial }: VmDisk): readonly Partition[] {
  const devices = devicesOfKernel(logs);
  const disk = devices.find((device) => device.get('TYPE') === 'disk' && device.get('SERIAL') === serial);
  if (!disk) throw new Error(`lsblk shows no disk ${serial}`);
  return byOffset(
    devices
      .filter((device) => device.get('TYPE') === 'part' && device.get('PKNAME') === disk.get('KNAME'))
      .map((device) => ({
        uuid: (device.get('PARTUUID') ?? '').toLowerCase(),
        offset: Number(device.get('START')) * SECTOR_BYTES,
        length: Number(device.get('SIZE')),
      })),
  );
}
