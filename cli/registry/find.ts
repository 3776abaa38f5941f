import { BmvError } from '../../proto/error.ts';
import type { NodeJson } from '../../registry/api/schemas/nodes.ts';
import type { VolumeJson } from '../../registry/api/schemas/volumes.ts';
import type { RegistryApi } from './api.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** More of one name than this are not told apart by listing them. */
const MAX_NAMESAKES = 20;
/** Nodes whose name, UUID or serial number has the text in it. */
const MAX_SIMILAR_NODES = 1000;

/** Ironic's name for a node; empty where there is none, or it is not for who asks. */
export async function nodeName(api: RegistryApi, uuid: string): Promise<string> {
  try {
    return (await api.node(uuid)).name;
  } catch (error) {
    if (error instanceof BmvError && error.code === 'NODE_UNKNOWN') return '';
    throw error;
  }
}

/** Whether a text has the form of an id, which the registry has in lower case. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/** UUID of the node that a person means: by UUID, or by Ironic's name for it. Throws `NODE_UNKNOWN`, `NODE_AMBIGUOUS`. */
export async function findNode(api: RegistryApi, text: string): Promise<string> {
  if (isId(text)) return text.toLowerCase();
  const { items } = await api.nodes({ q: text }, MAX_SIMILAR_NODES);
  const named = items.filter(({ name }) => name === text);
  const [first, ...others] = named;
  if (!first)
    throw new BmvError(
      'NODE_UNKNOWN',
      `no node is called ${JSON.stringify(text)}; see them with \`bmv nodes list\``,
    );
  if (others.length > 0) throw ambiguousNode(text, named);
  return first.uuid;
}

function ambiguousNode(text: string, named: readonly NodeJson[]): BmvError {
  const uuids = named.map(({ uuid }) => uuid).join(', ');
  return new BmvError(
    'NODE_AMBIGUOUS',
    `${named.length} nodes are called ${JSON.stringify(text)}; name one by its UUID: ${uuids}`,
  );
}

/**
 * The volume that a person means: by id, or by its name, which several nodes may have. One that is there goes before
 * those that were released. Throws `VOLUME_UNKNOWN`, `VOLUME_AMBIGUOUS`.
 */
export async function findVolume(api: RegistryApi, text: string, project?: string): Promise<VolumeJson> {
  if (isId(text)) {
    const found = await volumeOrNull(api, text.toLowerCase());
    if (found) return found;
  }
  for (const released of [false, true]) {
    const { items } = await api.volumes({ name: text, project, released }, MAX_NAMESAKES);
    const [first, ...others] = items;
    if (first && others.length === 0) return first;
    if (first) throw ambiguousVolume(text, items);
  }
  const where = project === undefined ? '' : ` of project ${project}`;
  throw new BmvError(
    'VOLUME_UNKNOWN',
    `no volume${where} has the id or name ${JSON.stringify(text)}; see them with \`bmv volumes list\``,
    { volume: text },
  );
}

async function volumeOrNull(api: RegistryApi, id: string): Promise<VolumeJson | null> {
  try {
    return await api.volume(id);
  } catch (error) {
    if (error instanceof BmvError && error.code === 'VOLUME_UNKNOWN') return null;
    throw error;
  }
}

function ambiguousVolume(text: string, found: readonly VolumeJson[]): BmvError {
  const each = found.map(({ id, project, node }) => `${id} (project ${project || 'none'}, node ${node})`);
  return new BmvError(
    'VOLUME_AMBIGUOUS',
    `${found.length} volumes are called ${JSON.stringify(text)}; name one by its id: ${each.join(', ')}`,
    { volume: text },
  );
}
