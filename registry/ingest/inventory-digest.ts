import { hash } from 'node:crypto';
import type { Inventory } from '../../proto/report.ts';

/** The same for inventories that say the same, whenever they were taken. SHA-256, lower-case hex. */
export function inventoryDigest({ disks, unreadable }: Inventory): string {
  return hash('sha256', JSON.stringify([disks, unreadable]));
}
