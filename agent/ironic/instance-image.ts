import { BmvError } from '../../proto/error.ts';
import { type ImageInfo, imageInfoSchema } from './image-info.ts';
import type { IronicNode } from './node.ts';

/** From `instance_info` to the names of `image_info`. */
const NAMES = {
  image_checksum: 'checksum',
  image_os_hash_algo: 'os_hash_algo',
  image_os_hash_value: 'os_hash_value',
  image_disk_format: 'disk_format',
  image_type: 'image_type',
  ephemeral_format: 'ephemeral_format',
} as const;

type Loose = Readonly<Record<string, unknown>>;

/** Users give numbers as text too; what is none stays as it is, and is refused by name. */
function number(value: unknown): unknown {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

/** MiB, given as such or in GiB. */
function mib(info: Loose, name: string): unknown {
  const gib = number(info[`${name}_gb`]);
  return number(info[`${name}_mb`]) ?? (typeof gib === 'number' ? gib * 1024 : gib);
}

/** As Ironic reads it of text. */
function flag(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return ['true', '1', 'yes', 'on', 't', 'y'].includes(value.toLowerCase());
}

/**
 * The image that an instance is to have. With the `custom-agent` interface the conductor prepares nothing: the
 * source is as the user gave it. Throws `STEP_ARGUMENT` with what is missing.
 */
export function instanceImage({ instanceInfo }: IronicNode): ImageInfo {
  const { image_url: url, image_source: source } = instanceInfo;
  const location = url ?? source;
  if (typeof location !== 'string' || location === '')
    throw new BmvError(
      'STEP_ARGUMENT',
      'the node has no image: set instance_info image_source to an http(s) URL, and image_checksum or image_os_hash_algo and image_os_hash_value',
    );
  if (!/^https?:\/\//i.test(location)) {
    throw new BmvError(
      'STEP_ARGUMENT',
      'instance_info image_source is no http(s) URL, and with the custom-agent interface nobody asks an image service; give one',
    );
  }
  const named = Object.entries(NAMES).map(([from, to]) => [to, instanceInfo[from]] as const);
  const parsed = imageInfoSchema.safeParse({
    ...Object.fromEntries(named),
    root_mb: mib(instanceInfo, 'root'),
    ephemeral_mb: mib(instanceInfo, 'ephemeral'),
    swap_mb: number(instanceInfo.swap_mb),
    preserve_ephemeral: flag(instanceInfo.preserve_ephemeral),
    id: URL.canParse(location) ? new URL(location).pathname.split('/').at(-1) : '',
    urls: [location],
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BmvError(
    'STEP_ARGUMENT',
    `instance_info: ${issue?.path.join('.') ?? 'image'}: ${issue?.message ?? 'malformed'}; mend it`,
  );
}
