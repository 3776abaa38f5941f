import { BmvError } from '../../proto/error.ts';
import type { NewEvent } from '../model.ts';

/** What a project may have; null: without end. */
export interface QuotaLimits {
  readonly maxVolumes: number | null;
  /** Of all its volumes together. */
  readonly maxBytes: number | null;
}

export const UNLIMITED: QuotaLimits = { maxVolumes: null, maxBytes: null };

/** What was said of one project; `default`: what holds for those of which nothing is said. */
export interface Quota {
  readonly project: string;
  readonly maxVolumes: number | null | 'default';
  readonly maxBytes: number | null | 'default';
  /** 0 where nothing was ever said. */
  readonly generation: number;
}

/** What a project has, with what it has asked for: all but what is released. */
export interface QuotaUsage {
  readonly volumes: number;
  readonly bytes: number;
}

export function limitsOf({ maxVolumes, maxBytes }: Quota, usual: QuotaLimits): QuotaLimits {
  return {
    maxVolumes: maxVolumes === 'default' ? usual.maxVolumes : maxVolumes,
    maxBytes: maxBytes === 'default' ? usual.maxBytes : maxBytes,
  };
}

export function isUnlimited({ maxVolumes, maxBytes }: QuotaLimits): boolean {
  return maxVolumes === null && maxBytes === null;
}

function isOver(used: number, most: number | null): boolean {
  return most !== null && used > most;
}

export function isExceeded(usage: QuotaUsage, { maxVolumes, maxBytes }: QuotaLimits): boolean {
  return isOver(usage.volumes, maxVolumes) || isOver(usage.bytes, maxBytes);
}

/** Throws `QUOTA_EXCEEDED` where a request asks for more than the project may have. What adds nothing is never refused. */
export function expectWithin(
  project: string,
  added: QuotaUsage,
  usage: QuotaUsage,
  { maxVolumes, maxBytes }: QuotaLimits,
): void {
  const wayOut = 'release a volume, or ask an admin for more (`bmv quotas set`)';
  if (added.volumes > 0 && isOver(usage.volumes + added.volumes, maxVolumes))
    throw new BmvError(
      'QUOTA_EXCEEDED',
      `project ${project} has ${usage.volumes} of the ${maxVolumes} volumes of its quota; ${wayOut}`,
    );
  if (added.bytes > 0 && isOver(usage.bytes + added.bytes, maxBytes))
    throw new BmvError(
      'QUOTA_EXCEEDED',
      `project ${project} has ${usage.bytes} of the ${maxBytes} bytes of its quota, and ${added.bytes} more are asked for; ${wayOut}`,
      { length: added.bytes },
    );
}

/** That a project has more than it may: made by steps of Ironic, which are never undone. */
export function excessEvent(project: string, usage: QuotaUsage, limits: QuotaLimits): NewEvent {
  return {
    ...{ kind: 'quota.exceeded', node: '', volume: '', project },
    actor: { kind: 'registry', id: '', project: '' },
    details: { ...usage, ...limits },
  };
}
