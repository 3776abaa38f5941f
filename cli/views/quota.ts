import type { QuotaJson } from '../../registry/api/schemas/quotas.ts';
import { formatBytes } from '../units.ts';
import { fieldsText } from './cells.ts';

function limitText(limit: number | null, isDefault: boolean, format: (value: number) => string): string {
  const text = limit === null ? 'unlimited' : format(limit);
  return isDefault ? `${text} (default)` : text;
}

/** What a project may have, and has. */
export function quotaText(quota: QuotaJson): string {
  const volumes = limitText(quota.max_volumes, quota.volumes_by_default, String);
  const bytes = limitText(quota.max_bytes, quota.bytes_by_default, formatBytes);
  return fieldsText([
    ['project', quota.project],
    ['volumes', `${quota.used_volumes} of ${volumes}`],
    ['bytes', `${formatBytes(quota.used_bytes)} of ${bytes}`],
    ['exceeded', quota.exceeded ? 'yes: nothing more can be asked for' : ''],
  ]);
}
