import { CinderFault } from './faults.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Where Cinder says that a volume is: host, backend and pool. A pool is a server. */
export function hostOf(node: string): string {
  return `bmv@local#${node}`;
}

/** UUID of the server that is meant: all of a host, or a pool alone. */
export function nodeOfHost(host: string): string {
  const node = host.slice(host.indexOf('#') + 1).toLowerCase();
  if (UUID.test(node)) return node;
  throw new CinderFault(400, `host ${JSON.stringify(host)} is none; say ${hostOf('<UUID of the node>')}`);
}

/** An id as the registry has it; null for what is none, such as a name. */
export function idOf(text: string): string | null {
  const id = text.toLowerCase();
  return UUID.test(id) ? id : null;
}
