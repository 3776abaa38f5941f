import { Agent } from 'undici';
import { KeystoneClient, type KeystoneUser } from '../auth/keystone-client.ts';
import { readConfigFile } from './secret-files.ts';

/** Longest wait for Keystone, milliseconds. */
const KEYSTONE_MS = 10_000;

/** `caFile`: PEM file with the only authorities to trust; by default the system's. Throws `CONFIG_INVALID`. */
export async function keystoneClient(
  url: string,
  user: KeystoneUser,
  caFile: string | undefined,
): Promise<KeystoneClient> {
  const ca = caFile === undefined ? null : await readConfigFile(caFile, 'CA file of Keystone');
  return new KeystoneClient({
    ...{ url, user, timeoutMs: KEYSTONE_MS },
    ...(ca === null ? {} : { dispatcher: new Agent({ connect: { ca } }) }),
  });
}
