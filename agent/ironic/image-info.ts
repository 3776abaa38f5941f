import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { algorithmOf, findAlgorithm } from '../image/hash-algorithm.ts';
import type { ImageOptions } from '../image/open-image.ts';
import { shownUrl } from '../image/shown-url.ts';
import { proxyUrl } from './proxy-url.ts';

const text = z.string();
const optionalText = text.nullish();
const mib = z.number().int().min(0).nullish();

const proxy = text.transform((value, issues) => {
  const url = proxyUrl(value);
  if (url !== null) return url;
  issues.addIssue({ code: 'custom', message: 'this is no proxy; give http://HOST:PORT' });
  return z.NEVER;
});

/**
 * What the conductor tells a deploy step of an image (ironic/drivers/modules/agent.py, `write_image`). Keys
 * that only other writers need are let pass: newer conductors may send more.
 */
export const imageInfoSchema = z.looseObject({
  // The last part of the image's URL, where a signed one has its signature.
  id: text.transform(shownUrl).nullish(),
  urls: z.array(text.min(1)).min(1),
  disk_format: optionalText,
  container_format: optionalText,
  stream_raw_images: z.boolean().nullish(),
  node_uuid: optionalText,
  checksum: optionalText,
  os_hash_algo: optionalText,
  os_hash_value: optionalText,
  image_server_auth_strategy: optionalText,
  image_server_user: optionalText,
  image_server_password: optionalText,
  image_request_authorization: optionalText,
  proxies: z.looseObject({ http: proxy.nullish(), https: proxy.nullish() }).nullish(),
  no_proxy: optionalText,
  image_type: z.enum(['partition', 'whole-disk-image', 'whole-disk']).nullish(),
  root_mb: mib,
  swap_mb: mib,
  ephemeral_mb: mib,
  ephemeral_format: optionalText,
  preserve_ephemeral: z.boolean().nullish(),
  deploy_boot_mode: z.enum(['uefi', 'bios']).nullish(),
  disk_label: z.enum(['gpt', 'msdos']).nullish(),
  cpu_arch: optionalText,
  configdrive: z.unknown().optional(),
});
export type ImageInfo = z.output<typeof imageInfoSchema>;

/** Of these the conductor says "raw" when the bytes are a disk as it is. */
const RAW_FORMATS: readonly string[] = ['raw', 'gpt', 'mbr', 'iso'];

/**
 * What the image must hash to, in the order that ironic-python-agent prefers: `os_hash_*` where the algorithm
 * is known, else `checksum`. Throws `CHECKSUM_BAD_FORM` when there is neither: an unverified image is not
 * written.
 */
export function checksumOf(info: ImageInfo): string {
  const { os_hash_algo: algorithm, os_hash_value: value, checksum } = info;
  if (algorithm && value && (findAlgorithm(algorithm) !== null || !checksum))
    return `${algorithmOf(algorithm)}:${value}`;
  if (checksum) return checksum;
  // Metal3's custom deploy leaves the algorithm out when it was not told one.
  if (value) return value;
  throw new BmvError(
    'CHECKSUM_BAD_FORM',
    'the image has no checksum: set os_hash_algo and os_hash_value, or checksum; nothing was written',
  );
}

function headerOf(base64: string): string {
  const header = Buffer.from(base64, 'base64').toString('utf8');
  if (/^[\u0020-\u007e]+$/.test(header)) return header;
  throw new BmvError(
    'STEP_ARGUMENT',
    'image_request_authorization is no base64 of an Authorization header; mend the secret that instance_info names',
  );
}

function authorizationOf(info: ImageInfo): string | null {
  const { image_request_authorization: given, image_server_auth_strategy: strategy } = info;
  if (given) return headerOf(given);
  if (strategy !== 'http_basic') return null;
  const { image_server_user: user, image_server_password: password } = info;
  if (user && password) return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  throw new BmvError(
    'STEP_ARGUMENT',
    'image_server_auth_strategy is http_basic, but image_server_user or image_server_password is missing; set both in [deploy] of the conductor',
  );
}

/** Options to open the image with, besides those of the agent's configuration. */
export function imageOptionsOf(info: ImageInfo): ImageOptions & { readonly checksum: string } {
  const authorization = authorizationOf(info);
  const { proxies, no_proxy: noProxy } = info;
  const proxy = proxies?.http || proxies?.https;
  return {
    checksum: checksumOf(info),
    ...(authorization === null ? {} : { authorization }),
    ...(proxy
      ? { proxy: { http: proxies?.http ?? '', https: proxies?.https ?? '', noProxy: noProxy ?? '' } }
      : {}),
  };
}

/**
 * Refuses a file whose format is not the one that was declared: a tenant's file must not be read as
 * something that nobody checked (CVE-2024-44082). `found` is a format of `agent/image/format.ts`.
 */
export function expectDeclaredFormat(info: ImageInfo, found: string, name: string): void {
  const declared = info.disk_format ?? null;
  if (declared === null || declared === found) return;
  // What is declared to be the disk itself may come compressed, but not as a file that says where its bytes are.
  if (RAW_FORMATS.includes(declared) && found !== 'qcow2') return;
  throw new BmvError(
    'IMAGE_FORMAT_UNSUPPORTED',
    `${name} is declared as ${declared}, but is ${found}; mend disk_format of the image, nothing was written`,
    { path: name },
  );
}
