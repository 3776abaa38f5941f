import { machine } from 'node:os';
import { BmvError } from '../../proto/error.ts';
import type { PartitionRequest } from '../partition-image/request.ts';
import type { ImageInfo } from './image-info.ts';

/** The layout that the conductor wants around a partition image. Throws `STEP_ARGUMENT` without a root size. */
export function partitionRequestOf(info: ImageInfo, configDrive: Uint8Array | null): PartitionRequest {
  const rootMb = info.root_mb;
  if (!rootMb) {
    throw new BmvError(
      'STEP_ARGUMENT',
      'a partition image needs root_mb, the size of its root partition; set root_gb in instance_info',
    );
  }
  return {
    rootMb,
    swapMb: info.swap_mb ?? 0,
    ephemeralMb: info.ephemeral_mb ?? 0,
    ephemeralFormat: info.ephemeral_format ?? null,
    preserveEphemeral: info.preserve_ephemeral ?? false,
    configDrive,
    bootMode: info.deploy_boot_mode ?? 'bios',
    diskLabel: info.disk_label ?? null,
    cpuArch: info.cpu_arch ?? machine(),
  };
}
