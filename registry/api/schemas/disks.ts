import { z } from 'zod';
import { atMs, bytes, generation, uuid } from './common.ts';

/** What a part of a disk is to the registry. */
const PART_KINDS = ['kept', 'catalog', 'image', 'free', 'damaged', 'unused'] as const;

const partSchema = z
  .object({
    kind: z
      .enum(PART_KINDS)
      .describe(
        '`kept`: a volume; `catalog`: where the disk lists its volumes; `image`: another partition, or whatever covers ' +
          'the whole disk; `free`: a volume can be made there; `damaged`: not understood, nothing is written there; ' +
          '`unused`: tables and gaps.',
      ),
    offset_bytes: bytes,
    size_bytes: bytes,
    number: z.number().int().nullable().describe('Of the partition, from 1; null for none.'),
    guid: z.string().describe('Unique GUID of the partition; empty for none.'),
    name: z.string().describe('Of the partition or volume; empty for none.'),
    filesystem: z.string().describe('As blkid names it; empty for none that was recognised.'),
    volume: uuid.nullable().describe('The volume whose place it is; null for none.'),
  })
  .meta({ id: 'DiskPart', description: 'A range of a disk. The parts of a disk cover it without overlap.' });
export type PartJson = z.output<typeof partSchema>;

export const diskSchema = z
  .object({
    key: z.string().describe('`wwn:…`, else `serial:…`, else `guid:…`: what the disk is called in its node.'),
    device: z.string().describe('Path in the ramdisk; another one after the next boot.'),
    size_bytes: bytes,
    sector_bytes: bytes,
    serial: z.string().nullable(),
    wwn: z.string().nullable(),
    disk_guid: z.string().nullable().describe('Of its GPT.'),
    model: z.string().nullable(),
    vendor: z.string().nullable(),
    transport: z.string().nullable().describe('`nvme`, `sata`, `sas`, `virtio`, ...'),
    rotational: z.boolean().nullable(),
    read_only: z.boolean(),
    table: z.enum(['none', 'gpt', 'mbr', 'hybrid', 'damaged', 'unknown']),
    verdicts: z
      .array(
        z.object({
          code: z.string(),
          severity: z.enum(['note', 'repair', 'refuse', 'unknown']),
          message: z.string(),
        }),
      )
      .describe('What its table has that it should not. `refuse`: nothing is written to the disk.'),
    open_operation: z
      .object({
        operation: z.string(),
        phase: z.string(),
        started_at_ms: atMs.describe('By the agent’s clock.'),
        image_name: z.string(),
      })
      .nullable()
      .describe('One that began and has not ended.'),
    catalog_generation: z.number().int().nullable().describe('Null where it has no catalog.'),
    whole_disk: z
      .string()
      .describe('What covers it from its first byte, as blkid names it; empty for nothing.'),
    is_present: z.boolean().describe('False: the newest inventory does not show it.'),
    seen_at_ms: atMs.describe(
      'When it was first seen as it is; of one that is not present, when it was seen last.',
    ),
    free_bytes: bytes.describe('Of its parts of kind `free`.'),
    parts: z.array(partSchema).describe('By offset, from the first byte to the last.'),
    generation,
  })
  .meta({ id: 'Disk', description: 'A disk of a node as it was reported last.' });
export type DiskJson = z.output<typeof diskSchema>;
