import type { IronicClient } from './client.ts';
import { mayRunRamdisk } from './states.ts';

/** For `AuthOptions.isInRamdisk`: a nonce is worth something only while Ironic runs a ramdisk on its node. */
export function ramdiskCheck(ironic: Pick<IronicClient, 'node'>): (node: string) => Promise<boolean> {
  return async (uuid) => {
    const node = await ironic.node(uuid);
    return node !== null && mayRunRamdisk(node.provisionState);
  };
}
