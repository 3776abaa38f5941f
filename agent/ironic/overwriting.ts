import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import type { Overwriting } from '../volumes/erase.ts';
import type { IronicNode } from './node.ts';

/** What the conductor's options `shred_random_overwrite_iterations` and `shred_final_overwrite_with_zeros` come as. */
const schema = z.looseObject({
  agent_erase_devices_iterations: z.int().min(0).default(1),
  agent_erase_devices_zeroize: z.boolean().default(true),
});

/** How often the operator wants erased bytes overwritten, with IPA's defaults. Throws `STEP_ARGUMENT`. */
export function overwritingOf({ driverInternalInfo }: Pick<IronicNode, 'driverInternalInfo'>): Overwriting {
  const parsed = schema.safeParse(driverInternalInfo);
  if (parsed.success) {
    const { agent_erase_devices_iterations: randomPasses, agent_erase_devices_zeroize: zeros } = parsed.data;
    return { randomPasses, zeros };
  }
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new BmvError(
    'STEP_ARGUMENT',
    `driver_internal_info.${where} of the node: ${issue?.message}; check the options shred_* in [deploy] of the conductor`,
  );
}
