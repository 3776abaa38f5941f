import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addAlarmsList } from './alarms-list.ts';
import { addAlarmsResolve } from './alarms-resolve.ts';

export function addAlarms(program: Command, run: Runner): void {
  const alarms = program.command('alarms').description('what the registry saw that a person has to look at');
  addAlarmsList(alarms, run);
  addAlarmsResolve(alarms, run);
}
