import { BmvError } from '../../proto/error.ts';
import { describeError } from '../describe-error.ts';
import type { StepTools } from '../steps/step.ts';
import type { FoundVolume } from '../tell/told-volume.ts';
import { inspectDisk } from '../volumes/inspect.ts';
import { listedEntry } from '../volumes/views.ts';
import { isNeverOurs } from './survey.ts';

/** The volumes of all disks of the node. A disk that cannot be read is a note: nothing of it is told. */
export async function findVolumes({ context, ipa }: StepTools): Promise<{
  readonly found: readonly FoundVolume[];
  readonly notes: readonly string[];
}> {
  const found: FoundVolume[] = [];
  const notes: string[] = [];
  for (const path of (await ipa.blockDevices()).all) {
    try {
      const layout = await inspectDisk(context, path);
      for (const claim of layout.catalog?.catalog.claims ?? [])
        found.push({ claim, device: layout.disk.path, isListed: listedEntry(claim, layout) !== null });
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof BmvError)) throw error;
      if (!isNeverOurs(error))
        notes.push(`the instance is told of no volume on ${path}: ${describeError(error).message}`);
    }
  }
  return { found, notes };
}
