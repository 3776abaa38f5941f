import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';

const schema = z.looseObject({
  uuid: z.string().default(''),
  instance_uuid: z.string().nullish(),
  lessee: z.string().nullish(),
  instance_info: z.looseObject({}).nullish(),
  driver_info: z.looseObject({}).nullish(),
  driver_internal_info: z.looseObject({}).nullish(),
  target_raid_config: z.looseObject({}).nullish(),
});

type Loose = Readonly<Record<string, unknown>>;

/**
 * What steps read of Ironic's node. HAZARD: `instanceInfo` holds the tenant's config drive and may be set by
 * whoever leases the node: no decision about volumes rests on it. None of it is ever logged, nor of `driverInfo`,
 * where a proxy's URL may have a password.
 */
export interface IronicNode {
  readonly uuid: string;
  /** Empty where the node has no instance. */
  readonly instanceUuid: string;
  /** The project that the node is lent to; empty for none. */
  readonly lessee: string;
  readonly instanceInfo: Loose;
  readonly driverInfo: Loose;
  readonly driverInternalInfo: Loose;
  readonly targetRaidConfig: Loose;
}

/** Throws `STEP_ARGUMENT` for a node of another shape: what cannot be read is no reason to go ahead. */
export function parseNode(node: Loose): IronicNode {
  const parsed = schema.safeParse(node);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new BmvError(
      'STEP_ARGUMENT',
      `the node has another shape than Ironic's nodes (${where}); report it`,
    );
  }
  const {
    uuid,
    instance_uuid,
    lessee,
    instance_info,
    driver_info,
    driver_internal_info,
    target_raid_config,
  } = parsed.data;
  return {
    uuid,
    instanceUuid: instance_uuid ?? '',
    lessee: lessee ?? '',
    instanceInfo: instance_info ?? {},
    driverInfo: driver_info ?? {},
    driverInternalInfo: driver_internal_info ?? {},
    targetRaidConfig: target_raid_config ?? {},
  };
}

/**
 * For which project the node is used, as Ironic says: the lessee, who is set by Ironic itself, else what Nova wrote.
 * HAZARD: a node's owner can write the latter; the registry decides what that is worth.
 */
export function projectOf({ lessee, instanceInfo }: IronicNode): string {
  const { project_id: project } = instanceInfo;
  return lessee !== '' ? lessee : typeof project === 'string' ? project : '';
}
