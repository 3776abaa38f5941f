import { createHmac } from 'node:crypto';

/**
 * Credentials change with each hour of the store's clock. A constant, so that replicas agree whatever life they were
 * configured with.
 */
const PERIOD_MS = 3_600_000;

function ofPeriod(secret: string, node: string, boot: string, period: number): string {
  const text = ['bmv-session-v1', node, boot, period].join('\n');
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** What an agent of this boot gets in a welcome. Any replica can derive it again; none keeps it. */
export function credentialOf(secret: string, node: string, boot: string, nowMs: number): string {
  return ofPeriod(secret, node, boot, Math.floor(nowMs / PERIOD_MS));
}

/**
 * All that are good now: those of the last `lifeMs`, rounded up to whole hours, and that of the next hour, since the
 * clocks of a cluster's databases differ by a little.
 */
export function goodCredentials(
  secret: string,
  node: string,
  boot: string,
  { nowMs, lifeMs }: { readonly nowMs: number; readonly lifeMs: number },
): readonly string[] {
  const newest = Math.floor(nowMs / PERIOD_MS) + 1;
  const count = Math.ceil(lifeMs / PERIOD_MS) + 2;
  return Array.from({ length: count }, (_, back) => ofPeriod(secret, node, boot, newest - back));
}
