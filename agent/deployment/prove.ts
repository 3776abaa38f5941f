import type { Claim, Proof, ProofKind } from '../../proto/catalog.ts';
import type { Context } from '../context.ts';
import type { Kept } from '../layout/types.ts';
import { takeProof } from '../volumes/proof.ts';
import type { DiskSession } from '../volumes/session.ts';

/** A kept partition's digests from before and after. */
export interface ProofResult {
  readonly number: number;
  readonly name: string;
  readonly id: string;
  readonly kind: ProofKind;
  readonly before: Proof;
  readonly after: Proof;
  readonly same: boolean;
}

/** What is proven: everything kept but our own catalog, which every operation changes. */
export function provable(kept: readonly Kept[]): readonly Kept[] {
  return kept.filter(({ reason }) => reason !== 'catalog');
}

/**
 * Digests of kept partitions before the first write, in the order of `provable`. One that an interrupted
 * deployment left in the journal is used instead of a new one: it is from before *its* first write.
 */
export async function proveBefore(
  session: DiskSession,
  kept: readonly Kept[],
  kind: ProofKind,
  context: Context,
): Promise<readonly Proof[]> {
  return await digestAll(session, kept, context, (item) => item.proof ?? { kind, seed: context.newGuid() });
}

/** Digests comparable with `before`, read from the medium after the last write. */
export async function proveAfter(
  session: DiskSession,
  kept: readonly Kept[],
  before: readonly Proof[],
  context: Context,
): Promise<readonly ProofResult[]> {
  const after = await digestAll(session, kept, context, (_, index) => {
    const { kind, seed } = before[index] ?? { kind: 'sample', seed: '' };
    return { kind, seed };
  });
  return provable(kept).flatMap(({ entry }, index) => {
    const [old, now] = [before[index], after[index]];
    if (!old || !now) return [];
    const { number, name, guid } = entry;
    return [
      { number, name, id: guid, kind: old.kind, before: old, after: now, same: old.digest === now.digest },
    ];
  });
}

/**
 * Claims with their new digests. A volume whose bytes changed keeps its old digest, as evidence, and is in
 * state `error` from now on.
 */
export function provenClaims(claims: readonly Claim[], proofs: readonly ProofResult[]): readonly Claim[] {
  return claims.map((claim): Claim => {
    const proof = proofs.find(({ id }) => id === claim.id);
    if (!proof) return claim;
    return proof.same ? { ...claim, proof: proof.after } : { ...claim, proof: proof.before, state: 'error' };
  });
}

/** `3 "data" (… before, … after)` for each kept partition whose bytes differ; null when none do. */
export function changedWords(proofs: readonly ProofResult[]): string | null {
  const changed = proofs.filter(({ same }) => !same);
  if (changed.length === 0) return null;
  return changed
    .map(
      ({ number, name, before, after }) =>
        `${number} ${JSON.stringify(name)} (${before.digest} before, ${after.digest} after)`,
    )
    .join(', ');
}

/** Takes every digest that `choose` does not already give. */
async function digestAll(
  session: DiskSession,
  kept: readonly Kept[],
  context: Context,
  choose: (item: Kept, index: number) => Proof | { kind: ProofKind; seed: string },
): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  let doneBytes = 0;
  for (const [index, item] of provable(kept).entries()) {
    const chosen = choose(item, index);
    if ('digest' in chosen) {
      proofs.push(chosen);
      continue;
    }
    const onBytes = (bytes: number) => {
      doneBytes += bytes;
      context.onProgress({ phase: 'prove', doneBytes, totalBytes: null });
    };
    proofs.push(
      await takeProof(session.reader, item.extent, chosen.kind, chosen.seed, onBytes, context.signal),
    );
  }
  return proofs;
}
