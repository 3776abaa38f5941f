import type { EraseWay } from '../ironic/erase-fate.ts';
import { eraseKnobsOf } from '../ironic/erase-knobs.ts';
import { eraseFully } from '../ironic/erase-whole.ts';
import { eraseStep } from './erase-step.ts';

export const FULLY: EraseWay = {
  name: 'erase_devices',
  ipaStep: 'erase_devices',
  // A secure erase takes the whole device, so beside a volume it is out of the question.
  beside: (_, node) => ({ level: 'zero', overwriting: eraseKnobsOf(node).overwriting }),
  whole: eraseFully,
};

/** Every byte that is not kept is overwritten. */
export const eraseDevices = eraseStep(FULLY, { clean: { priority: 10, abortable: true } });
