import { readFile } from 'node:fs/promises';
import { shownUrl } from '../../agent/image/shown-url.ts';
import { BmvError } from '../../proto/error.ts';
import { isLoopback } from '../../registry/auth/no-auth.ts';

/** What to do when a registry cannot be reached. */
export function wayTo({ hostname }: URL, isTls: boolean): string {
  if (isTls) return 'give the certificate authority that vouches for it with --ca';
  const address = 'give its address with --registry or BMV_REGISTRY_URL';
  return isLoopback(hostname)
    ? `start it with \`bmv registry serve\`, or ${address}`
    : `check it, or ${address}`;
}

/** The address of a registry. Throws `USAGE`. HAZARD: what was meant as one may have a password in it. */
export function registryUrl(location: string): URL {
  const shown = shownUrl(location);
  const url = URL.canParse(location) ? new URL(location) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new BmvError(
      'USAGE',
      `${shown} is no address of a registry; write http://HOST:PORT or https://HOST`,
      {
        url: shown,
      },
    );
  if (url.username || url.password)
    throw new BmvError(
      'USAGE',
      `the address of registry ${shown} has credentials in it; give them by --user and BMV_REGISTRY_PASSWORD instead`,
      { url: shown },
    );
  url.search = '';
  url.hash = '';
  return url;
}

/** Certificates in PEM. Throws `USAGE`. */
export async function readAuthorities(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BmvError('USAGE', `CA file ${path} cannot be read; check the path`, { path, cause });
  });
}
