import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { parseChecksum } from '../image/checksum.ts';
import { shownUrl } from '../image/shown-url.ts';
import type { StepTools } from '../steps/step.ts';
import type { VolumeImage } from '../volumes/volume-image.ts';
import type { WantedImage } from './ensure-volume.ts';
import { type ImageInfo, imageInfoSchema } from './image-info.ts';
import { nodeProxies } from './instance-image.ts';
import { openDescribed } from './open-described.ts';

/** What a step's argument says of the image that a volume begins with. */
export const volumeImageSchema = z.strictObject({
  url: z.string().min(1),
  checksum: z.string().min(1),
  disk_format: z.string().min(1).optional(),
});
type VolumeImageArgument = z.output<typeof volumeImageSchema>;

function infoOf({ url, checksum, disk_format }: VolumeImageArgument, tools: StepTools): ImageInfo {
  const id = URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : '';
  const parsed = imageInfoSchema.safeParse({
    ...{ id, urls: [url], checksum, disk_format },
    ...nodeProxies(tools.node),
  });
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? 'malformed';
  throw new BmvError('STEP_ARGUMENT', `argument volumes: image: ${message}; mend it`);
}

/** An image for a volume, opened as often as it is looked at. */
export function describedVolumeImage(
  argument: VolumeImageArgument,
  bootable: boolean,
  tools: StepTools,
): WantedImage {
  const { context, config } = tools;
  const info = infoOf(argument, tools);
  const parsed = parseChecksum(argument.checksum);
  return {
    name: shownUrl(argument.url),
    checksum: 'value' in parsed ? `${parsed.algorithm}:${parsed.value}` : null,
    bootable,
    with: async <T>(use: (image: VolumeImage) => Promise<T>) => {
      const source = await openDescribed(info, config, { expect: 'filesystem', signal: context.signal });
      try {
        return await use({ source, bootable, verifyMedia: config.verify_media === 'yes' });
      } finally {
        await source.close();
      }
    },
  };
}
