import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { writeIso } from './iso9660.ts';

/** cloud-init and others find a config drive by it. */
const LABEL = 'config-2';
/** The folders that each file is in, as OpenStack's tools make them. */
const VERSIONS = ['2012-08-10', 'latest'] as const;

const json = z.union([z.looseObject({}), z.array(z.unknown())]);

/** A config drive as Ironic's API takes it in JSON. */
const schema = z.strictObject({
  meta_data: z.looseObject({}).nullish(),
  user_data: z.union([z.string(), json]).nullish(),
  network_data: z.looseObject({}).nullish(),
  vendor_data: z.looseObject({}).nullish(),
});

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

/**
 * Builds the image that Ironic's conductor builds of a JSON config drive (ironic/conductor/configdrive_utils.py):
 * `meta_data` gets the node's UUID where it has none. Throws `CONFIG_DRIVE_INVALID` with the key, and never with
 * a value: user data holds secrets.
 */
export function jsonConfigDrive(value: unknown, nodeUuid: string): Uint8Array {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const keys = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : '';
    const what =
      keys === '' ? `its ${issue?.path.join('.') || 'form'} is malformed` : `it has unknown keys: ${keys}`;
    throw new BmvError('CONFIG_DRIVE_INVALID', `the JSON config drive cannot be built: ${what}; mend it`);
  }
  const { meta_data, user_data, network_data, vendor_data } = parsed.data;
  const contents: Record<string, string> = {
    'meta_data.json': JSON.stringify({ uuid: nodeUuid, ...meta_data }),
  };
  if (user_data) contents.user_data = typeof user_data === 'string' ? user_data : JSON.stringify(user_data);
  if (network_data && !isEmpty(network_data)) contents['network_data.json'] = JSON.stringify(network_data);
  if (vendor_data && !isEmpty(vendor_data)) contents['vendor_data2.json'] = JSON.stringify(vendor_data);
  const files = VERSIONS.flatMap((version) =>
    Object.entries(contents).map(
      ([name, text]) => [`openstack/${version}/${name}`, Buffer.from(text)] as const,
    ),
  );
  return writeIso(LABEL, new Map(files));
}
