import { BmvError } from '../../proto/error.ts';
import type { NodeDetailJson } from '../../registry/api/schemas/nodes.ts';

/**
 * Keys of a node's disks that a person names by key, WWN or serial number; never by device, which is another disk's after
 * the next boot. Throws `DISK_UNKNOWN`.
 */
export function diskKeys(named: readonly string[], node: NodeDetailJson): string[] {
  const present = node.disks.filter((disk) => disk.is_present);
  return named.map((text) => {
    const found = present.filter(({ key, wwn, serial }) => [key, wwn, serial].includes(text));
    const [first, ...others] = found;
    if (first && others.length === 0) return first.key;
    const all = present.map(({ key, device }) => `${key} (${device})`).join(', ') || 'none';
    throw new BmvError(
      'DISK_UNKNOWN',
      `${first ? 'more than one disk' : 'no disk'} of node ${node.uuid} is ${JSON.stringify(text)}; its disks: ${all}`,
      { device: text },
    );
  });
}
