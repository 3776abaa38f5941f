import { z } from 'zod';
import { bytes, uuid } from './common.ts';

export const placementRequestSchema = z
  .strictObject({
    project: z.string().max(255).optional().describe('For whom. By default the project of the caller.'),
    volumes: z
      .array(uuid)
      .max(100)
      .default([])
      .describe('The node must hold all of these volumes of the project.'),
    sets: z
      .array(z.string().min(1).max(255))
      .max(100)
      .default([])
      .describe('The node must hold a volume of each of these sets.'),
    size_bytes: bytes
      .optional()
      .describe('The node must have room for a new volume of this size, rounded up to whole MiB.'),
    candidates: z
      .array(uuid)
      .max(10_000)
      .optional()
      .describe('Only these nodes; by default all. The answer says of each that will not do why.'),
    ready: z.boolean().default(false).describe('Only nodes that a step of Ironic could write to just now.'),
    limit: z.number().int().min(1).optional().describe('Most nodes of the answer; as in lists.'),
  })
  .meta({ id: 'PlacementRequest' });
export type PlacementRequestJson = z.input<typeof placementRequestSchema>;

const candidateSchema = z
  .object({
    node: uuid,
    name: z.string().describe('Ironic’s name for it; empty for none.'),
    volumes: z.array(uuid).describe('Volumes of the project that it holds.'),
    disk: z.string().nullable().describe('Key of the disk with room; null where none was asked for.'),
    largest_bytes: bytes.describe('Of the largest new volume that fits.'),
    ready: z.boolean().describe('A step of Ironic could write to it just now.'),
    readiness: z.array(z.string()).describe('Why it is not ready, a line each; empty where it is.'),
  })
  .meta({ id: 'Candidate' });
export type CandidateJson = z.output<typeof candidateSchema>;

export const placementAnswerSchema = z
  .object({
    candidates: z.array(candidateSchema).describe('Best first.'),
    candidate_nodes: z
      .array(uuid)
      .describe('Their UUIDs in the same order, as Ironic’s allocations take them.'),
    refused: z
      .array(z.object({ node: uuid, reason: z.string() }))
      .describe('Of the nodes that were asked about, those that will not do; empty where none was named.'),
  })
  .meta({ id: 'PlacementAnswer' });
export type PlacementAnswerJson = z.output<typeof placementAnswerSchema>;
