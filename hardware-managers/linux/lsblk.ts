import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { runCommand } from './command.ts';

const COLUMNS = [
  ...['KNAME', 'TYPE', 'SIZE', 'LOG-SEC', 'PHY-SEC', 'RO', 'RM', 'ROTA'],
  ...['TRAN', 'SERIAL', 'WWN', 'MODEL', 'VENDOR', 'HCTL', 'ZONED'],
];

/** Exit codes of lsblk(8): 32 none of the given devices was found, 64 some were not. */
const NOT_FOUND = [32, 64];

/** Before util-linux 2.33 every value of the JSON was a string; later numbers and booleans are themselves. */
const number = z
  .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number), z.null()])
  .refine((value) => value === null || Number.isSafeInteger(value))
  .default(null);
const flag = z
  .union([z.boolean(), z.enum(['0', '1']).transform((value) => value === '1'), z.null()])
  .default(null);
const text = z
  .union([z.string().transform((value) => (value.trim() === '' ? null : value.trim())), z.null()])
  .default(null);

const device = z
  .object({
    kname: z.string(),
    type: text,
    size: number,
    'log-sec': number,
    'phy-sec': number,
    ro: flag,
    rm: flag,
    rota: flag,
    tran: text,
    serial: text,
    wwn: text,
    model: text,
    vendor: text,
    hctl: text,
    zoned: text,
  })
  .transform(
    ({
      'log-sec': logicalSectorBytes,
      'phy-sec': physicalSectorBytes,
      size: sizeBytes,
      ro,
      rm,
      rota,
      ...rest
    }) => ({
      ...rest,
      sizeBytes,
      logicalSectorBytes,
      physicalSectorBytes,
      readOnly: ro,
      removable: rm,
      rotational: rota,
    }),
  );

const output = z.object({ blockdevices: z.array(device) });

/** One device as lsblk has it. Bytes; null where it does not say. */
export type LsblkDevice = z.infer<typeof device>;

/** Parses `lsblk --json --bytes`. Throws `COMMAND_FAILED` for anything else. */
export function parseLsblk(json: string): readonly LsblkDevice[] {
  if (json.trim() === '') return [];
  try {
    return output.parse(JSON.parse(json)).blockdevices;
  } catch (cause) {
    throw new BmvError(
      'COMMAND_FAILED',
      'lsblk printed something else than the JSON asked for; is it util-linux 2.27 or later?',
      {
        tool: 'lsblk',
        cause,
      },
    );
  }
}

/**
 * What lsblk says of `path`, or of all devices (the empty ones too), without their partitions.
 *
 * HAZARD: without udev's database lsblk knows little, and it may not know a device at all. Nothing may
 * be concluded from its silence.
 */
export async function readLsblk(path?: string): Promise<readonly LsblkDevice[]> {
  const { stdout } = await runCommand(
    ['lsblk', '--json', '--bytes', '--nodeps', '--output', COLUMNS.join(','), path ?? '--all'],
    { allowExitCodes: [0, ...NOT_FOUND] },
  );
  return parseLsblk(stdout);
}
