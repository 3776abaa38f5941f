import { z } from 'zod';
import { BmvError } from '../../../proto/error.ts';
import { VERSION } from '../../version.ts';
import { jsonRoute, type Route, rawRoute } from '../route.ts';
import { healthSchema } from '../schemas/health.ts';

/** About the registry itself, and the door of agents. */
export const serviceRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'show_health', method: 'GET', path: '/v1/health', tag: 'service', action: 'public' },
    summary: 'Says whether the registry works',
    description: '503 where its store does not answer.',
    answer: healthSchema,
    statuses: [200, 503],
    handle: async (_call, { health }) => {
      const store = await health.store();
      const body = { live: true as const, ready: store, store, ironic: health.ironic, version: VERSION };
      return { status: store ? 200 : 503, headers: { 'cache-control': 'no-store' }, body };
    },
  }),

  jsonRoute({
    ...{ id: 'show_liveness', method: 'GET', path: '/v1/health/live', tag: 'service', action: 'public' },
    summary: 'Says that the process answers, whatever its store does',
    answer: z.object({ live: z.literal(true) }).meta({ id: 'Liveness' }),
    handle: async () => ({ headers: { 'cache-control': 'no-store' }, body: { live: true as const } }),
  }),

  rawRoute({
    ...{ id: 'show_openapi', method: 'GET', path: '/v1/openapi.json', tag: 'service', action: 'public' },
    summary: 'This document',
    content: { type: 'application/json', description: 'OpenAPI 3.1.' },
    serve: async (_call, { openapi }, { reply }) => {
      await reply.type('application/json').send(await openapi());
    },
  }),

  rawRoute({
    ...{ id: 'show_metrics', method: 'GET', path: '/metrics', tag: 'service', action: 'metrics:read' },
    summary: 'Metrics for Prometheus',
    content: {
      type: 'text/plain; version=0.0.4; charset=utf-8',
      description: 'In the text format of Prometheus.',
    },
    serve: async (_call, { metrics }, { reply }) => {
      await reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics());
    },
  }),

  rawRoute({
    ...{ id: 'get_challenge', method: 'GET', path: '/v1/agent/challenge', tag: 'agents', action: 'public' },
    summary: 'Gives an agent a challenge for its authorization',
    description: 'See “Authentication of agents” in registry/README.md.',
    content: {
      type: 'application/json',
      description: 'Good for one use, and for a short time.',
      schema: z.object({ challenge: z.string() }).meta({ id: 'Challenge' }),
    },
    problems: [429],
    serve: async (_call, { agents }, { request, reply }) => {
      const { status, headers, body } = await agents.challenge(request.raw);
      await reply.code(status).headers(headers).send(body);
    },
  }),

  rawRoute({
    ...{ id: 'connect_agent', method: 'GET', path: '/v1/agent', tag: 'agents', action: 'public' },
    summary: 'Connects an agent',
    description: 'A WebSocket of binary frames (`proto/bmv/v1/channel.proto`).',
    status: 101,
    content: { type: 'application/octet-stream', description: 'The connection is a WebSocket now.' },
    problems: [401, 403, 426, 429],
    serve: async (_call, _services, { reply }) => {
      void reply.header('upgrade', 'websocket');
      throw new BmvError('UPGRADE_REQUIRED', 'agents connect here by WebSocket; people ask the rest of /v1');
    },
  }),
];
