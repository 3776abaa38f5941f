import { BmvError } from '../../proto/error.ts';
import { systemCode } from './system-error.ts';

/** The error for a disk or disk file that the operating system does not let us open. */
export function cannotOpen(path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (error instanceof BmvError || code === null) return error;
  const fields = { device: path, cause: error };
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new BmvError(
        'PERMISSION_DENIED',
        `${path} may not be opened by this user; run as root, or change its permissions`,
        fields,
      );
    case 'EROFS':
      return new BmvError(
        'DISK_READ_ONLY',
        `${path} is read-only; lift its write protection or use another disk`,
        fields,
      );
    case 'ENOENT':
    case 'ENXIO':
    case 'ENODEV':
    case 'ENOMEDIUM':
      return new BmvError(
        'NOT_A_DISK',
        `${path} has no disk behind it any more (${code}); \`bmv disks\` lists those there are`,
        fields,
      );
    default:
      return new BmvError(
        'IO_ERROR',
        `${path} could not be opened: ${code}; look at the kernel's log (dmesg)`,
        fields,
      );
  }
}
