import { isIP } from 'node:net';
import type { Authenticator, Credentials } from './authenticator.ts';
import { NotAuthenticated } from './authenticator.ts';
import type { Caller } from './caller.ts';

const EVERYBODY: Caller = { id: 'local', project: '', roles: ['admin'], isSystem: true };

/** Whether an address is one that only this machine can reach. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (isIP(address) === 4) return address.startsWith('127.');
  return address === '::1' || address === 'localhost';
}

/** Host of a `Host` header, without its port. */
function hostOf(header: string): string {
  return /^(\[[^\]]*\]|[^:]*)(?::\d*)?$/.exec(header)?.[1] ?? '';
}

/**
 * Everybody is admin: for a registry that only its own machine can reach. HAZARD: a browser of this machine reaches it
 * too, and a page of somebody else's could call itself by a name that leads here (DNS rebinding), so the name that a
 * request is for must be one of the loopback.
 */
export class NoAuth implements Authenticator {
  readonly kind = 'none';
  readonly challenge = '';

  async authenticate({ headers, address }: Credentials): Promise<Caller> {
    const host = headers.host ?? '';
    // No browser comes over a unix socket.
    if (address === '' || host === '' || isLoopback(hostOf(host))) return EVERYBODY;
    throw new NotAuthenticated(
      'forged-host',
      'this registry asks nobody who they are, so it answers to localhost alone; use that name, or start it with --auth',
      'FORBIDDEN',
    );
  }
}
