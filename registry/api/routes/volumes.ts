import { type ZodType, z } from 'zod';
import { BmvError } from '../../../proto/error.ts';
import type { Volume } from '../../model.ts';
import type { Changed, Target } from '../../requests/change.ts';
import type { Resolution } from '../../requests/volume-requests.ts';
import { readVolume } from '../../store/volumes.ts';
import { nextOf, pageItems } from '../paging.ts';
import { listVolumesPage } from '../queries/volume-list.ts';
import { type Answer, type Call, type JsonRoute, jsonRoute, type Route } from '../route.ts';
import { uuid } from '../schemas/common.ts';
import {
  cancelSchema,
  extendSchema,
  quarantineSchema,
  releaseSchema,
  resolveSchema,
  updateSchema,
  type VolumeAnswerJson,
  volumeAnswerSchema,
  volumeListSchema,
  volumeQuerySchema,
  volumeSchema,
} from '../schemas/volumes.ts';
import { askingOf, onlyProject, projectFilter } from '../scope.ts';
import type { Services } from '../services.ts';
import { volumeView } from '../views/volume.ts';

const volumeParams = z.strictObject({ id: uuid });
type VolumeCall<Body> = Call<z.output<typeof volumeParams>, undefined, Body>;

function etag({ generation }: Volume): Readonly<Record<string, string>> {
  return { etag: `"${generation}"` };
}

/** The answer to a request that changes a volume. */
export function changedAnswer({ volume, notes }: Changed): Omit<Answer, 'body'> & { body: VolumeAnswerJson } {
  return { headers: etag(volume), body: { volume: volumeView(volume), notes: [...notes] } };
}

function targetOf({ params, ifMatch }: VolumeCall<unknown>): Target {
  return { id: params.id, seen: ifMatch };
}

function resolutionOf({ resolution, project, erase }: z.output<typeof resolveSchema>): Resolution {
  switch (resolution) {
    case 'accept':
      return { kind: 'accept', project: project ?? null };
    case 'release':
      return { kind: 'release', erase: erase ?? null };
    case 'ignore':
      return { kind: 'ignore' };
  }
}

/** A request that changes a volume. */
function changeRoute<Body extends ZodType>(
  words: Pick<JsonRoute, 'id' | 'path' | 'action' | 'summary' | 'description'> & {
    readonly body: Body;
    readonly change: (call: VolumeCall<z.output<Body>>, services: Services) => Promise<Changed>;
  },
): Route {
  const { change, ...rest } = words;
  return jsonRoute({
    ...{ ...rest, method: 'POST', tag: 'volumes', params: volumeParams, answer: volumeAnswerSchema },
    ...{ isConditional: true, problems: [404, 409, 412] },
    handle: async (call, services) =>
      changedAnswer(await change(call as VolumeCall<z.output<Body>>, services)),
  });
}

const REPEATED =
  'What was asked for before changes nothing a second time. The node’s next step carries it out.';

export const volumeRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'list_volumes', method: 'GET', path: '/v1/volumes', tag: 'volumes', action: 'volumes:read' },
    summary: 'Lists volumes',
    query: volumeQuerySchema,
    answer: volumeListSchema,
    handle: async (call, { store, limits }) => {
      const { node, set, name, state, released, q: search, after, limit: asked } = call.query;
      const limit = pageItems(asked, limits);
      const project = projectFilter(call, call.query.project);
      const filter = { node, project, set, name, state, search, withReleased: released };
      const volumes = await store.read((view) =>
        listVolumesPage(view, { ...filter, after: after ?? null, limit }),
      );
      return { body: { volumes: volumes.map(volumeView), next: nextOf(volumes, limit, ({ id }) => id) } };
    },
  }),

  jsonRoute({
    ...{ id: 'show_volume', method: 'GET', path: '/v1/volumes/{id}', tag: 'volumes', action: 'volumes:read' },
    summary: 'Shows a volume',
    description: 'Its history are the events of this volume: `GET /v1/events?volume=…`.',
    params: volumeParams,
    answer: volumeSchema,
    problems: [404],
    handle: async (call, { store }) => {
      const { id } = call.params;
      const volume = await store.read((view) => readVolume(view, id));
      const project = onlyProject(call);
      if (!volume || (project !== null && volume.project !== project))
        throw new BmvError(
          'VOLUME_UNKNOWN',
          `there is no volume ${id}; list them with \`bmv volumes list\``,
          {
            volume: id,
          },
        );
      return { headers: etag(volume), body: volumeView(volume) };
    },
  }),

  changeRoute({
    ...{ id: 'extend_volume', path: '/v1/volumes/{id}/extend', action: 'volumes:extend' },
    summary: 'Asks for a volume to become larger',
    description: REPEATED,
    body: extendSchema,
    change: async (call, { requests }) =>
      await requests.extend(targetOf(call), call.body.size_bytes, askingOf(call)),
  }),

  changeRoute({
    ...{ id: 'update_volume', path: '/v1/volumes/{id}/update', action: 'volumes:update' },
    summary: 'Changes what the registry alone has of a volume',
    description: 'Its name, its set and its policy. No step is needed for that.',
    body: updateSchema,
    change: async (call, { requests }) => {
      const { on_release: onRelease, on_instance_delete: onInstanceDelete, ...words } = call.body;
      return await requests.update(targetOf(call), { ...words, onRelease, onInstanceDelete }, askingOf(call));
    },
  }),

  changeRoute({
    ...{ id: 'release_volume', path: '/v1/volumes/{id}/release', action: 'volumes:release' },
    summary: 'Asks for a volume to be erased and ended',
    description: `Its space is free when the agent has proven the erasure. ${REPEATED}`,
    body: releaseSchema,
    change: async (call, { requests }) =>
      await requests.release(targetOf(call), call.body.erase ?? null, askingOf(call)),
  }),

  changeRoute({
    ...{ id: 'cancel_volume', path: '/v1/volumes/{id}/cancel', action: 'volumes:cancel' },
    summary: 'Takes back a reservation, an adoption or an extension that no step has carried out yet',
    body: cancelSchema,
    change: async (call, { requests }) => await requests.cancel(targetOf(call), askingOf(call)),
  }),

  changeRoute({
    ...{ id: 'quarantine_volume', path: '/v1/volumes/{id}/quarantine', action: 'volumes:quarantine' },
    summary: 'Takes a volume out of use until an operator decides',
    body: quarantineSchema,
    change: async (call, { requests }) =>
      await requests.quarantine(targetOf(call), call.body.reason, askingOf(call)),
  }),

  changeRoute({
    ...{ id: 'resolve_volume', path: '/v1/volumes/{id}/resolve', action: 'volumes:resolve' },
    summary: 'Decides about a volume in quarantine',
    body: resolveSchema,
    change: async (call, { requests }) =>
      await requests.resolve(targetOf(call), resolutionOf(call.body), askingOf(call)),
  }),
];
