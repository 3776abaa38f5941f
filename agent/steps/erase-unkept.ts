import type { EraseWay } from '../ironic/erase-fate.ts';
import { FULLY } from './erase-devices.ts';
import { EXPRESS } from './erase-devices-express.ts';
import { METADATA } from './erase-devices-metadata.ts';
import { eraseStep } from './erase-step.ts';
import type { Step } from './step.ts';

function underOwnName(way: EraseWay, name: string): Step {
  return eraseStep({ ...way, name }, { clean: { priority: 0, abortable: true } });
}

/**
 * The three ways to erase, under names that no other ramdisk has. HAZARD: when the conductor boots a ramdisk without
 * us, IPA's own eraser runs under IPA's names, and nothing here can stop it. Where those have priority 0 and one of
 * these another one (`clean_step_priority_override`), such a ramdisk erases nothing.
 */
export const ERASE_UNKEPT: readonly Step[] = [
  underOwnName(FULLY, 'erase_unkept'),
  underOwnName(METADATA, 'erase_unkept_metadata'),
  underOwnName(EXPRESS, 'erase_unkept_express'),
];
