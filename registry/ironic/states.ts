/**
 * Provision states in which Ironic takes a change of a node, and after which a ramdisk may boot that runs steps. In those
 * where something is under way (`wait call-back`, `clean wait`, `service wait`, ...) it answers 409 to every change.
 */
const RESTING: ReadonlySet<string> = new Set([
  ...['manageable', 'available', 'active', 'error', 'rescue'],
  ...[
    'deploy failed',
    'clean failed',
    'inspect failed',
    'rescue failed',
    'unrescue failed',
    'service failed',
  ],
  ...['inspect wait', 'service hold'],
]);

/** Those in which Ironic takes a change, and no step can follow without another of them before it. */
const IDLE: ReadonlySet<string> = new Set(['enroll', 'verifying', 'adopt failed']);

/** Those in which a ramdisk may be running. */
const RAMDISK: ReadonlySet<string> = new Set([
  ...['deploying', 'wait call-back', 'deploy hold', 'cleaning', 'clean wait', 'clean hold'],
  ...['servicing', 'service wait', 'service hold', 'inspecting', 'inspect wait', 'rescuing', 'rescue wait'],
]);

/** Whether the node should have a nonce, should have none, or cannot be changed just now. */
export function nonceWish(provisionState: string): 'put' | 'remove' | 'leave' {
  if (RESTING.has(provisionState)) return 'put';
  return IDLE.has(provisionState) ? 'remove' : 'leave';
}

/** Whether an agent may be running on the node. */
export function mayRunRamdisk(provisionState: string): boolean {
  return RAMDISK.has(provisionState);
}
