import type { VolumeReport } from '../../proto/report.ts';
import type { InventoryDecision } from '../../registry/decisions/decision.ts';
import { reconcileInventory } from '../../registry/decisions/reconcile-inventory.ts';
import type { ReportInput } from '../../registry/decisions/report-input.ts';
import type { Volume } from '../../registry/model.ts';
import { aDiskReport, anIdentity, anInventory, aReportInput, aState } from './registry-records.ts';

/** What one disk that shows these volumes makes of those that are known. */
export function reconcile(
  volumes: readonly Volume[],
  reports: readonly VolumeReport[],
  changes: Partial<ReportInput> = {},
): InventoryDecision {
  return reconcileInventory(anInventory(reports), aReportInput({ state: aState({ volumes }), ...changes }));
}

export const statesOf = ({ volumes }: InventoryDecision) => volumes.map(({ state }) => state);
export const kindsOf = ({ alarms }: InventoryDecision) => alarms.map(({ kind }) => kind);

/** Another disk, beside the one of the builders. */
export const SECOND = aDiskReport({
  device: '/dev/sdb',
  identity: anIdentity({ wwn: '0x5000c500ffffffff', serial: 'S2', diskGuid: null }),
});
export const SECOND_KEY = 'wwn:5000c500ffffffff';
