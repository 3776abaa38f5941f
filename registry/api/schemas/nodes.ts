import { z } from 'zod';
import { atMs, bytes, flag, generation, pageLimit, searchText, uuid } from './common.ts';
import { diskSchema } from './disks.ts';
import { runSchema } from './runs.ts';

const nodeFields = {
  uuid: uuid.describe('As Ironic knows it.'),
  name: z.string().describe('Ironic’s name for it; empty for none.'),
  system_uuid: z.string().describe('By SMBIOS; empty where the machine does not say.'),
  system_serial: z.string().describe('By SMBIOS; empty where the machine does not say.'),
  mac_addresses: z.array(z.string()),
  first_seen_ms: atMs,
  last_seen_ms: atMs.describe('Of the newest report.'),
  inventory_at_ms: atMs.nullable().describe('Of the newest full inventory; null before the first.'),
  connected: z.boolean().describe('Its agent has a session just now. A hint: an agent may have died.'),
  projects: z
    .array(z.string())
    .describe('Projects whose volumes it holds: one at most, unless an alarm is open.'),
  volume_count: z.number().int().min(0).describe('Volumes that were not released.'),
  open_alarms: z.number().int().min(0).describe('Alarms about what it shows that nobody has resolved.'),
  disk_count: z.number().int().min(0).describe('Disks of the newest inventory.'),
  size_bytes: bytes.describe('Of these disks together.'),
  free_bytes: bytes.describe(
    'Of these disks together, as they report it; less is left where volumes are reserved.',
  ),
  running: runSchema.nullable().describe('The step that runs; null for none.'),
  generation,
} as const;

export const nodeSchema = z.object(nodeFields).meta({ id: 'Node', description: 'A server.' });
export type NodeJson = z.output<typeof nodeSchema>;

export const nodeListSchema = z
  .object({
    nodes: z.array(nodeSchema).describe('By UUID.'),
    next: uuid.nullable().describe('`after` of the next page; null where there is none.'),
  })
  .meta({ id: 'NodeList' });
export type NodeListJson = z.output<typeof nodeListSchema>;

export const nodeQuerySchema = z.strictObject({
  project: z.string().min(1).max(255).optional().describe('Nodes that hold volumes of this project.'),
  alarmed: flag.optional().describe('Nodes with open alarms, or without.'),
  running: flag.optional().describe('Nodes on which a step runs, or none does.'),
  q: searchText.describe('Part of a name, UUID or serial number, in upper or lower case.'),
  after: uuid.optional().describe('`next` of the page before.'),
  limit: pageLimit,
});

export const nodeDetailSchema = z
  .object({
    ...nodeFields,
    disks: z.array(diskSchema).describe('By key; those that are not present at the end.'),
    runs: z.array(runSchema).describe('The newest ten, newest first.'),
    plan_revision: z
      .number()
      .int()
      .min(0)
      .describe('Of what it should have; 0 where nothing was ever asked for.'),
  })
  .meta({ id: 'NodeDetail', description: 'A server with its disks.' });
export type NodeDetailJson = z.output<typeof nodeDetailSchema>;

/** What a machine says that nobody vouched for. */
export const untrustedListSchema = z
  .object({
    machines: z
      .array(
        z.object({
          machine: z
            .string()
            .describe('What the machine says of itself: `uuid:…`, `serial:…`, `mac:…`, `boot:…`.'),
          seen_at_ms: atMs,
          disks: z.array(
            z.object({
              device: z.string(),
              serial: z.string().nullable(),
              wwn: z.string().nullable(),
              size_bytes: bytes,
              volumes: z.number().int().min(0).describe('That it claims to have.'),
            }),
          ),
        }),
      )
      .describe('By machine.'),
    next: z.string().nullable().describe('`after` of the next page; null where there is none.'),
  })
  .meta({
    id: 'UntrustedList',
    description: 'Inventories of agents that nobody vouched for. They decide nothing.',
  });
export type UntrustedListJson = z.output<typeof untrustedListSchema>;

export const untrustedQuerySchema = z.strictObject({
  after: z.string().max(255).optional().describe('`next` of the page before.'),
  limit: pageLimit,
});
