import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Each folder of these is a tier of its own; all other tests are the unit tier. */
const FOLDERS = ['device', 'crash', 'contract', 'vm', 'web'] as const;

export type TierName = 'unit' | (typeof FOLDERS)[number];

export interface Tier {
  readonly pattern: string;
  readonly exclude: readonly string[];
  readonly timeoutMs: number;
  /**
   * What a file needs for itself: those that need the same run in one process, and nothing else that needs it runs at the
   * time, of whatever tier. Null: nothing, it runs beside anything.
   */
  readonly room: (file: string) => string | null;
}

/** Takes longer than a tier may: no tier has it, it is run by its name alone. */
export const BY_NAME_ALONE = 'test/contract/whole-nova/';

/** The list of the machine's disks: loop devices come and go in it. */
const DISKS = 'disks';

/** Those of the unit tier that look at every disk of the machine. */
const DISK_LISTERS = ['test/agent/main.test.ts', 'test/cli/json.test.ts', 'test/image-build/payload.test.ts'];

/** Those of the unit tier that start MariaDB, by their text: each process would start one. */
const MARIADB = /BACKENDS|[mM]ariaD/;

function roomOfUnit(file: string): string | null {
  if (DISK_LISTERS.includes(file)) return DISKS;
  return MARIADB.test(readFileSync(file, 'utf8')) ? 'mariadb' : null;
}

function folderTier(folder: string, timeoutMs: number, room: Tier['room'] = () => folder): Tier {
  return { pattern: `test/${folder}/**/*.test.ts`, exclude: [], timeoutMs, room };
}

export const TIERS: Readonly<Record<TierName, Tier>> = {
  unit: {
    pattern: 'test/**/*.test.ts',
    exclude: FOLDERS.map((folder) => `test/${folder}/`),
    timeoutMs: 120_000,
    room: roomOfUnit,
  },
  device: folderTier('device', 600_000, () => DISKS),
  crash: folderTier('crash', 1_800_000, () => null),
  // Disks are looked at and taken by the tests in the folder itself alone.
  contract: {
    ...folderTier('contract', 600_000, (file) => (dirname(file) === 'test/contract' ? DISKS : dirname(file))),
    exclude: [BY_NAME_ALONE],
  },
  vm: folderTier('vm', 1_800_000),
  web: folderTier('web', 300_000),
};

export function isTierName(name: string): name is TierName {
  return Object.hasOwn(TIERS, name);
}

/** Files of a tier, relative to the root, which is the working folder. */
export function filesOf({ pattern, exclude }: Tier): readonly string[] {
  return globSync(pattern)
    .filter((file) => !exclude.some((folder) => file.startsWith(folder)))
    .sort();
}
