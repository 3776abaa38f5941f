import { z } from 'zod';
import { bytes, uuid } from './common.ts';

export const placementRequestSchema = z
  .strictObject({
    project: z.string().max(255).optional().describe('For whom. By default the project of the caller.'),
    volumes: z
      .array(z.string().min(1).max(255))
      .max(100)
      .default([])
      .describe('Ids or names of volumes of the project; the node must have them all.'),
    set: z.string().max(255).default('').describe('The node must have a volume of this set; empty for none.'),
    size_bytes: bytes
      .optional()
      .describe('The node must have room for a new volume of this size, rounded up to whole MiB.'),
    candidates: z
      .array(uuid)
      .max(10_000)
      .optional()
      .describe('Only these nodes; by default all. The answer says of each that will not do why.'),
    ready: z.boolean().default(false).describe('Only nodes that are ready.'),
    limit: z.number().int().min(1).optional().describe('Most nodes of the answer; as in lists.'),
  })
  .meta({ id: 'PlacementRequest' });
export type PlacementRequestJson = z.input<typeof placementRequestSchema>;

const candidateSchema = z
  .object({
    node: uuid,
    name: z.string().describe('Ironic’s name for it; empty for none.'),
    volumes: z.array(uuid).describe('Volumes that were asked for, and those of the set, that it has.'),
    largest_bytes: bytes.describe('Of the largest new volume that fits.'),
    ready: z
      .boolean()
      .describe(
        'No step runs on it, its disks were reported, and Ironic has it in state `available`, where it is asked.',
      ),
    not_ready: z.array(z.string()).describe('Why it is not ready, a line each; empty where it is.'),
  })
  .meta({ id: 'Candidate' });
export type CandidateJson = z.output<typeof candidateSchema>;

const refusalSchema = z.object({
  node: uuid,
  reasons: z.array(
    z.object({
      code: z.string().describe('A stable word: `no-space`, `other-project`, `volume-absent`, ...'),
      message: z.string(),
    }),
  ),
});

export const placementAnswerSchema = z
  .object({
    candidates: z.array(candidateSchema).describe('Best first.'),
    candidate_nodes: z
      .array(uuid)
      .describe('Their UUIDs in the same order, as Ironic’s allocations take them.'),
    found: z.number().int().min(0).describe('Nodes that would do, also beyond the limit.'),
    rejected: z
      .array(refusalSchema)
      .describe('Of the nodes that were named, or that have what was asked for: those that will not do.'),
  })
  .meta({ id: 'PlacementAnswer' });
export type PlacementAnswerJson = z.output<typeof placementAnswerSchema>;

export const filterRequestSchema = z
  .strictObject({
    project: z.string().min(1).max(255).describe('Of the instance that is to be put somewhere.'),
    volumes: z
      .array(z.string().min(1).max(255))
      .max(100)
      .default([])
      .describe('Ids or names of volumes of the project; a node must have them all.'),
    sets: z
      .array(z.string().min(1).max(255))
      .max(100)
      .default([])
      .describe('A node must have a volume of each of these sets.'),
    candidates: z.array(uuid).max(10_000).describe('Nodes that the scheduler may still take.'),
  })
  .meta({ id: 'FilterRequest' });

export const filterAnswerSchema = z
  .object({
    allowed: z.array(uuid).describe('In the order of the candidates.'),
    refused: z.array(refusalSchema).describe('All others.'),
  })
  .meta({ id: 'FilterAnswer' });
