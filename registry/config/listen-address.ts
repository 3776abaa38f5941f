import { BmvError } from '../../proto/error.ts';
import { isLoopback } from '../auth/no-auth.ts';

/** Where the registry is reached. */
export type ListenAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string };

/** `ADDRESS:PORT`, `[IPv6]:PORT` or `unix:PATH`. Throws `USAGE`. */
export function parseListenAddress(text: string): ListenAddress {
  if (text.startsWith('unix:/')) return { kind: 'unix', path: text.slice('unix:'.length) };
  const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.%\w]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535)
    throw new BmvError(
      'USAGE',
      `${JSON.stringify(text)} is nowhere to listen at; write ADDRESS:PORT, [IPV6]:PORT or unix:/PATH`,
    );
  return { kind: 'tcp', host, port: Number(port) };
}

/** Whether only this machine can connect. */
export function isLocal(address: ListenAddress): boolean {
  return address.kind === 'unix' || isLoopback(address.host);
}

/** For people, and for those who connect. */
export function shownAddress(address: ListenAddress, isTls: boolean): string {
  if (address.kind === 'unix') return `unix:${address.path}`;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${isTls ? 'https' : 'http'}://${host}:${address.port}`;
}
