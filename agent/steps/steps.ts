import { adoptVolumesStep } from './adopt-volumes.ts';
import { applyConfiguration } from './apply-configuration.ts';
import { burninDisk } from './burnin-disk.ts';
import { createConfiguration } from './create-configuration.ts';
import { createVolumes } from './create-volumes.ts';
import { deleteConfiguration } from './delete-configuration.ts';
import { deployImage } from './deploy-image.ts';
import { eraseDevices } from './erase-devices.ts';
import { eraseDevicesExpress } from './erase-devices-express.ts';
import { eraseDevicesMetadata } from './erase-devices-metadata.ts';
import { ERASE_UNKEPT } from './erase-unkept.ts';
import { executeBootcInstall } from './execute-bootc-install.ts';
import { extendVolumes } from './extend-volumes.ts';
import { injectFiles } from './inject-files.ts';
import { releaseVolumes } from './release-volumes.ts';
import { reportVolumes } from './report-volumes.ts';
import type { Step } from './step.ts';
import { tellVolumes } from './tell-volumes.ts';
import { verifyVolumesStep } from './verify-volumes.ts';
import { writeImage } from './write-image.ts';

/** Every step: first those that stand in for ironic-python-agent's own, then ours. */
export const STEPS: readonly Step[] = [
  writeImage,
  eraseDevices,
  eraseDevicesMetadata,
  eraseDevicesExpress,
  burninDisk,
  deleteConfiguration,
  createConfiguration,
  applyConfiguration,
  executeBootcInstall,
  injectFiles,
  ...ERASE_UNKEPT,
  createVolumes,
  adoptVolumesStep,
  extendVolumes,
  tellVolumes,
  releaseVolumes,
  verifyVolumesStep,
  reportVolumes,
  deployImage,
];
