import type { Volume } from '../model.ts';
import { readVolume } from '../store/volumes.ts';
import type { DoorCall } from './call.ts';
import { CinderFault, notFound } from './faults.ts';
import { idOf } from './hosts.ts';
import { listPage, listQueryOf } from './list.ts';
import { changesOf, metadataOf, newWordsOf, withoutProperty } from './metadata.ts';
import { placementHints, reservePlaced } from './place.ts';
import { extendSchema, hintsOf, metadataSchema, newVolumeSchema, parse, updateSchema } from './schemas.ts';
import { GIB, gibOf } from './sizes.ts';
import { expectType } from './types.ts';
import { briefView, volumeView } from './view.ts';

/** The volume of the path, which must be an id: clients try names here first. Throws where it is not there. */
export async function volumeOf({ request, services, isOperator, project }: DoorCall): Promise<Volume> {
  const { id: text = '' } = request.params as { readonly id?: string };
  const id = idOf(text);
  const volume = id === null ? null : await services.store.read((view) => readVolume(view, id));
  if (!volume || volume.state === 'released' || (!isOperator && volume.project !== project))
    throw notFound('Volume', text);
  return volume;
}

export function shownVolume(volume: Volume, { shown }: DoorCall): object {
  return { volume: volumeView(volume, shown) };
}

function nextLink({ request, shown, project }: DoorCall, path: string, marker: string): string {
  const query = new URLSearchParams(Object.entries((request.query ?? {}) as Record<string, string>));
  query.set('marker', marker);
  return `${shown.base}/v3/${encodeURIComponent(project)}/${path}?${query}`;
}

export async function listVolumes(call: DoorCall, isDetailed: boolean): Promise<object> {
  const { request, services, project, isOperator, shown } = call;
  const maxItems = services.limits.maxPageItems;
  const query = listQueryOf(request.query, { project, mayAll: isOperator, maxItems });
  const found = await services.store.read((view) => listPage(view, query));
  const last = found.at(-1);
  const path = isDetailed ? 'volumes/detail' : 'volumes';
  const volumes = found.map((volume) => (isDetailed ? volumeView(volume, shown) : briefView(volume, shown)));
  if (!last || found.length < query.limit) return { volumes };
  return { volumes, volumes_links: [{ rel: 'next', href: nextLink(call, path, last.id) }] };
}

export async function createVolume(call: DoorCall): Promise<object> {
  const { request, services, project, asking } = call;
  const body = parse(newVolumeSchema, request.body);
  const { name, display_name: other, size, volume_type: type, metadata } = body.volume;
  expectType(type);
  const wanted = {
    ...{ name: name || other || '', sizeBytes: size * GIB, project },
    words: newWordsOf(metadata ?? {}),
  };
  const made = await reservePlaced(wanted, placementHints(hintsOf(body)), asking, services);
  return shownVolume(made, call);
}

/** What is not made yet is cancelled; anything else is erased by the next step of its server. */
export async function deleteVolume(call: DoorCall): Promise<void> {
  const { services, asking } = call;
  const { id, state, generation } = await volumeOf(call);
  const target = { id, seen: generation };
  if (state === 'reserved' || state === 'creating') await services.requests.cancel(target, asking);
  else await services.requests.release(target, null, asking);
}

export async function extendVolume(call: DoorCall): Promise<void> {
  const { request, services, asking } = call;
  const volume = await volumeOf(call);
  const { new_size: size } = parse(extendSchema, request.body)['os-extend'];
  if (size <= gibOf(volume.length))
    throw new CinderFault(
      400,
      `New size for extend must be greater than current size. (current: ${gibOf(volume.length)}, extended: ${size}).`,
    );
  await services.requests.extend({ id: volume.id, seen: volume.generation }, size * GIB, asking);
}

export async function updateVolume(call: DoorCall): Promise<object> {
  const { request, services, asking } = call;
  const volume = await volumeOf(call);
  const { name, display_name: other, metadata } = parse(updateSchema, request.body).volume;
  const renamed = name ?? other;
  const words = {
    ...changesOf(metadata ?? {}, volume),
    ...(renamed === null || renamed === undefined ? {} : { name: renamed }),
  };
  const target = { id: volume.id, seen: volume.generation };
  return shownVolume((await services.requests.update(target, words, asking)).volume, call);
}

export async function showMetadata(call: DoorCall): Promise<object> {
  return { metadata: metadataOf(await volumeOf(call)) };
}

/** What is left out stays: each of these always has a value. */
export async function updateMetadata(call: DoorCall): Promise<object> {
  const { request, services, asking } = call;
  const volume = await volumeOf(call);
  const words = changesOf(parse(metadataSchema, request.body).metadata, volume);
  const target = { id: volume.id, seen: volume.generation };
  return { metadata: metadataOf((await services.requests.update(target, words, asking)).volume) };
}

export async function removeMetadata(call: DoorCall): Promise<void> {
  const { request, services, asking } = call;
  const { key = '' } = request.params as { readonly key?: string };
  const volume = await volumeOf(call);
  const { id, generation } = volume;
  await services.requests.update({ id, seen: generation }, withoutProperty(key, volume), asking);
}
