import { z } from 'zod';

export const healthSchema = z
  .object({
    live: z.literal(true),
    ready: z.boolean().describe('The store answers. What needs it is answered; otherwise this is a 503.'),
    store: z.boolean(),
    ironic: z
      .boolean()
      .nullable()
      .describe('Ironic answered last; null where the registry was given none. Does not count for `ready`.'),
    version: z.string(),
  })
  .meta({ id: 'Health' });
