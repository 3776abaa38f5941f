import { z } from 'zod';
import { ensureReleased } from '../ironic/ensure-released.ts';
import { ERASE_WAYS } from '../volumes/release.ts';
import { volumeDisk } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

/** Not abortable by the operator in a deployment: what is half erased stays in state `releasing`. */
export const releaseVolumes = defineStep({
  name: 'release_volumes',
  interface: 'deploy',
  writes: true,
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z
      .array(z.string().min(1))
      .min(1)
      .describe(
        'volumes to end, by id or name; their data is lost. An id of a volume that is gone is no error',
      ),
    erase: z
      .enum(ERASE_WAYS)
      .optional()
      .describe(
        'what becomes of the bytes: none, metadata, zero, discard, or for luks2 volumes crypto (what the key is needed with is zeroed, in seconds); default: crypto for luks2 volumes, zero for others',
      ),
    disk: volumeDisk,
  }),
  run: async ({ volumes, erase, disk }, tools) => ({
    volumes: await ensureReleased({ volumes, erase, disk }, tools),
  }),
});
