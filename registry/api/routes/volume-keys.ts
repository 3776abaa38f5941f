import { z } from 'zod';
import { jsonRoute, type Route } from '../route.ts';
import { uuid } from '../schemas/common.ts';
import { volumeKeySchema } from '../schemas/volumes.ts';
import { askingOf } from '../scope.ts';

export const volumeKeyRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'show_volume_key', method: 'GET', path: '/v1/volumes/{id}/key', tag: 'volumes' },
    action: 'volumes:key',
    summary: 'Tells the key of an encrypted volume',
    description:
      'Of volumes with encryption `luks2`. Each reading is an event (`key.read`). 409 where the key-encryption key that ' +
      'wrapped it is not here.',
    params: z.strictObject({ id: uuid }),
    answer: volumeKeySchema,
    problems: [404, 409],
    handle: async (call, { keys }) => {
      const { id } = call.params;
      const key = await keys.read(id, askingOf(call));
      try {
        const text = Buffer.from(key).toString('base64');
        return { headers: { 'cache-control': 'no-store' }, body: { volume: id, key: text } };
      } finally {
        key.fill(0);
      }
    },
  }),
];
