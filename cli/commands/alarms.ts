import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addAlarmsList } from './alarms-list.ts';
import { addAlarmsResolve } from './alarms-resolve.ts';

/** What a person has to look at. */
export function addAlarms(alarms: Command, run: Runner): void {
  addAlarmsList(alarms, run);
  addAlarmsResolve(alarms, run);
}
