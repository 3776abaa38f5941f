import { runCommand } from '../../hardware-managers/linux/command.ts';
import { BmvError } from '../../proto/error.ts';
import { alignDown, alignUp, type Extent, endOf, MIB, union } from '../layout/extent.ts';

/** `filefrag -v -b1`: number, first and last byte in the file, and what no one here needs. */
const EXTENT_LINE = /^\s*\d+:\s*(\d+)\.\.\s*(\d+):/;

/** Reads what filefrag prints; null when it is not the table that was asked for. */
export function parseFilefrag(text: string): Extent[] | null {
  const extents = text.split('\n').flatMap((line) => {
    const found = EXTENT_LINE.exec(line);
    if (!found) return [];
    const first = Number(found[1]);
    return [{ offset: first, length: Number(found[2]) - first + 1 }];
  });
  const announced = /: (\d+) extents? found/.exec(text)?.[1];
  // Neighbours are announced as one and listed apart, so there may be more lines, but never fewer.
  const isCounted =
    extents.length >= Number(announced) && (extents.length === 0) === (Number(announced) === 0);
  return isCounted ? extents : null;
}

/**
 * The extents of a file that may hold data, in whole MiB, by FIEMAP (`filefrag` of e2fsprogs). Where the
 * tool or the filesystem (tmpfs) cannot tell, all of the file. Unwritten extents are given too: their data
 * may still be in the page cache.
 */
export async function dataExtents(path: string, lengthBytes: number, signal: AbortSignal): Promise<Extent[]> {
  const whole = [{ offset: 0, length: lengthBytes }];
  try {
    // -s: writes the file out first, so that data without blocks yet is shown.
    const { stdout } = await runCommand(['filefrag', '-s', '-v', '-b1', path], { signal });
    const found = parseFilefrag(stdout);
    if (!found) return whole;
    const pieces = found.map((extent) => {
      const offset = alignDown(extent.offset, MIB);
      return { offset, length: Math.min(alignUp(endOf(extent), MIB), lengthBytes) - offset };
    });
    return union(pieces);
  } catch (error) {
    if (error instanceof BmvError && (error.code === 'COMMAND_FAILED' || error.code === 'TOOL_MISSING'))
      return whole;
    throw error;
  }
}
