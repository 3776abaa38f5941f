import type { Context } from '../context.ts';
import type { Layout } from '../layout/types.ts';
import { inspectDisk } from './inspect.ts';
import { DiskSession } from './session.ts';

/**
 * `inspectDisk` of a disk whose interrupted operation was brought to its end first: until then its catalog may list a
 * volume that its table does not have, or the other way round. Throws all that `DiskSession.open` throws.
 */
export async function settledLayout(context: Context, path: string): Promise<Layout> {
  const layout = await inspectDisk(context, path);
  if (!layout.catalog?.catalog.journal) return layout;
  const session = await DiskSession.open(context, path);
  try {
    return session.layout;
  } finally {
    await session.close();
  }
}
