import { BmvError } from '../../proto/error.ts';

/** Throws `ABORTED` once the operation was interrupted. `outcome`: the state of the disk, and what to do. */
export function stopIfAborted(signal: AbortSignal, device: string, outcome: string): void {
  if (signal.aborted) throw new BmvError('ABORTED', `interrupted; ${outcome}`, { device });
}
