import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DeployOptions } from '../agent/deployment/preview.ts';
import { DELTA_MODES, type DeltaMode } from '../agent/image/delta-choice.ts';
import type { ImageOptions } from '../agent/image/open-image.ts';
import { MIB } from '../agent/layout/extent.ts';
import { parseSelector } from '../agent/layout/selector.ts';
import type { Selector } from '../agent/layout/types.ts';
import { parseSize } from '../agent/volumes/size.ts';
import type { OpenOptions } from '../hardware-managers/manager.ts';
import { TELL_WAYS, type TellWay } from '../proto/catalog.ts';
import { readConfigDrive } from './config-drive.ts';

/** Of every command that opens a disk. */
export interface DiskOptions {
  readonly sectorSize?: '512' | '4096';
}

/** Of every command that opens an image. */
export interface ImageCommandOptions extends DiskOptions {
  readonly keep: readonly Selector[];
  readonly checksum?: string;
  readonly index: string;
  readonly indexChecksum?: string;
  readonly indexCache: number;
  readonly configDrive?: string;
  readonly caFile?: string;
  readonly followRedirects: number;
  readonly timeout: number;
  readonly retries: number;
}

export function withDiskOptions(command: Command): Command {
  return command.addOption(
    new Option(
      '--sector-size <bytes>',
      'logical sector size of a disk file; a block device knows its own',
    ).choices(['512', '4096']),
  );
}

export function openOptionsOf({ sectorSize }: DiskOptions): OpenOptions {
  if (sectorSize === undefined) return {};
  return { sectorBytes: sectorSize === '512' ? 512 : 4096 };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It is no whole number.');
  return Number(text);
}

function memorySize(text: string): number {
  const size = parseSize(text);
  if (size === 'rest') throw new InvalidArgumentError('It is no size.');
  return size;
}

function collectSelector(text: string, before: readonly Selector[]): readonly Selector[] {
  return [...before, parseSelector(text)];
}

/** One way, or several with commas between them. */
export function collectWay(text: string, before: readonly TellWay[] = []): readonly TellWay[] {
  const ways = text.split(',').map((word) => TELL_WAYS.find((item) => item === word));
  const known = ways.filter((way) => way !== undefined);
  if (known.length === ways.length) return [...before, ...known];
  throw new InvalidArgumentError(`Choose of ${TELL_WAYS.join(', ')}.`);
}

/** Of every command that makes volumes. */
export interface TellOptions {
  readonly tell?: readonly TellWay[];
}

export function withTellOption(command: Command): Command {
  return command.option(
    '--tell <way,...>',
    `how an instance is told where to mount it: ${TELL_WAYS.join(', ')}; may be given again; default: cloud-init where there is a mount point`,
    collectWay,
  );
}

const NO_SELECTORS: readonly Selector[] = [];

export function withImageOptions(command: Command): Command {
  return withDiskOptions(command)
    .option(
      '--keep <selector>',
      'partitions to keep besides the volumes; may be given again',
      collectSelector,
      NO_SELECTORS,
    )
    .option('--checksum <checksum>', 'ALGO:HEX, or the URL or path of a checksum file')
    .option(
      '--index <where>',
      'download only what the disk does not have, by an index: auto (URL.bmvidx, if there is one), never, or its path or URL',
      'auto',
    )
    .option('--index-checksum <checksum>', 'of the index, as --checksum; for images that are not raw')
    .addOption(
      new Option('--index-cache <size>', 'memory for what is overwritten before it is needed')
        .argParser(memorySize)
        .default(24 * MIB, '24M'),
    )
    .option('--config-drive <file>', 'put this file into a partition of its own (label config-2)')
    .option('--ca-file <file>', 'PEM file with the only certificate authorities to trust')
    .option('--follow-redirects <n>', 'redirects to follow', wholeNumber, 0)
    .option('--timeout <seconds>', 'longest wait for a server', wholeNumber, 60)
    .option(
      '--retries <n>',
      'how often a dropped download is taken up again without progress',
      wholeNumber,
      5,
    );
}

export function imageOptionsOf(options: ImageCommandOptions): ImageOptions {
  const { checksum, caFile, followRedirects, timeout, retries, index, indexChecksum } = options;
  return {
    followRedirects,
    allowRedirects: (count) => `--follow-redirects ${count}`,
    retries,
    timeoutMs: timeout * 1000,
    index,
    deltaLimits: { cacheBytes: options.indexCache },
    ...(indexChecksum === undefined ? {} : { indexChecksum }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(caFile === undefined ? {} : { caFile }),
  };
}

export async function deployOptionsOf(
  options: ImageCommandOptions,
  proof: DeployOptions['proof'],
): Promise<DeployOptions> {
  return {
    selectors: options.keep,
    proof,
    configDrive: options.configDrive === undefined ? null : await readConfigDrive(options.configDrive),
    ...openOptionsOf(options),
  };
}

/** Of every command that writes an image. */
export interface WriteOptions {
  readonly delta: DeltaMode;
  readonly verifyMedia?: boolean;
}

export function withWriteOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--delta <mode>', 'leave out what the disk has already; auto: where that is quicker')
        .choices(DELTA_MODES)
        .default('auto'),
    )
    .option('--verify-media', 'read all of it back from the disk before it is made visible');
}

export function withProofOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--proof <kind>',
      'how kept bytes are compared: first and last MiB plus samples, or all of them',
    )
      .choices(['sample', 'full'])
      .default('sample'),
  );
}
