import type { Logger } from 'pino';
import { BmvError } from '../../proto/error.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import { BasicAuth } from '../auth/basic-auth.ts';
import { KeystoneAuth } from '../auth/keystone-auth.ts';
import { NoAuth } from '../auth/no-auth.ts';
import { keystoneClient } from './keystone-client.ts';
import { isLocal } from './listen-address.ts';
import type { RegistrySettings } from './settings.ts';

/** How callers are known. Throws `CONFIG_INVALID`, also for nobody being asked where others can connect. */
export async function openAuthenticator(
  { auth, listen, limits, keystoneUser, keystoneCaFile }: RegistrySettings,
  logger: Logger,
): Promise<Authenticator> {
  switch (auth.kind) {
    case 'none':
      if (isLocal(listen)) return new NoAuth();
      throw new BmvError(
        'CONFIG_INVALID',
        '--auth none makes everybody admin, and other machines can connect; give --auth basic:FILE or keystone:URL, or listen on 127.0.0.1',
      );
    case 'basic':
      return await BasicAuth.open(
        auth.file,
        (error) => {
          const why = error instanceof Error ? error.message : String(error);
          logger.warn(
            { file: auth.file, why },
            'the users file is not valid any more; its last version counts',
          );
        },
        limits.basic,
      );
    case 'keystone': {
      if (!keystoneUser)
        throw new BmvError(
          'CONFIG_INVALID',
          '--auth keystone needs a user of the registry who validates tokens; give --keystone-user and --keystone-password-file',
        );
      const client = await keystoneClient(auth.url, keystoneUser, keystoneCaFile);
      return new KeystoneAuth(auth.url, client, limits.keystone);
    }
  }
}
