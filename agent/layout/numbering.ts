import { takeNumberUpward } from './numbers.ts';
import type { Conflict } from './types.ts';
import { conflict, partitionWords } from './wording.ts';

interface Numbered {
  readonly number: number;
  readonly name: string;
}

/**
 * Numbers for an image's partitions next to those that are taken: their own where free, and only then
 * the next free ones upwards for the others, so that no partition loses its number to another's move.
 */
export function numberPartitions(
  partitions: readonly Numbered[],
  taken: ReadonlySet<number>,
  count: number,
): { readonly numbers: readonly number[]; readonly conflicts: readonly Conflict[] } {
  const used = new Set(taken);
  for (const { number } of partitions) used.add(number);
  const conflicts: Conflict[] = [];
  const numbers = partitions.map((partition) => {
    if (!taken.has(partition.number)) return partition.number;
    const number = takeNumberUpward(used, partition.number, count);
    if (number === null) conflicts.push(noNumber(`${partitionWords(partition)} of the image`, count));
    else used.add(number);
    return number ?? partition.number;
  });
  return { numbers, conflicts };
}

export function noNumber(what: string, count: number): Conflict {
  return conflict(
    'NO_FREE_NUMBER',
    `no partition number is free for ${what}: all ${count} are taken`,
    'release or do not keep a partition, or take an image with fewer',
  );
}
