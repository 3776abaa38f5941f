import { z } from 'zod';
import { FILESYSTEMS, VOLUME_STATES } from '../../../proto/catalog.ts';
import {
  atMs,
  bytes,
  encryption,
  erase,
  flag,
  generation,
  onInstanceDelete,
  onRelease,
  pageLimit,
  searchText,
  tell,
  uuid,
} from './common.ts';

const proofSchema = z
  .object({
    kind: z.enum(['sample', 'full']).describe('`sample`: first and last MiB and seeded pieces.'),
    seed: z.string().describe('Chooses the pieces of a sample.'),
    digest: z.string().describe('SHA-256 in hexadecimal.'),
    bytes_read: bytes.describe('Bytes that were read for it.'),
  })
  .meta({ id: 'Proof', description: 'A digest of a volume, comparable with one of the same kind and seed.' });

export const volumeSchema = z
  .object({
    id: uuid,
    name: z.string(),
    project: z.string().describe('Owner. Empty only in quarantine and behind it, where no owner is known.'),
    set: z.string().describe('Name that volumes of one application on several nodes share; empty for none.'),
    node: uuid.describe('The node that has it.'),
    disk: z
      .string()
      .nullable()
      .describe('Key of its disk within the node; null before the agent has placed it.'),
    state: z.enum(VOLUME_STATES),
    state_before: z
      .enum(VOLUME_STATES)
      .nullable()
      .describe('Before it went `missing` or `quarantined`; null otherwise.'),
    offset_bytes: bytes.nullable().describe('On its disk; null before the agent has placed it.'),
    size_bytes: bytes.describe('As on the disk; of one that is not there yet, as it was asked for.'),
    wanted_size_bytes: bytes.describe('What an extension makes of it; otherwise its size.'),
    allowed_disks: z.array(z.string()).describe('Keys of the disks that it may be made on.'),
    is_adopted: z.boolean().describe('Its partition was there before it.'),
    filesystem: z.enum([...FILESYSTEMS, 'unknown']),
    label: z.string().describe('Of the filesystem; empty for none.'),
    mount_point: z.string().describe('Where an instance should mount it; empty when not said.'),
    tell,
    encryption,
    erase: erase.describe('What becomes of its bytes when it is released.'),
    on_release: onRelease,
    on_instance_delete: onInstanceDelete,
    proof: proofSchema.nullable().describe('From the newest report that had one.'),
    created_at_ms: atMs,
    updated_at_ms: atMs,
    generation,
  })
  .meta({ id: 'Volume', description: 'A volume as the registry has decided.' });
export type VolumeJson = z.output<typeof volumeSchema>;

export const volumeListSchema = z
  .object({
    volumes: z.array(volumeSchema).describe('By id.'),
    next: uuid.nullable().describe('`after` of the next page; null where there is none.'),
  })
  .meta({ id: 'VolumeList' });
export type VolumeListJson = z.output<typeof volumeListSchema>;

export const volumeQuerySchema = z.strictObject({
  node: uuid.optional().describe('Volumes of this node.'),
  project: z.string().min(1).max(255).optional().describe('Volumes of this project.'),
  set: z.string().min(1).max(255).optional().describe('Volumes of this set.'),
  name: z.string().min(1).max(255).optional().describe('Volumes with exactly this name.'),
  state: z.enum(VOLUME_STATES).optional(),
  released: flag.default(false).describe('Also those that were released.'),
  q: searchText,
  after: uuid.optional().describe('`next` of the page before.'),
  limit: pageLimit,
});

/** A volume that is to be made, or a partition that is to become one. */
export const newVolumeSchema = z
  .strictObject({
    id: uuid
      .optional()
      .describe(
        'Chosen by the caller, so that a repetition of the request is known as one; by default a new one. ' +
          'With `adopt`: unique GUID of the partition, required.',
      ),
    adopt: z
      .boolean()
      .default(false)
      .describe('The partition whose unique GUID is `id` becomes the volume; none of its bytes changes.'),
    name: z.string().min(1).max(255).describe('At most 36 characters; unique in its project.'),
    project: z.string().max(255).optional().describe('Owner. By default the project of the caller.'),
    set: z.string().max(255).default(''),
    node: uuid,
    size_bytes: bytes
      .optional()
      .describe('Rounded up to whole MiB. Required, unless `adopt` is true: then not allowed.'),
    disks: z
      .array(z.string().max(255))
      .max(100)
      .default([])
      .describe('Keys of disks that it may be made on; empty for any.'),
    filesystem: z.enum(FILESYSTEMS).default('none').describe('Made in it when it is made.'),
    label: z.string().max(255).default(''),
    mount_point: z.string().max(4095).default(''),
    tell: tell.default([]),
    encryption: encryption
      .optional()
      .describe(
        'By default `none`; with `adopt`: `opaque` where the partition holds LUKS. `luks2` needs a key-encryption key of the registry (`--kek`).',
      ),
    erase: erase
      .optional()
      .describe(
        'How it will be erased, unless its release says otherwise. By default `crypto` with encryption `luks2`, else `zero`.',
      ),
    on_release: onRelease.default('erase'),
    on_instance_delete: onInstanceDelete.default('keep'),
  })
  .refine(({ adopt, id }) => !adopt || id !== undefined, {
    path: ['id'],
    message: 'the GUID of the partition that is to be adopted is missing',
  })
  .refine(({ adopt, size_bytes: size }) => adopt === (size === undefined), {
    path: ['size_bytes'],
    message: 'a volume that is made needs a size, and one that is adopted has it already',
  })
  .meta({ id: 'NewVolume' });
export type NewVolumeJson = z.input<typeof newVolumeSchema>;

export const extendSchema = z
  .strictObject({
    size_bytes: bytes.describe('Of the whole volume afterwards. Rounded up to whole MiB.'),
  })
  .meta({ id: 'ExtendRequest' });

export const releaseSchema = z
  .strictObject({
    erase: erase.optional().describe('How its bytes are erased; by default as was said when it was made.'),
  })
  .meta({ id: 'ReleaseRequest' });

export const updateSchema = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe('In the registry; its disk goes on to show the name that it was made with.'),
    set: z.string().max(255).optional().describe('Empty: of none.'),
    erase: erase.optional().describe('How it will be erased, unless its release says otherwise.'),
    on_release: onRelease.optional(),
    on_instance_delete: onInstanceDelete.optional(),
  })
  .meta({ id: 'UpdateRequest', description: 'What is left out stays as it is.' });

export const cancelSchema = z.strictObject({}).meta({ id: 'CancelRequest' });

export const quarantineSchema = z
  .strictObject({ reason: z.string().min(1).max(1000).describe('One line, for the alarm and the audit.') })
  .meta({ id: 'QuarantineRequest' });

/** What an operator can make of a quarantined volume. */
const RESOLUTIONS = ['accept', 'release', 'ignore'] as const;

export const resolveSchema = z
  .strictObject({
    resolution: z
      .enum(RESOLUTIONS)
      .describe(
        '`accept`: it becomes what it was before; `release`: it is to be erased; `ignore`: it is nobody’s, and holds ' +
          'neither its node nor space; where the registry has its key, that is destroyed.',
      ),
    project: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .describe('With `accept`: the owner. Required where none is known.'),
    erase: erase.optional().describe('With `release`: how its bytes are erased.'),
  })
  .meta({ id: 'ResolveRequest' });

export const volumeKeySchema = z
  .object({
    volume: uuid,
    key: z
      .string()
      .describe('32 bytes in base64, which are the passphrase as they are: `cryptsetup open --key-file -`.'),
  })
  .meta({ id: 'VolumeKey', description: 'HAZARD: a secret.' });

/** The answer to every request that changes a volume. */
export const volumeAnswerSchema = z
  .object({
    volume: volumeSchema,
    notes: z.array(z.string()).describe('What was understood in another way than asked for, a line each.'),
  })
  .meta({ id: 'VolumeAnswer' });
export type VolumeAnswerJson = z.output<typeof volumeAnswerSchema>;
