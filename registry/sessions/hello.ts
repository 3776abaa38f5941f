import { CHANNEL_PROTOCOL, type Hello, type Refusal } from '../../proto/channel.ts';
import type { Authenticated } from './authenticate.ts';
import type { Ending } from './connection.ts';
import type { SessionStart } from './ports.ts';

/** Why a hello is not answered with a welcome; null where it is. `boot`: of its envelope. */
export function objectionTo(
  { protocol, nodeUuid }: Hello,
  boot: string,
  agent: Pick<Authenticated, 'node' | 'boot'>,
): { readonly ending: Ending; readonly refusal: Refusal } | null {
  if (protocol !== CHANNEL_PROTOCOL) {
    const message = `the agent speaks protocol ${protocol}, this registry ${CHANNEL_PROTOCOL}; upgrade the older of them`;
    return { ending: 'protocol', refusal: { code: 'PROTOCOL_UNSUPPORTED', message, mayRetry: false } };
  }
  const differs = (message: string) => ({
    ending: 'node-differs' as const,
    refusal: { code: 'NODE_DIFFERS', message, mayRetry: false },
  });
  // An agent with a certificate need not know its node.
  if (agent.node !== null && nodeUuid !== '' && nodeUuid !== agent.node)
    return differs(`the hello is of node ${nodeUuid}, the authorization of node ${agent.node}`);
  if (agent.boot !== null && boot !== agent.boot)
    return differs(`the hello is of boot ${boot}, the authorization of boot ${agent.boot}`);
  return null;
}

/** Whether a full inventory is asked for: reports are gone that the agent does not have any more. */
export function isInventoryWanted(
  { acked, newest }: Pick<Hello, 'acked' | 'newest'>,
  start: Pick<SessionStart, 'acked' | 'wantsInventory'>,
): boolean {
  // The store is a restored backup; or the agent counts from the beginning again.
  return start.wantsInventory || acked > start.acked || newest < start.acked;
}

/** What a machine says of itself, by which the inventories of machines that nobody vouches for are told apart. */
export function machineKey({ systemUuid, systemSerial, macAddresses }: Hello, boot: string): string {
  if (systemUuid) return `uuid:${systemUuid}`;
  if (systemSerial) return `serial:${systemSerial.slice(0, 128)}`;
  let least = macAddresses[0] ?? '';
  for (const address of macAddresses) if (address < least) least = address;
  return least ? `mac:${least.slice(0, 32)}` : `boot:${boot}`;
}
