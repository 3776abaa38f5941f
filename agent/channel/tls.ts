import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { BmvError } from '../../proto/error.ts';

/** Paths; empty for none. */
export interface TlsFiles {
  /** The only authorities to trust; without it the system's. */
  readonly ca: string;
  /** By which the registry knows this node, and its private key. */
  readonly cert: string;
  readonly certKey: string;
}

/** As `tls.connect` takes it. */
export interface TlsMaterial {
  readonly minVersion: 'TLSv1.3';
  /** Whatever the environment says. */
  readonly rejectUnauthorized: true;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

async function readPem(path: string, option: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BmvError('CONFIG_INVALID', `${option} ${path} cannot be read; check the path`, { path, cause });
  });
}

/**
 * Reads what a connection to the registry needs, anew for each: files may be replaced. Throws `CONFIG_INVALID` for
 * what is not there or no PEM.
 */
export async function readTls({ ca, cert, certKey }: TlsFiles): Promise<TlsMaterial> {
  const material: TlsMaterial = {
    minVersion: 'TLSv1.3',
    rejectUnauthorized: true,
    ...(ca === '' ? {} : { ca: await readPem(ca, 'registry_ca') }),
    ...(cert === '' ? {} : { cert: await readPem(cert, 'registry_cert') }),
    ...(certKey === '' ? {} : { key: await readPem(certKey, 'registry_cert_key') }),
  };
  try {
    createSecureContext(material);
  } catch (cause) {
    const files = [ca, cert, certKey].filter((path) => path !== '').join(', ');
    throw new BmvError(
      'CONFIG_INVALID',
      `the registry's TLS files ${files} are no certificates and key that belong together; check them`,
      { cause },
    );
  }
  // HAZARD: Node takes a file without any certificate for "no authority of ours", and nobody for all of them.
  if (material.ca !== undefined && !material.ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new BmvError('CONFIG_INVALID', `registry_ca ${ca} has no certificate; check the file`, {
      path: ca,
    });
  return material;
}
