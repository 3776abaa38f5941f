import { BmvError } from '../../proto/error.ts';
import { type ImageInfo, imageInfoSchema } from './image-info.ts';
import type { IronicNode } from './node.ts';

type Loose = Readonly<Record<string, unknown>>;

/** From `instance_info` to the names of `image_info`. */
const NAMES: readonly (readonly [string, keyof ImageInfo])[] = [
  ['image_checksum', 'checksum'],
  ['image_os_hash_algo', 'os_hash_algo'],
  ['image_os_hash_value', 'os_hash_value'],
  ['image_disk_format', 'disk_format'],
  ['image_type', 'image_type'],
];

/** From `driver_info`, with the place in `image_info` that the conductor puts them into. */
const PROXIES: readonly (readonly [string, string])[] = [
  ['image_http_proxy', 'proxies.http'],
  ['image_https_proxy', 'proxies.https'],
  ['image_no_proxy', 'no_proxy'],
];

function imageUrl({ image_url: url, image_source: source }: Loose): string {
  const location = url ?? source;
  if (typeof location !== 'string' || location === '')
    throw new BmvError(
      'STEP_ARGUMENT',
      'the node has no image: set instance_info image_source to an http(s) URL, and image_checksum or image_os_hash_algo and image_os_hash_value',
    );
  if (/^https?:\/\//i.test(location)) return location;
  throw new BmvError(
    'STEP_ARGUMENT',
    'instance_info image_source is no http(s) URL, and with the custom-agent interface nobody asks an image service; give one',
  );
}

/** As the operator set them for the node. */
export function nodeProxies({ driverInfo }: Pick<IronicNode, 'driverInfo'>): Loose {
  const { image_http_proxy: http, image_https_proxy: https, image_no_proxy: no_proxy } = driverInfo;
  return { proxies: { http, https }, no_proxy };
}

/** Where the node has what the schema objects to. */
function sourceOf(place: string): string {
  const proxy = PROXIES.find(([, to]) => to === place);
  return proxy ? `driver_info: ${proxy[0]}` : `instance_info: ${place}`;
}

/**
 * The image that an instance is to have. With the `custom-agent` interface the conductor prepares nothing: the
 * source is as the user gave it, and the proxies are as the operator set them for the node.
 *
 * Throws `STEP_ARGUMENT` with what is missing, and `STEP_REFUSED` for a partition image. HAZARD: its boot loader is
 * installed by a step of the conductor's, which `custom-agent` does not have: the disk would silently not boot.
 */
export function instanceImage(node: IronicNode): ImageInfo {
  const { instanceInfo } = node;
  const location = imageUrl(instanceInfo);
  const parsed = imageInfoSchema.safeParse({
    ...Object.fromEntries(NAMES.map(([from, to]) => [to, instanceInfo[from]])),
    ...nodeProxies(node),
    id: URL.canParse(location) ? new URL(location).pathname.split('/').at(-1) : '',
    urls: [location],
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? 'image';
    throw new BmvError('STEP_ARGUMENT', `${sourceOf(place)}: ${issue?.message ?? 'malformed'}; mend it`);
  }
  if (parsed.data.image_type !== 'partition') return parsed.data;
  throw new BmvError(
    'STEP_REFUSED',
    'deploy_image is refused, nothing was written: with the custom-agent interface nobody installs a boot loader out of a partition image; take a whole-disk image, or the deploy interface direct',
    { step: 'deploy_image' },
  );
}
