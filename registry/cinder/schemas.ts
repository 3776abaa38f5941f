import { type ZodType, z } from 'zod';
import { CinderFault } from './faults.ts';

const text = z.string().max(4095);
const metadata = z.record(z.string().max(255), text);
const nothing = z.union([z.null(), z.literal(''), z.literal(false)]).optional();
const hint = z.union([text, z.array(text).max(100)]);
const hints = z.record(z.string().max(255), hint).nullish();
/** GiB. More are not counted exactly in bytes. */
const gib = z.coerce.number().int().min(1).max(8_388_607);

/** Sources of a volume that there are none of here. */
const NO_SOURCES = {
  ...{ snapshot_id: nothing, source_volid: nothing, imageRef: nothing, backup_id: nothing },
  ...{ consistencygroup_id: nothing, group_id: nothing, source_replica: nothing, multiattach: nothing },
};

const HINTS = 'OS-SCH-HNT:scheduler_hints';

/** HAZARD: openstacksdk has the hints inside of `volume`, and cinderclient beside it. */
export const newVolumeSchema = z.object({
  volume: z.object({
    ...{ name: text.nullish(), display_name: text.nullish(), description: nothing, size: gib },
    ...{ volume_type: text.nullish(), availability_zone: text.nullish(), metadata: metadata.nullish() },
    ...{ [HINTS]: hints, scheduler_hints: hints, ...NO_SOURCES },
  }),
  ...{ [HINTS]: hints, scheduler_hints: hints },
});

type Hints = Readonly<Record<string, string | readonly string[]>>;

/** Hints of either place. */
export function hintsOf(body: z.output<typeof newVolumeSchema>): Hints {
  const places = [body, body.volume] as readonly Readonly<Record<string, unknown>>[];
  return Object.assign({}, ...places.flatMap((place) => [place[HINTS], place.scheduler_hints])) as Hints;
}

export const updateSchema = z.object({
  volume: z.object({
    ...{ name: text.nullish(), display_name: text.nullish(), description: nothing },
    metadata: metadata.nullish(),
  }),
});

export const metadataSchema = z.object({ metadata });

export const manageSchema = z.object({
  volume: z.object({
    host: text,
    ref: z.union([text, z.record(z.string(), text)]),
    ...{ name: text.nullish(), description: nothing, volume_type: text.nullish() },
    ...{ availability_zone: text.nullish(), metadata: metadata.nullish(), bootable: nothing },
  }),
});

export const extendSchema = z.strictObject({ 'os-extend': z.object({ new_size: gib }) });

/** A body in its form. Throws with the first part that is wrong. */
export function parse<Schema extends ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const path = first?.path.map(String).join('.') || 'the body';
  throw new CinderFault(400, `${path}: ${(first?.message ?? 'is not as expected').slice(0, 500)}`);
}
