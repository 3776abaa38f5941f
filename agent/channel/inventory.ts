import { encodeEnvelope } from '../../proto/channel-codec.ts';
import { BmvError } from '../../proto/error.ts';
import type { DiskReport, Inventory } from '../../proto/report.ts';
import type { Context } from '../context.ts';
import { describeError } from '../describe-error.ts';
import { inspectDisk } from '../volumes/inspect.ts';
import { diskReport } from './disk-report.ts';

const ANY_BOOT = '00000000-0000-4000-8000-000000000000';

/** Throws `INTERNAL` for a disk whose report nobody could read. */
function expectReadable(disk: DiskReport): void {
  const body = { type: 'inventory', takenAtMs: 0, disks: [disk], unreadable: [] } as const;
  encodeEnvelope({ sequence: 1, follows: 0, bootId: ANY_BOOT, epoch: 0, sentAtMs: 0, body });
}

async function reportOf(context: Context, device: string): Promise<DiskReport> {
  const report = diskReport(await inspectDisk(context, device));
  expectReadable(report);
  return report;
}

/**
 * Reads disks, without exclusive access, as the registry is told of them. One that cannot be read, or whose contents
 * make no report, is told as such: whatever a tenant wrote to one disk says nothing of the others. Null when the
 * context's signal ends.
 */
export async function reportInventory(
  context: Context,
  devices: readonly string[],
): Promise<Inventory | null> {
  const disks: DiskReport[] = [];
  const unreadable: Inventory['unreadable'][number][] = [];
  for (const device of devices) {
    if (context.signal.aborted) return null;
    try {
      disks.push(await reportOf(context, device));
    } catch (error) {
      const { code, message } = describeError(error);
      if (!(error instanceof BmvError)) context.logger.error({ device, error: message }, 'disk not reported');
      unreadable.push({ device, code, message });
    }
  }
  return context.signal.aborted ? null : { takenAtMs: context.now(), disks, unreadable };
}
