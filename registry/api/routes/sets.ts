import { z } from 'zod';
import { BmvError } from '../../../proto/error.ts';
import { calledSet } from '../../decisions/release-set.ts';
import { listSets, readSets, type VolumeSet } from '../../store/sets.ts';
import { nextOf, pageItems } from '../paging.ts';
import { listVolumesPage } from '../queries/volume-list.ts';
import { jsonRoute, type Route } from '../route.ts';
import {
  setDetailQuerySchema,
  setDetailSchema,
  setListSchema,
  setQuerySchema,
  setReleasedSchema,
  setReleaseSchema,
} from '../schemas/sets.ts';
import { askingOf, projectFilter } from '../scope.ts';
import type { Services } from '../services.ts';
import { setView } from '../views/set.ts';
import { volumeView } from '../views/volume.ts';

const setParams = z.strictObject({ name: z.string().min(1).max(255) });

/** The one set that is meant. Throws `SET_UNKNOWN`, `SET_AMBIGUOUS`. */
async function setCalled(
  name: string,
  project: string | undefined,
  { store }: Pick<Services, 'store'>,
): Promise<VolumeSet> {
  const [found, ...others] = await store.read((view) => readSets(view, name, project));
  if (!found)
    throw new BmvError(
      'SET_UNKNOWN',
      project === undefined
        ? `no project has a set ${JSON.stringify(name)}; list them with \`bmv sets list\``
        : `there is no ${calledSet({ name, project })}; list them with \`bmv sets list\``,
    );
  if (others.length === 0) return found;
  throw new BmvError(
    'SET_AMBIGUOUS',
    `${others.length + 1} projects have a set ${JSON.stringify(name)}; say which (\`--project\`)`,
  );
}

export const setRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'list_sets', method: 'GET', path: '/v1/sets', tag: 'sets', action: 'volumes:read' },
    summary: 'Lists sets of volumes',
    description: 'A volume is in a set by its name; a set is there while it has volumes.',
    query: setQuerySchema,
    answer: setListSchema,
    handle: async (call, { store, limits }) => {
      const { after = '', limit } = call.query;
      const project = projectFilter(call, call.query.project);
      const page = { project, after, limit: pageItems(limit, limits) };
      const { sets, next } = await store.read((view) => listSets(view, page));
      return { body: { sets: sets.map(setView), next } };
    },
  }),

  jsonRoute({
    ...{ id: 'show_set', method: 'GET', path: '/v1/sets/{name}', tag: 'sets', action: 'volumes:read' },
    summary: 'Shows a set with its volumes',
    params: setParams,
    query: setDetailQuerySchema,
    answer: setDetailSchema,
    problems: [404, 409],
    handle: async (call, services) => {
      const { after = null, limit: asked } = call.query;
      const limit = pageItems(asked, services.limits);
      const set = await setCalled(call.params.name, projectFilter(call, call.query.project), services);
      const { name, project } = set;
      const filter = { set: name, project, withReleased: false, after, limit };
      const volumes = await services.store.read((view) => listVolumesPage(view, filter));
      const next = nextOf(volumes, limit, ({ id }) => id);
      return { body: { ...setView(set), volumes: volumes.map(volumeView), next } };
    },
  }),

  jsonRoute({
    ...{ id: 'release_set', method: 'POST', path: '/v1/sets/{name}/release', tag: 'sets' },
    action: 'volumes:release',
    summary: 'Asks for all volumes of a set to be erased and ended',
    description:
      'All of them, or none. The caller names each volume that is lost: 412 where the set has others by now.',
    params: setParams,
    body: setReleaseSchema,
    answer: setReleasedSchema,
    problems: [404, 409, 412],
    handle: async (call, services) => {
      const { volumes: seen, erase = null } = call.body;
      const set = await setCalled(call.params.name, projectFilter(call, call.body.project), services);
      const { name, project } = set;
      const released = await services.requests.releaseSet({ name, project, seen, erase }, askingOf(call));
      return { body: { volumes: released.map(volumeView) } };
    },
  }),
];
