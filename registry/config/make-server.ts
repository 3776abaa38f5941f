import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { BmvError } from '../../proto/error.ts';
import { serverOptions } from '../sessions/upgrade.ts';
import { readConfigFile } from './secret-files.ts';
import type { RegistrySettings, TlsSetting } from './settings.ts';

/** What TLS works with, as files have it. */
interface TlsFiles {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** Throws `CONFIG_INVALID`. */
async function readTls({ certFile, keyFile, clientCaFile }: TlsSetting): Promise<TlsFiles> {
  const cert = await readConfigFile(certFile, 'certificate');
  const key = await readConfigFile(keyFile, 'key of the certificate');
  if (clientCaFile === null) return { cert, key };
  return { cert, key, ca: await readConfigFile(clientCaFile, 'CA file of agents') };
}

/** The one server of a registry, not listening yet, and how its certificates are read again. */
export interface MadeServer {
  readonly make: (listener: RequestListener) => Server;
  /** Throws `CONFIG_INVALID`, and goes on with the old ones. */
  readonly reload: () => Promise<void>;
}

/** Throws `CONFIG_INVALID`. */
export async function prepareServer({
  tls,
  limits,
}: Pick<RegistrySettings, 'tls' | 'limits'>): Promise<MadeServer> {
  const options: ServerOptions = serverOptions(limits.sessions);
  if (!tls) return { make: (listener) => createServer(options, listener), reload: async () => {} };
  const files = await readTls(tls);
  let server: TlsServer | null = null;
  const make = (listener: RequestListener): Server => {
    try {
      server = createTlsServer(
        {
          ...options,
          ...files,
          minVersion: 'TLSv1.3',
          handshakeTimeout: limits.sessions.authenticationMs,
          requestCert: tls.clientCaFile !== null,
          // Whoever shows none may still have another proof; each is looked at in the upgrade.
          rejectUnauthorized: false,
        },
        listener,
      );
      return server;
    } catch (cause) {
      throw unusable(tls, cause);
    }
  };
  const reload = async () => {
    const next = await readTls(tls);
    try {
      server?.setSecureContext({ ...next, minVersion: 'TLSv1.3' });
    } catch (cause) {
      throw unusable(tls, cause);
    }
  };
  return { make, reload };
}

function unusable({ certFile, keyFile }: TlsSetting, cause: unknown): BmvError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new BmvError(
    'CONFIG_INVALID',
    `certificate ${certFile} and key ${keyFile} cannot be used: ${why}; give PEM files that belong together`,
    { path: certFile, cause },
  );
}
