/**
 * How an error ends for the person or program that asked: the exit code of `bmv`, and later the kind
 * of error that an Ironic step raises.
 *
 * - `failed`: something that should have worked did not (exit 1).
 * - `usage`: the request itself is malformed (exit 2).
 * - `refused`: the request is understood and must not be carried out as things are (exit 3).
 */
export type ErrorKind = 'failed' | 'usage' | 'refused';

/** Every stable error code with its kind. Codes are never renamed or reused. */
export const ERROR_CODES = {
  ABORTED: 'failed',
  INTERNAL: 'failed',
  IO_ERROR: 'failed',
  USAGE: 'usage',
  CONFIG_INVALID: 'usage',
  STEP_UNKNOWN: 'usage',
  STEP_ARGUMENT: 'usage',
  STEP_BUSY: 'refused',
  STEP_REFUSED: 'refused',
  STEP_STALLED: 'failed',
  REGISTRY_UNREACHABLE: 'failed',
  REGISTRY_ANSWER: 'failed',
  REGISTRY_REFUSED: 'refused',
  IPA_FAILED: 'failed',
  IPA_GONE: 'failed',
  BOOT_ENTRY_FAILED: 'failed',
  BAD_SIZE: 'usage',
  BAD_SELECTOR: 'usage',
  CONFLICTS: 'refused',
  NOT_CONFIRMED: 'refused',
  WRITE_OUTSIDE_MAP: 'failed',

  NOT_A_DISK: 'refused',
  DISK_TOO_SMALL: 'refused',
  DISK_IN_USE: 'refused',
  DISK_ON_VOLUME: 'refused',
  DISK_READ_ONLY: 'refused',
  DISK_ZONED: 'refused',
  DISK_LOCKED: 'refused',
  SECTOR_SIZE_UNSUPPORTED: 'refused',
  SECTOR_SIZE_UNKNOWN: 'refused',
  NO_HARDWARE_MANAGER: 'refused',
  PERMISSION_DENIED: 'failed',
  INVENTORY_DISAGREES: 'refused',
  TOOL_MISSING: 'failed',
  COMMAND_FAILED: 'failed',
  COMMAND_TIMEOUT: 'failed',
  KERNEL_VIEW_DIFFERS: 'failed',
  MEDIA_DIFFERS: 'failed',

  TABLE_DAMAGED: 'refused',
  TABLE_INVALID: 'refused',

  CATALOG_FOREIGN: 'refused',
  CATALOG_NEWER: 'refused',
  CATALOG_DAMAGED: 'refused',
  CATALOG_TOO_LARGE: 'refused',
  NO_CATALOG: 'refused',
  JOURNAL_OPEN: 'refused',

  IMAGE_UNREACHABLE: 'failed',
  IMAGE_CHANGED: 'failed',
  IMAGE_EMPTY: 'refused',
  IMAGE_FORMAT_UNSUPPORTED: 'refused',
  IMAGE_MAP_TOO_LARGE: 'refused',
  IMAGE_NOT_A_DISK: 'refused',
  IMAGE_NOT_A_FILESYSTEM: 'refused',
  IMAGE_TRUNCATED: 'failed',
  IMAGE_TRAILING_GARBAGE: 'failed',
  IMAGE_CORRUPT: 'failed',
  IMAGE_INDEX_INVALID: 'refused',
  IMAGE_TOO_LARGE: 'refused',
  IMAGE_DATA_UNPLACED: 'failed',
  IMAGE_FILESYSTEM_DUPLICATE: 'failed',
  ROOT_TOO_SMALL: 'refused',
  EPHEMERAL_NOT_KEPT: 'refused',
  PARTITIONING_UNSUPPORTED: 'refused',
  CONFIG_DRIVE_INVALID: 'refused',
  FSTAB_FAILED: 'failed',
  CHECKSUM_BAD_FORM: 'usage',
  CHECKSUM_MISMATCH: 'failed',

  VOLUME_UNKNOWN: 'refused',
  VOLUME_AMBIGUOUS: 'refused',
  VOLUME_EXISTS: 'refused',
  VOLUME_CHANGED: 'failed',
  VOLUME_UNSOUND: 'failed',
  VOLUME_STATE: 'refused',
  VOLUME_NOT_BOOTABLE: 'refused',
  VOLUME_TOO_SMALL: 'refused',
  VOLUME_KEPT: 'refused',
  QUOTA_EXCEEDED: 'refused',
  DISK_UNKNOWN: 'refused',
  PARTITION_UNKNOWN: 'refused',
  NODE_HELD: 'refused',
  NODE_AMBIGUOUS: 'refused',
  NODE_UNDECIDED: 'refused',
  ALARM_UNKNOWN: 'refused',
  SET_UNKNOWN: 'refused',
  SET_AMBIGUOUS: 'refused',
  DISCARD_UNSUPPORTED: 'failed',
  NO_SPACE: 'refused',

  MESSAGE_INVALID: 'refused',
  AGENT_UNAUTHENTICATED: 'refused',
  NODE_DIFFERS: 'refused',
  PROTOCOL_UNSUPPORTED: 'refused',
  RATE_LIMITED: 'refused',
  REGISTRY_FULL: 'refused',
  SESSION_FENCED: 'refused',
  STORE_FAILED: 'failed',
  STORE_CONFLICT: 'failed',
  STORE_NEWER: 'refused',
  STORE_OLDER: 'refused',
  STORE_FOREIGN: 'refused',
  IRONIC_FAILED: 'failed',
  UNAUTHENTICATED: 'refused',
  FORBIDDEN: 'refused',
  NODE_UNKNOWN: 'refused',
  GENERATION_DIFFERS: 'refused',
  KEYSTONE_FAILED: 'failed',
  KEK_MISSING: 'refused',
  KEY_UNKNOWN: 'refused',
  KEY_UNREADABLE: 'failed',
  PAGE_NOT_BUILT: 'failed',
  ROUTE_UNKNOWN: 'usage',
  METHOD_UNKNOWN: 'usage',
  UPGRADE_REQUIRED: 'usage',
  BODY_TOO_LARGE: 'usage',
  BODY_UNSUPPORTED: 'usage',
  REQUEST_INVALID: 'usage',
  REQUEST_TIMEOUT: 'failed',

  RAMDISK_DAMAGED: 'refused',
  RAMDISK_UNSUPPORTED: 'refused',
  OUTPUT_EXISTS: 'refused',
  PAYLOAD_INCOMPLETE: 'failed',
} as const satisfies Record<string, ErrorKind>;

/** A stable error code. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The objects an error is about. Offsets and lengths are bytes. */
export interface ErrorFields {
  readonly device?: string;
  readonly volume?: string;
  readonly offset?: number;
  readonly length?: number;
  readonly path?: string;
  readonly url?: string;
  readonly command?: string;
  readonly tool?: string;
  readonly step?: string;
}

/**
 * The one base class of errors that this project raises. `message` is one line that an operator can
 * act on: it names the object, the offset where there is one, and the way out.
 */
export class BmvError extends Error {
  readonly code: ErrorCode;
  readonly fields: ErrorFields;

  constructor(code: ErrorCode, message: string, fields: ErrorFields & { readonly cause?: unknown } = {}) {
    const { cause, ...rest } = fields;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'BmvError';
    this.code = code;
    this.fields = rest;
  }

  get kind(): ErrorKind {
    return ERROR_CODES[this.code];
  }
}
