import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addAlarms } from './alarms.ts';
import { addEvents } from './events.ts';
import { addNodes } from './nodes.ts';
import { addPlace } from './place.ts';
import { addQuotas } from './quotas.ts';
import { addSets } from './sets.ts';
import { addVolumes } from './volumes.ts';

const BY_NAME = new Map([
  ['volumes', addVolumes],
  ['sets', addSets],
  ['quotas', addQuotas],
  ['nodes', addNodes],
  ['events', addEvents],
  ['alarms', addAlarms],
  ['place', addPlace],
]);

/** Gives a command that asks the registry its options, or its own commands. */
export function addQuestion(command: Command, run: Runner): void {
  BY_NAME.get(command.name())?.(command, run);
}
