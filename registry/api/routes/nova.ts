import { cloudMounts } from '../../decisions/cloud-mounts.ts';
import { readVolumesOf } from '../../store/volumes.ts';
import { jsonRoute, type Route } from '../route.ts';
import { vendordataAnswerSchema, vendordataRequestSchema } from '../schemas/nova.ts';

/** What Nova asks by itself. */
export const novaRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'make_vendordata', method: 'POST', path: '/v1/nova/vendordata', tag: 'nova' },
    action: 'vendordata:ask',
    summary: 'Tells an instance where its volumes are to be mounted',
    description:
      'For `vendordata_dynamic_targets=cloud-init@https://REGISTRY/v1/nova/vendordata`. Changes nothing. Volumes of the ' +
      'project on the node of the instance, that have a mount point and a filesystem; no keys, ever.',
    body: vendordataRequestSchema,
    answer: vendordataAnswerSchema,
    problems: [503],
    handle: async ({ body }, { store, instances }) => {
      const node = await instances.nodeOf(body['instance-id']);
      if (node === null) return { body: '' };
      const volumes = await store.read(async (view) => await readVolumesOf(view, [node]));
      return { body: cloudMounts(volumes, body['project-id']) };
    },
  }),
];
