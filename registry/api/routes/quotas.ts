import { z } from 'zod';
import { isExceeded } from '../../decisions/quota.ts';
import type { QuotaState } from '../../requests/quota-requests.ts';
import { jsonRoute, type Route } from '../route.ts';
import { type QuotaJson, quotaSchema, quotaSetSchema } from '../schemas/quotas.ts';
import { askingOf, projectFilter } from '../scope.ts';

const quotaParams = z.strictObject({ project: z.string().min(1).max(255) });

function quotaView({ quota, limits, usage }: QuotaState): QuotaJson {
  return {
    project: quota.project,
    max_volumes: limits.maxVolumes,
    max_bytes: limits.maxBytes,
    volumes_by_default: quota.maxVolumes === 'default',
    bytes_by_default: quota.maxBytes === 'default',
    used_volumes: usage.volumes,
    used_bytes: usage.bytes,
    exceeded: isExceeded(usage, limits),
    generation: quota.generation,
  };
}

function answerOf(state: QuotaState) {
  return { headers: { etag: `"${state.quota.generation}"` }, body: quotaView(state) };
}

export const quotaRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'show_quota', method: 'GET', path: '/v1/quotas/{project}', tag: 'quotas' },
    action: 'quotas:read',
    summary: 'Shows what a project may have, and has',
    params: quotaParams,
    answer: quotaSchema,
    handle: async (call, { quotas }) => {
      const project = projectFilter(call, call.params.project) ?? call.params.project;
      return answerOf(await quotas.show(project));
    },
  }),

  jsonRoute({
    ...{ id: 'set_quota', method: 'PUT', path: '/v1/quotas/{project}', tag: 'quotas' },
    action: 'quotas:set',
    summary: 'Says what a project may have',
    description: 'What it has already stays, also where that is more.',
    params: quotaParams,
    body: quotaSetSchema,
    answer: quotaSchema,
    isConditional: true,
    problems: [412],
    handle: async (call, { quotas }) => {
      const { max_volumes: maxVolumes, max_bytes: maxBytes } = call.body;
      const wanted = { maxVolumes, maxBytes };
      return answerOf(await quotas.set(call.params.project, wanted, call.ifMatch, askingOf(call)));
    },
  }),
];
