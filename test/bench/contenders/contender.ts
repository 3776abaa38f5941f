/**
 * One command that is measured. In its line stand: {bmv}; {image}, {url} and {checksum} of the form that it takes;
 * {indexChecksum}; {disk}; {ram}, a folder in memory; {format}, qemu's name of the form; {dataMiB}, what of the raw
 * image is no hole.
 */
export interface Contender {
  readonly name: string;
  /** A limit is no peer: it writes no image, and only shows what the machine can do. */
  readonly kind: 'ours' | 'peer' | 'limit';
  readonly line: string;
  /** Suffix of the image that it takes; the scenario's where it is left out. */
  readonly form?: string;
  /** Suffixes of what must stand beside that form. */
  readonly beside?: readonly string[];
  /** Files that it leaves in {ram}: memory that no process has. */
  readonly keepsInRam?: 'form' | 'raw';
  /** A limit that writes to the disk. */
  readonly spoilsDisk?: boolean;
  /** At most so many. */
  readonly rounds?: number;
  /** Then it is ended, and the table says so. */
  readonly timeoutSeconds?: number;
}

/** Of what varies little, or is only there to be compared with. */
export const FEW_ROUNDS = 3;
