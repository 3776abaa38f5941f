import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import type { Overwriting } from '../volumes/erase.ts';
import type { IronicNode } from './node.ts';

/** Options of the conductor's section `deploy` as they come with a node, with IPA's defaults. */
const schema = z.looseObject({
  // shred_random_overwrite_iterations
  agent_erase_devices_iterations: z.int().min(0).default(1),
  // shred_final_overwrite_with_zeros
  agent_erase_devices_zeroize: z.boolean().default(true),
  // disk_erasure_concurrency
  disk_erasure_concurrency: z.int().min(1).default(1),
});

/** How the operator wants disks erased. */
interface EraseKnobs {
  readonly overwriting: Overwriting;
  /** Disks at a time. */
  readonly concurrency: number;
}

/** Throws `STEP_ARGUMENT`. */
export function eraseKnobsOf({ driverInternalInfo }: Pick<IronicNode, 'driverInternalInfo'>): EraseKnobs {
  const { success, data, error } = schema.safeParse(driverInternalInfo);
  if (success) {
    const { agent_erase_devices_iterations: randomPasses, agent_erase_devices_zeroize: zeros } = data;
    return { overwriting: { randomPasses, zeros }, concurrency: data.disk_erasure_concurrency };
  }
  const [issue] = error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new BmvError(
    'STEP_ARGUMENT',
    `driver_internal_info.${where} of the node: ${issue?.message}; check the options of [deploy] of the conductor for erasing`,
  );
}
