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

/** `xfs_io -c 'seek -a -r 0'`: where data and holes begin, one a line, in turn; the last hole may be left out. */
const SEEK_LINE = /^(DATA|HOLE)\t(\d+)$/;

/** Reads what xfs_io prints of a file of `lengthBytes`; null when it is not what was asked for. */
export function parseSeek(text: string, lengthBytes: number): Extent[] | null {
  const [head, ...lines] = text.trim().split('\n');
  if (head !== 'Whence\tResult' || lines.length === 0) return null;
  const found: Extent[] = [];
  let data: number | null = null;
  let [lastKind, lastOffset] = ['', -1];
  for (const line of lines) {
    const [, kind = '', digits] = SEEK_LINE.exec(line) ?? [];
    const offset = Number(digits);
    const isNext = lastOffset < 0 ? offset === 0 : offset > lastOffset && offset <= lengthBytes;
    if (kind === '' || kind === lastKind || !isNext) return null;
    if (data !== null) found.push({ offset: data, length: offset - data });
    data = kind === 'DATA' ? offset : null;
    [lastKind, lastOffset] = [kind, offset];
  }
  return data === null ? found : [...found, { offset: data, length: lengthBytes - data }];
}

interface Asked {
  readonly path: string;
  readonly lengthBytes: number;
  readonly signal: AbortSignal;
}

async function byFiemap({ path, signal }: Asked): Promise<Extent[] | null> {
  // -s: writes the file out first, so that data without blocks yet is shown.
  const { stdout } = await runCommand(['filefrag', '-s', '-v', '-b1', path], { signal });
  return parseFilefrag(stdout);
}

async function bySeek({ path, lengthBytes, signal }: Asked): Promise<Extent[] | null> {
  const { stdout } = await runCommand(['xfs_io', '-r', '-c', 'seek -a -r 0', path], { signal });
  return parseSeek(stdout, lengthBytes);
}

/** Null also when the tool is missing, or the filesystem cannot tell. */
async function tried(way: Promise<Extent[] | null>): Promise<Extent[] | null> {
  return await way.catch((error: unknown) => {
    if (error instanceof BmvError && (error.code === 'COMMAND_FAILED' || error.code === 'TOOL_MISSING'))
      return null;
    throw error;
  });
}

/**
 * The extents of a file that may hold data, in whole MiB: by FIEMAP (`filefrag` of e2fsprogs), or on tmpfs, which has
 * none, by SEEK_DATA (`xfs_io` of xfsprogs). Where neither can tell, all of the file. Unwritten extents are given too:
 * their data may still be in the page cache.
 */
export async function dataExtents(path: string, lengthBytes: number, signal: AbortSignal): Promise<Extent[]> {
  const asked = { path, lengthBytes, signal };
  const found = (await tried(byFiemap(asked))) ?? (await tried(bySeek(asked)));
  if (!found) return [{ offset: 0, length: lengthBytes }];
  const pieces = found.map((extent) => {
    const offset = alignDown(extent.offset, MIB);
    return { offset, length: Math.min(alignUp(endOf(extent), MIB), lengthBytes) - offset };
  });
  return union(pieces);
}
