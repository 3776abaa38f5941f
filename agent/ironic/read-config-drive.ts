import { BmvError } from '../../proto/error.ts';
import { decodeConfigDrive } from '../config-drive/decode.ts';
import { fetchConfigDrive } from '../config-drive/fetch.ts';
import type { StepTools } from '../steps/step.ts';
import { downloadLimits } from './open-described.ts';

/**
 * A config drive in any of the forms that Ironic hands over; null for none. Throws `CONFIG_DRIVE_INVALID`,
 * `IMAGE_UNREACHABLE`.
 */
export async function readConfigDrive(
  value: unknown,
  { config, context, node }: StepTools,
): Promise<Uint8Array | null> {
  return await decodeConfigDrive(value, {
    nodeUuid: node.uuid,
    fetchUrl: async (url) => {
      if (URL.canParse(url)) return await fetchConfigDrive(url, downloadLimits(config), context.signal);
      throw new BmvError(
        'CONFIG_DRIVE_INVALID',
        'the config drive is behind a URL that is none; nothing was written',
      );
    },
  });
}
