import type { Conflict, Layout } from './types.ts';
import { conflict } from './wording.ts';

/** Whether a disk's table, as it stands, may be half written by an operation of ours. */
export function hasOpenJournal(layout: Layout): boolean {
  return Boolean(layout.catalog?.catalog.journal);
}

/**
 * What speaks against keeping anything by this disk's table. An open journal excuses damage, which the
 * interrupted operation may have caused, but not a table of another kind, which it cannot have written.
 */
export function tableConflicts(layout: Layout): Conflict[] {
  const { table, disk, wholeDisk } = layout;
  const recover = layout.catalog
    ? `run \`bmv recover ${disk.path}\``
    : `repair the table first (\`sgdisk -v ${disk.path}\` tells more)`;
  const refused = table.verdicts
    .filter(({ severity }) => severity === 'refuse')
    .map(({ message }) => message);
  if (table.kind === 'mbr' || table.kind === 'hybrid') {
    const kind = table.kind === 'mbr' ? 'an MBR' : 'a hybrid MBR';
    const why = refused.length > 0 ? `: ${refused.join('; ')}` : '';
    return [
      conflict(
        'TABLE_NOT_GPT',
        `${disk.path} has ${kind}, whose partitions cannot be kept yet${why}`,
        layout.catalog
          ? recover
          : `convert it with \`sgdisk -g ${disk.path}\`, or deploy without keeping anything`,
      ),
    ];
  }
  if (hasOpenJournal(layout)) return [];
  if (table.kind === 'none' && wholeDisk) {
    return [
      conflict(
        'WHOLE_DISK_CONTENT',
        `${disk.path} has no partition table but is itself ${wholeDisk.type}${wholeDisk.label === '' ? '' : ` ${JSON.stringify(wholeDisk.label)}`}`,
        `move that content elsewhere and run \`wipefs -a ${disk.path}\`, or choose another disk`,
      ),
    ];
  }
  const reasons =
    table.kind === 'damaged' && refused.length === 0 ? ['no copy of its GPT can be trusted'] : refused;
  return reasons.map((reason) =>
    conflict('TABLE_DAMAGED', `the table of ${disk.path} is not sound: ${reason}`, recover),
  );
}
