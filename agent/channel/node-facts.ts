import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hello } from '../../proto/channel.ts';

/** What the machine says of itself. */
export type NodeFacts = Pick<Hello, 'systemUuid' | 'systemSerial' | 'macAddresses'>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5,19}$/;

/** One line of a file of the kernel; empty where there is none. */
async function readLine(...path: readonly string[]): Promise<string> {
  return (await readFile(join(...path), 'utf8').catch(() => '')).trim();
}

/** Of each network interface that is hardware; one of a bond has the bond's address, and its own elsewhere. */
async function macAddresses(root: string): Promise<readonly string[]> {
  const folder = join(root, 'sys/class/net');
  const found: string[] = [];
  for (const name of (await readdir(folder).catch(() => [])).sort()) {
    const isHardware = (await readdir(join(folder, name, 'device')).catch(() => null)) !== null;
    if (!isHardware) continue;
    const own = await readLine(folder, name, 'bonding_slave/perm_hwaddr');
    const address = (own || (await readLine(folder, name, 'address'))).toLowerCase();
    if (MAC.test(address) && !found.includes(address)) found.push(address);
  }
  return found;
}

/** Reads SMBIOS and the network interfaces as Linux shows them. What is not there is empty. `root`: for tests. */
export async function readNodeFacts(root = '/'): Promise<NodeFacts> {
  const uuid = (await readLine(root, 'sys/class/dmi/id/product_uuid')).toLowerCase();
  return {
    systemUuid: UUID.test(uuid) ? uuid : '',
    systemSerial: await readLine(root, 'sys/class/dmi/id/product_serial'),
    macAddresses: await macAddresses(root),
  };
}
