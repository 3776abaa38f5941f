import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { ImageResult, ImageSource } from '../image/types.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import type { ImageHead, Layout, Plan } from '../layout/types.ts';
import { DiskSession } from '../volumes/session.ts';
import { Deployment } from './deployment.ts';
import { diskGround } from './disk-ground.ts';
import type { WrittenBytes } from './image-target.ts';
import { type DeployOptions, openOptions, planOn } from './preview.ts';
import { changedWords, type ProofResult, proveBefore } from './prove.ts';

export interface DeployResult extends WrittenBytes {
  readonly plan: Plan;
  readonly before: Layout;
  readonly after: Layout;
  readonly image: ImageResult;
  readonly proofs: readonly ProofResult[];
  /** True when an earlier deployment of this disk had been interrupted. */
  readonly resumed: boolean;
}

/** What the caller is asked to agree to. */
export interface Proposal {
  readonly layout: Layout;
  readonly head: ImageHead;
  readonly plan: Plan;
}

/**
 * Writes an image around everything that is kept. The steps are design.md section 4's: plan, journal,
 * seal, write, verify, commit. Throws before the first write: `ConflictError` with every conflict, or
 * `NOT_CONFIRMED`. After it, the disk stays resumable: kept partitions are listed, and the same call goes
 * on from the journal.
 */
export async function deploy(
  context: Context,
  diskPath: string,
  source: ImageSource,
  options: DeployOptions,
  confirm: (proposal: Proposal) => Promise<boolean>,
): Promise<DeployResult> {
  const session = await DiskSession.open(context, diskPath, openOptions(options));
  let begun = false;
  try {
    const before = session.layout;
    const { head, result } = await planOn(context, before, source, options);
    if (!result.plan) throw new ConflictError(result.conflicts, session.path);
    const { plan } = result;
    if (!(await confirm({ layout: before, head, plan }))) {
      throw new BmvError('NOT_CONFIRMED', `not confirmed; nothing was written to ${session.path}`, {
        device: session.path,
      });
    }
    const run = new Deployment(context, session, source, options, { plan, imageBytes: head.sizeBytes });
    const digests = await proveBefore(session, plan.kept, options.proof, context);
    const onBytes = (doneBytes: number, totalBytes: number) =>
      context.onProgress({ phase: 'scan', doneBytes, totalBytes });
    await source.prepare?.(diskGround(session.disk, before, plan, onBytes), context.signal);
    context.signal.throwIfAborted();
    begun = true;
    const { image, proofs, written } = await run.carryOut(digests);
    expectUnchanged(proofs, session.path);
    return {
      plan,
      before,
      after: session.layout,
      image,
      proofs,
      resumed: before.catalog?.catalog.journal?.operation === 'deploy',
      ...written,
    };
  } catch (error) {
    if (begun || !context.signal.aborted) throw error;
    throw new BmvError('ABORTED', `interrupted; nothing was written to ${session.path}`, {
      device: session.path,
      cause: error,
    });
  } finally {
    await session.close();
  }
}

/** Throws `VOLUME_CHANGED`, which must never happen: whatever this project is for has failed then. */
function expectUnchanged(proofs: readonly ProofResult[], device: string): void {
  const which = changedWords(proofs);
  if (which === null) return;
  throw new BmvError(
    'VOLUME_CHANGED',
    `kept partition ${which} of ${device} differs from before the deployment; the image is in place, but check the disk and what is on that partition before you use it`,
    { device },
  );
}
