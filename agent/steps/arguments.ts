import { z } from 'zod';
import { TELL_WAYS } from '../../proto/catalog.ts';
import { parseSelector } from '../layout/selector.ts';
import { parseSize } from '../volumes/size.ts';

/** Runs a reader of ours and makes its error an issue of the argument. */
function readWith<T>(read: (text: string) => T): (text: string, issues: z.RefinementCtx) => T {
  return (text, issues) => {
    try {
      return read(text);
    } catch (error) {
      issues.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  };
}

/** Which disk a step is about. */
export const disk = z
  .string()
  .min(1)
  .optional()
  .describe('disk: path, serial, WWN or by-id name; default: the disk that the root device hints pick');

/** For steps that can find a volume's disk by themselves. */
export const volumeDisk = z
  .string()
  .min(1)
  .optional()
  .describe('disk: path, serial, WWN or by-id name; default: every disk is searched');

export const proof = z
  .enum(['sample', 'full'])
  .optional()
  .describe('how kept bytes are compared: sample (first and last MiB and samples) or full');

/** How an instance is told of a volume. */
export const tell = z.array(z.enum(TELL_WAYS)).min(1).optional();

export const selector = z.string().transform(readWith(parseSelector));

export const selectors = z
  .array(selector)
  .default([])
  .describe('partitions to keep besides the volumes: label:GLOB, partuuid:UUID, index:N or fslabel:GLOB');

export const size = z.string().transform(readWith(parseSize));

/** What to give up where nobody can say what a disk, or an array that it is part of, holds. */
export const damagedDisks = z
  .array(z.string().min(1))
  .default([])
  .describe(
    'disks (path, serial, WWN or by-id name) with damaged tables, or parts of arrays that do not run, that hold nothing to keep',
  );
