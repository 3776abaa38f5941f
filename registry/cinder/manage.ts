import type { DoorCall } from './call.ts';
import { CinderFault } from './faults.ts';
import { idOf, nodeOfHost } from './hosts.ts';
import { newWordsOf } from './metadata.ts';
import { manageSchema, parse } from './schemas.ts';
import { expectType } from './types.ts';
import { poolView, volumeView } from './view.ts';

/** Unique GUID of the partition that is meant. */
function guidOf(ref: string | Readonly<Record<string, string>>): string {
  const text = typeof ref === 'string' ? ref : (ref['source-id'] ?? ref['source-name'] ?? '');
  const guid = idOf(text);
  if (guid !== null) return guid;
  throw new CinderFault(400, 'ref has no source-id that is the unique GUID of a partition');
}

/** A partition becomes a volume, by the next step of its server; none of its bytes changes. */
export async function manageVolume({ request, services, project, asking, shown }: DoorCall): Promise<object> {
  const { host, ref, name, volume_type: type, metadata } = parse(manageSchema, request.body).volume;
  expectType(type);
  const { filesystem, label, ...words } = newWordsOf(metadata ?? {});
  if (filesystem !== 'none' || label !== '')
    throw new CinderFault(400, 'a partition keeps its filesystem and label; leave them out');
  const id = guidOf(ref);
  const asked = {
    ...({ kind: 'adopt', node: nodeOfHost(host) } as const),
    request: { ...words, id, name: name || `volume-${id.slice(0, 8)}`, project },
  };
  return { volume: volumeView((await services.requests.create(asked, asking)).volume, shown) };
}

/** Servers as pools. */
export async function listPools({ request, services }: DoorCall): Promise<object> {
  const { detail = '' } = request.query as { readonly detail?: string };
  const isDetailed = /^(1|true|yes|on)$/i.test(detail);
  const pools = [...(await services.facts.all())].map(poolView) as { readonly name: string }[];
  pools.sort((one, other) => (one.name < other.name ? -1 : 1));
  return { pools: isDetailed ? pools : pools.map(({ name }) => ({ name })) };
}
