import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Action } from '../auth/policy.ts';
import { admitted, baseOf, type DoorCall, type DoorParts } from './call.ts';
import { CinderFault, faultOf, notFound } from './faults.ts';
import { listPools, manageVolume } from './manage.ts';
import { LOCAL_TYPE } from './types.ts';
import { microversionOf, versionDocument } from './versions.ts';
import * as volumes from './volumes.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface DoorRoute {
  readonly method: Method;
  /** Behind `/cinder/v3/{project}`. */
  readonly path: string;
  readonly action: Action;
  /** By default 200. */
  readonly status?: number;
  readonly handle: (call: DoorCall) => Promise<unknown>;
}

function actionOf({ request }: DoorCall): string {
  const [name = ''] = Object.keys((request.body ?? {}) as object);
  return name;
}

/** Actions that there are of a volume. */
async function act(call: DoorCall): Promise<void> {
  const name = actionOf(call);
  if (name === 'os-extend') return await volumes.extendVolume(call);
  await volumes.volumeOf(call);
  throw new CinderFault(400, `There is no such action here: ${name.slice(0, 64)}`);
}

function typeCalled({ request }: DoorCall): object {
  const { id = '' } = request.params as { readonly id?: string };
  if (id !== LOCAL_TYPE.id && id !== 'default') throw notFound('Volume type', id);
  return { volume_type: LOCAL_TYPE };
}

/** All that is answered: what clients need to list, show, make, rename, extend and delete volumes. */
const ROUTES: readonly DoorRoute[] = [
  {
    method: 'GET',
    path: '/volumes',
    action: 'volumes:read',
    handle: (call) => volumes.listVolumes(call, false),
  },
  {
    ...{ method: 'GET', path: '/volumes/detail', action: 'volumes:read' },
    handle: (call) => volumes.listVolumes(call, true),
  },
  {
    ...{ method: 'GET', path: '/volumes/:id', action: 'volumes:read' },
    handle: (call) => volumes.volumeOf(call).then((volume) => volumes.shownVolume(volume, call)),
  },
  { method: 'POST', path: '/volumes', action: 'volumes:reserve', status: 202, handle: volumes.createVolume },
  {
    method: 'DELETE',
    path: '/volumes/:id',
    action: 'volumes:release',
    status: 202,
    handle: volumes.deleteVolume,
  },
  { method: 'PUT', path: '/volumes/:id', action: 'volumes:update', handle: volumes.updateVolume },
  { method: 'POST', path: '/volumes/:id/action', action: 'volumes:extend', status: 202, handle: act },
  { method: 'GET', path: '/volumes/:id/metadata', action: 'volumes:read', handle: volumes.showMetadata },
  { method: 'POST', path: '/volumes/:id/metadata', action: 'volumes:update', handle: volumes.updateMetadata },
  { method: 'PUT', path: '/volumes/:id/metadata', action: 'volumes:update', handle: volumes.updateMetadata },
  {
    ...{ method: 'DELETE', path: '/volumes/:id/metadata/:key', action: 'volumes:update' },
    handle: volumes.removeMetadata,
  },
  {
    ...{ method: 'GET', path: '/types', action: 'volumes:read' },
    handle: async () => ({ volume_types: [LOCAL_TYPE] }),
  },
  { method: 'GET', path: '/types/:id', action: 'volumes:read', handle: async (call) => typeCalled(call) },
  // Instances are attached by deployments, which Nova's words for it do not fit.
  ...['/attachments', '/attachments/detail'].map(
    (path): DoorRoute => ({
      ...{ method: 'GET', path, action: 'volumes:read' },
      handle: async () => ({ attachments: [] }),
    }),
  ),
  { method: 'GET', path: '/scheduler-stats/get_pools', action: 'alarms:read', handle: listPools },
  ...['/manageable_volumes', '/os-volume-manage'].map(
    (path): DoorRoute => ({
      ...{ method: 'POST', path, action: 'volumes:adopt', status: 202, handle: manageVolume },
    }),
  ),
];

/** The version that was asked for, said again; without it clients take the answer for one of 3.0. */
function echoVersion(request: FastifyRequest, reply: FastifyReply): void {
  const version = microversionOf(request.headers['openstack-api-version']?.toString());
  void reply.header('openstack-api-version', `volume ${version}`).header('vary', 'OpenStack-API-Version');
}

async function sendFault(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticator }: DoorParts,
  logger: Logger,
): Promise<void> {
  const { status, body, isDefect } = faultOf(error, request.id);
  const line = {
    request: request.id,
    method: request.method,
    route: request.routeOptions.url ?? 'none',
    status,
  };
  if (isDefect) logger.error({ ...line, err: error }, 'a request at the door of Cinder failed by a defect');
  else logger.debug({ ...line, body }, 'request at the door of Cinder refused');
  if (status === 401 && authenticator.challenge !== '')
    void reply.header('www-authenticate', authenticator.challenge);
  await reply.code(status).send(body);
}

/** For `extend` of the API: `/cinder/v3`, for clients of Cinder. */
export async function extendWithCinder(
  app: FastifyInstance,
  parts: DoorParts,
  logger: Logger,
): Promise<void> {
  const door = (cinder: FastifyInstance, _options: object, done: () => void) => {
    cinder.setErrorHandler(
      async (error, request, reply) => await sendFault(error, request, reply, parts, logger),
    );
    cinder.setNotFoundHandler(
      async (request, reply) =>
        await sendFault(
          new CinderFault(404, 'The resource could not be found.'),
          request,
          reply,
          parts,
          logger,
        ),
    );
    // Unauthenticated: clients read it before they have a token.
    for (const url of ['/', '/v3', '/v3/'])
      cinder.get(url, async (request, reply) => {
        void reply.code(url === '/' ? 300 : 200);
        return versionDocument(baseOf(request));
      });
    for (const { method, path, action, status = 200, handle } of ROUTES)
      cinder.route({
        ...{ method, url: `/v3/:project${path}`, exposeHeadRoute: false },
        handler: async (request, reply) => {
          echoVersion(request, reply);
          const answer = await handle(await admitted(request, action, parts));
          return await reply.code(status).send(answer);
        },
      });
    done();
  };
  await app.register(door, { prefix: '/cinder' });
}
