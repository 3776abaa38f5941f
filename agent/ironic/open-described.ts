import { BmvError } from '../../proto/error.ts';
import type { AgentConfig } from '../config/options.ts';
import { parseChecksum } from '../image/checksum.ts';
import { type ImageOptions, openImage } from '../image/open-image.ts';
import type { ImageSource } from '../image/types.ts';
import { expectDeclaredFormat, type ImageInfo, imageOptionsOf } from './image-info.ts';

/** Limits of the agent's configuration for whatever it downloads. */
export function downloadLimits(config: AgentConfig): ImageOptions {
  return {
    timeoutMs: config.image_timeout * 1000,
    retries: config.image_retries,
    followRedirects: config.image_redirects,
    deltaLimits: { cacheBytes: config.image_index_cache },
    allowRedirects: (count) => `option image_redirects of the agent, ${count} or more`,
    ...(config.image_ca === '' ? {} : { caFile: config.image_ca }),
  };
}

/** HAZARD: a file of the ramdisk would be another disk, with what another tenant keeps there. */
function expectRemote(url: string): void {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return;
  throw new BmvError('STEP_ARGUMENT', 'images come by http or https only; give such a URL');
}

/** The same for the file that a checksum is in. */
function expectRemoteChecksum(checksum: string): void {
  const parsed = parseChecksum(checksum);
  if ('value' in parsed || (/^https?:\/\//i.test(parsed.location) && URL.canParse(parsed.location))) return;
  throw new BmvError(
    'CHECKSUM_BAD_FORM',
    'the checksum of the image is neither hex digits nor an http(s) URL; mend it, nothing was written',
  );
}

/** The first of the URLs that answers; the last one's error when none does. */
async function openAny(urls: readonly string[], options: ImageOptions): Promise<ImageSource> {
  let failure: unknown = new BmvError('STEP_ARGUMENT', 'the image has no URL');
  for (const url of urls) {
    expectRemote(url);
    try {
      return await openImage(url, options);
    } catch (error) {
      if (!(error instanceof BmvError) || error.code !== 'IMAGE_UNREACHABLE') throw error;
      failure = error;
    }
  }
  throw failure;
}

/**
 * Opens the image that a conductor describes, and looks whether it is what was declared. Throws before
 * anything is written: `STEP_ARGUMENT`, `CHECKSUM_BAD_FORM`, `IMAGE_UNREACHABLE`, `IMAGE_FORMAT_UNSUPPORTED`.
 */
export async function openDescribed(
  info: ImageInfo,
  config: AgentConfig,
  { expect, signal }: { readonly expect: 'disk' | 'filesystem'; readonly signal: AbortSignal },
): Promise<ImageSource> {
  const limits = { ...downloadLimits(config), index: config.image_index };
  const options = { ...limits, ...imageOptionsOf(info), expect };
  expectRemoteChecksum(options.checksum);
  const source = await openAny(info.urls, options);
  try {
    const { format } = await source.readHead(signal);
    expectDeclaredFormat(info, format, source.name);
    return source;
  } catch (error) {
    await source.close();
    throw error;
  }
}
