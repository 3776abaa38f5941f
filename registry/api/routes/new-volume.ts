import type { z } from 'zod';
import { BmvError } from '../../../proto/error.ts';
import { reach } from '../../auth/policy.ts';
import type { NewVolume } from '../../requests/new-volume.ts';
import { jsonRoute, type Route } from '../route.ts';
import { newVolumeSchema, volumeAnswerSchema } from '../schemas/volumes.ts';
import { askingOf } from '../scope.ts';
import { changedAnswer } from './volumes.ts';

function newVolumeOf(body: z.output<typeof newVolumeSchema>, id: string, callersProject: string): NewVolume {
  const { name, set, node, mount_point: mountPoint, tell, erase, encryption } = body;
  const { project = callersProject } = body;
  const { on_release: onRelease, on_instance_delete: onInstanceDelete } = body;
  const words = { id, name, project, set, mountPoint, tell, encryption, erase, onRelease, onInstanceDelete };
  if (body.adopt) return { kind: 'adopt', node, request: words };
  const { size_bytes: sizeBytes = 0, disks, filesystem, label } = body;
  return { kind: 'reserve', node, request: { ...words, sizeBytes, disks, filesystem, label } };
}

export const newVolumeRoutes: readonly Route[] = [
  jsonRoute({
    ...{
      id: 'create_volume',
      method: 'POST',
      path: '/v1/volumes',
      tag: 'volumes',
      action: 'volumes:reserve',
    },
    summary: 'Reserves a volume, or asks for a partition to become one',
    description:
      'The node’s next step makes it. With an `id` that the caller chose, the same request again is answered with the ' +
      'volume that it made before, and 200. Adoption is for operators: nobody knows whose the bytes of a partition are.',
    body: newVolumeSchema,
    answer: volumeAnswerSchema,
    statuses: [201, 200],
    problems: [404, 409],
    handle: async (call, { requests, newId }) => {
      const { body, caller } = call;
      if (body.adopt && reach(caller, 'volumes:adopt') === 'none')
        throw new BmvError(
          'FORBIDDEN',
          `${caller.id} may not adopt partitions, whose bytes may be another project’s; ask an operator`,
        );
      const asked = newVolumeOf(body, body.id ?? newId(), caller.project);
      const { isNew, ...changed } = await requests.create(asked, askingOf(call));
      return { ...changedAnswer(changed), status: isNew ? 201 : 200 };
    },
  }),
];
