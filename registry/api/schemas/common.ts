import { z } from 'zod';
import { ENCRYPTIONS, TELL_WAYS } from '../../../proto/catalog.ts';

/** A UUID or GUID in lower case, as everything of the registry is named by. */
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case is expected')
  .meta({ id: 'Uuid', description: 'UUID in lower case.' });

/** A number of bytes that JSON carries exactly. */
export const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Milliseconds since the epoch, by the database's clock unless its description says otherwise. */
export const atMs = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A number that grows with each change of its record. */
export const generation = z
  .number()
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER)
  .describe('Grows with each change; what `If-Match` compares.');

const ERASURES = ['metadata', 'zero', 'discard', 'crypto'] as const;

/** What becomes of a volume's bytes when it is released. */
export const erase = z
  .enum(ERASURES)
  .describe('`crypto`: what its key is needed with is zeroed, and the key destroyed; for `luks2` alone.');

/** Whether a volume's bytes are encrypted. */
export const encryption = z
  .enum(ENCRYPTIONS)
  .describe(
    '`luks2`: by a header that the agent makes, with a key that the registry has. `opaque`: by its tenant; no filesystem is ' +
      'made in it. Instances are not told to mount either.',
  );

/** How instances are told where to mount a volume. */
export const tell = z
  .array(z.enum(TELL_WAYS))
  .max(TELL_WAYS.length)
  .describe(
    'Ways in which instances are told of it. Empty: by cloud-init where there is a mount point, and it is not encrypted.',
  );

export const onRelease = z
  .enum(['erase', 'keep'])
  .describe('`keep`: nobody’s request releases it, until that is changed.');

export const onInstanceDelete = z
  .enum(['keep', 'release'])
  .describe('`release`: when the instance on its node is deleted, the next cleaning erases and ends it.');

/** Yes or no in a query. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Of lists that come in pages. */
export const pageLimit = z.coerce
  .number()
  .int()
  .min(1)
  .optional()
  .describe(
    'Most items of the answer; by default 100. More than 500 are never in one, unless the registry was started with others.',
  );

/** What is looked for. */
export const searchText = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .describe('Start of an id, or part of a name, in upper or lower case.');

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().describe('Always `about:blank`: `code` tells problems apart.'),
    title: z.string().describe('What the status means.'),
    status: z.number().int(),
    code: z.string().describe('Stable, in capitals: what happened.'),
    detail: z.string().describe('One line for people: what is wrong, and the way out.'),
    fields: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .optional()
      .describe('What it is about: `volume`, `device`, `length`, ...'),
    errors: z
      .array(
        z.object({
          in: z.enum(['path', 'query', 'headers', 'body']),
          path: z.string().describe('JSON pointer of the value; empty for all of it.'),
          message: z.string(),
        }),
      )
      .optional()
      .describe('Of a request that has not the form that is expected: each part that is wrong.'),
  })
  .meta({ id: 'Problem', description: 'Why a request was not carried out (RFC 9457).' });
export type ProblemJson = z.output<typeof problemSchema>;
