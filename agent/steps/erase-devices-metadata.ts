import type { EraseWay } from '../ironic/erase-fate.ts';
import { eraseMetadata } from '../ironic/erase-whole.ts';
import { eraseStep } from './erase-step.ts';

export const METADATA: EraseWay = {
  name: 'erase_devices_metadata',
  ipaStep: 'erase_devices_metadata',
  beside: () => ({ level: 'metadata' }),
  whole: eraseMetadata,
};

/** Tables and signatures that are not kept go. */
export const eraseDevicesMetadata = eraseStep(METADATA, {
  clean: { priority: 99, abortable: true },
  deploy: { priority: 0, abortable: false },
});
