import { readFile } from 'node:fs/promises';
import { shownUrl } from '../../agent/image/shown-url.ts';
import { BmvError } from '../../proto/error.ts';
import { isLoopback } from '../../registry/auth/no-auth.ts';

/** Where a registry is. */
export interface Address {
  /** Without credentials, query and fragment. */
  readonly url: URL;
  /** Path of its unix socket; null for none. */
  readonly socketPath: string | null;
  /** For people. */
  readonly shown: string;
}

/** Throws `USAGE`. HAZARD: what was meant as an address may have a password in it. */
export function registryAddress(location: string): Address {
  if (location.startsWith('unix:/')) {
    const socketPath = location.slice('unix:'.length);
    return { url: new URL('http://localhost'), socketPath, shown: location };
  }
  const shown = shownUrl(location).replace(/\/$/, '');
  const url = URL.canParse(location) ? new URL(location) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new BmvError(
      'USAGE',
      `${shown} is no address of a registry; write http://HOST:PORT, https://HOST or unix:/PATH`,
      { url: shown },
    );
  if (url.username || url.password)
    throw new BmvError(
      'USAGE',
      `the address of registry ${shown} has credentials in it; give them by --user and BMV_REGISTRY_PASSWORD instead`,
      { url: shown },
    );
  url.search = '';
  url.hash = '';
  return { url, socketPath: null, shown: shownUrl(url.href).replace(/\/$/, '') };
}

/** Whether what is sent there can be read by others on its way. */
export function isOpenRoad({ url }: Address): boolean {
  return url.protocol === 'http:' && !isLoopback(url.hostname);
}

/** What to do when a registry cannot be reached. */
export function wayTo({ url: { hostname } }: Address, isTls: boolean): string {
  if (isTls) return 'give the certificate authority that vouches for it with --ca';
  const address = 'give its address with --registry or BMV_REGISTRY_URL';
  return isLoopback(hostname)
    ? `start it with \`bmv registry serve\`, or ${address}`
    : `check it, or ${address}`;
}

/** Certificates in PEM. Throws `USAGE`. */
export async function readAuthorities(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BmvError('USAGE', `CA file ${path} cannot be read; check the path`, { path, cause });
  });
}
