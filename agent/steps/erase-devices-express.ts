import type { EraseWay } from '../ironic/erase-fate.ts';
import { eraseExpress } from '../ironic/erase-whole.ts';
import { eraseStep } from './erase-step.ts';

export const EXPRESS: EraseWay = {
  name: 'erase_devices_express',
  ipaStep: 'erase_devices_express',
  beside: ({ transport }) => ({ level: transport === 'nvme' ? 'discard' : 'metadata' }),
  whole: eraseExpress,
};

/** As fast as each disk can: NVMe is told to drop everything that is not kept, others lose their metadata. */
export const eraseDevicesExpress = eraseStep(EXPRESS, { clean: { priority: 0, abortable: true } });
