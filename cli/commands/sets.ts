import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addSetsList } from './sets-list.ts';
import { addSetsRelease } from './sets-release.ts';
import { addSetsShow } from './sets-show.ts';

/** Volumes of one application, on several nodes. */
export function addSets(sets: Command, run: Runner): void {
  for (const add of [addSetsList, addSetsShow, addSetsRelease]) add(sets, run);
}
