import { z } from 'zod';
import { eraseDisks } from '../ironic/erase-disks.ts';
import type { EraseWay } from '../ironic/erase-fate.ts';
import { damagedDisks } from './arguments.ts';
import { defineStep, type Step } from './step.ts';

/** A step that erases the node's disks in one way, except what is kept. */
export function eraseStep(way: EraseWay, offers: Step['offers']): Step {
  return defineStep({
    name: way.name,
    interface: 'deploy',
    writes: true,
    offers,
    args: z.strictObject({ damaged_disks: damagedDisks }),
    run: async ({ damaged_disks }, tools) => await eraseDisks(way, damaged_disks, tools),
  });
}
