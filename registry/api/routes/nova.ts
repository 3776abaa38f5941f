import { cloudMounts, waysOf } from '../../decisions/cloud-mounts.ts';
import { readDisks } from '../../store/disks.ts';
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
      return await store.read(async (view) => {
        const ways = waysOf(await readDisks(view, [node]));
        return { body: cloudMounts(await readVolumesOf(view, [node]), body['project-id'], ways) };
      });
    },
  }),
];
