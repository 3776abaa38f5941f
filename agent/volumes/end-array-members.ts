import { pickManager } from '../../hardware-managers/dispatch.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { Extent } from '../layout/extent.ts';
import type { ArrayMember } from '../layout/types.ts';
import { inspectLayout } from './inspect.ts';
import { DiskSession } from './session.ts';

/** Versions of the superblock, of which each may stand in the same extent. */
const VERSIONS = 4;

async function membersAt(session: DiskSession, places: readonly Extent[]): Promise<readonly ArrayMember[]> {
  const { arrayMembers } = await inspectLayout(session.disk);
  return arrayMembers.filter(({ extent }) =>
    places.some(({ offset, length }) => offset === extent.offset && length === extent.length),
  );
}

/**
 * Ends the membership in arrays of a disk or its partitions at these extents, for good: the superblocks are zeroed, and
 * nothing else. An array that runs on them is stopped first when nobody uses it. HAZARD: what the arrays hold is gone
 * then; the caller has been told to give it up. Throws all that `DiskSession.open` throws, `IO_ERROR`.
 */
export async function endArrayMembers(
  context: Context,
  path: string,
  extents: readonly Extent[],
): Promise<void> {
  await (await pickManager(context.managers, path)).stopHolders(path, extents);
  const session = await DiskSession.open(context, path);
  try {
    for (let version = 0; version <= VERSIONS; version += 1) {
      const superblocks = (await membersAt(session, extents)).map(({ superblock }) => superblock);
      if (superblocks.length === 0) return;
      const writer = session.writerBeside([], superblocks);
      for (const { offset, length } of superblocks) await writer.zero(offset, length);
      await writer.flush();
    }
  } finally {
    await session.close();
  }
  throw new BmvError('IO_ERROR', `superblocks of arrays on ${path} do not go; check the disk`, {
    device: path,
  });
}
