import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import type { Claim, Proof, ProofKind } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { endOf } from '../layout/extent.ts';
import { findClaim } from '../layout/plan-release.ts';
import type { Layout } from '../layout/types.ts';
import { stopIfAborted } from './aborted.ts';
import { probeFilesystem } from './filesystem-probe.ts';
import { inspectLayout } from './inspect.ts';
import { takeProof } from './proof.ts';
import { listedEntry } from './views.ts';

/** What was found of a volume. */
export interface VolumeVerification {
  readonly id: string;
  readonly name: string;
  /** False when there is any problem. */
  readonly ok: boolean;
  readonly table: 'listed' | 'missing' | 'moved';
  /**
   * What the digest was compared with: one from before an interrupted operation (a difference is a problem),
   * or the one of the last operation (a difference is none: an instance may have written since).
   */
  readonly comparedWith: 'journal' | 'catalog' | 'nothing';
  /** Null without a comparison. */
  readonly same: boolean | null;
  /** As it is now; the compared one where there was a comparison. Null when the volume could not be read. */
  readonly proof: Proof | null;
  /** One line each. */
  readonly problems: readonly string[];
}

/** An earlier digest, and how much a difference to it matters. */
interface Reference {
  readonly from: 'journal' | 'catalog';
  readonly proof: Proof;
}

/** The digest to compare with: of the kind that was asked for, the journal's first. */
function referenceOf(claim: Claim, layout: Layout, kind: ProofKind): Reference | null {
  const journal = layout.catalog?.catalog.journal;
  const kept = journal?.kept.find(({ offset, length }) => offset === claim.offset && length === claim.length);
  if (kept?.proof?.kind === kind) return { from: 'journal', proof: kept.proof };
  // With an operation open, the older digest says nothing about what that operation did.
  if (!journal && claim.proof?.kind === kind) return { from: 'catalog', proof: claim.proof };
  return null;
}

function tableState(claim: Claim, layout: Layout): VolumeVerification['table'] {
  if (listedEntry(claim, layout)) return 'listed';
  return layout.table.gpt?.entries.some(({ guid }) => guid === claim.id) ? 'moved' : 'missing';
}

function tableProblems(claim: Claim, layout: Layout, table: VolumeVerification['table']): string[] {
  const { path } = layout.disk;
  const recover = `run \`bmv recover ${path}\``;
  const found: string[] = [];
  if (table === 'missing') found.push(`the table of ${path} does not list it; ${recover}`);
  if (table === 'moved')
    found.push(`the table of ${path} lists it at another place than the catalog; ${recover}`);
  const entry = listedEntry(claim, layout);
  if (entry && !Buffer.from(entry.raw).equals(claim.entry.raw)) {
    found.push(`its table entry was changed since the catalog was written; ${recover}, which records it`);
  }
  const damaged = layout.table.verdicts.filter(({ severity }) => severity !== 'note');
  return [...found, ...damaged.map(({ message }) => message)];
}

/** By what the volume shows itself; null where nothing has to show. */
function shownType({ filesystem, encryption }: Claim): string | null {
  if (encryption === 'luks2') return 'crypto_LUKS';
  return encryption === 'opaque' || filesystem === 'none' || filesystem === 'unknown' ? null : filesystem;
}

/** A filesystem of a kind that was there must still show, whatever is in it. */
async function filesystemProblems(claim: Claim, reader: ByteReader): Promise<string[]> {
  const wanted = shownType(claim);
  if (wanted === null) return [];
  const found = await probeFilesystem(reader, claim);
  if (found?.type === wanted) return [];
  return [`it should hold ${wanted}, but ${found ? `holds ${found.type}` : 'no filesystem shows'}`];
}

/** Reads one volume and says what is wrong with it. */
async function verifyClaim(
  claim: Claim,
  layout: Layout,
  reader: ByteReader,
  kind: ProofKind,
  context: Context,
): Promise<VolumeVerification> {
  const { id, name } = claim;
  const table = tableState(claim, layout);
  const problems = tableProblems(claim, layout, table);
  if (endOf(claim) > layout.sizeBytes) {
    const beyond = `it ends ${endOf(claim) - layout.sizeBytes} bytes after the end of ${layout.disk.path}`;
    return {
      id,
      name,
      ok: false,
      table,
      comparedWith: 'nothing',
      same: null,
      proof: null,
      problems: [...problems, beyond],
    };
  }
  if (claim.state === 'releasing')
    problems.push('its release was interrupted: its contents may be gone; release it again');
  else problems.push(...(await filesystemProblems(claim, reader)));

  const reference = referenceOf(claim, layout, kind);
  let doneBytes = 0;
  const onBytes = (bytes: number) => {
    doneBytes += bytes;
    context.onProgress({ phase: 'prove', doneBytes, totalBytes: null });
  };
  const seed = reference?.proof.seed ?? context.newGuid();
  const proof = await takeProof(reader, claim, kind, seed, onBytes, context.signal);
  const same = reference ? reference.proof.digest === proof.digest : null;
  if (reference?.from === 'journal' && same === false) {
    problems.push('its bytes differ from those before the interrupted operation');
    context.onEffect?.({ change: 'altered', id, device: layout.disk.path, proof });
  }
  if (problems.length === 0) context.onEffect?.({ change: 'verified', id, device: layout.disk.path, proof });
  return {
    id,
    name,
    ok: problems.length === 0,
    table,
    comparedWith: reference?.from ?? 'nothing',
    same,
    proof,
    problems,
  };
}

/**
 * Reads volumes and compares them with what the disk's table, catalog and journal say. Writes nothing and
 * needs no exclusive access. `volume` is an id or a name; null means all.
 *
 * Throws `NO_CATALOG`, `VOLUME_UNKNOWN`, `VOLUME_AMBIGUOUS`, `ABORTED`. Problems are results, not errors.
 */
export async function verifyVolumes(
  context: Context,
  diskPath: string,
  volume: string | null,
  kind: ProofKind,
  options: OpenOptions = {},
): Promise<readonly VolumeVerification[]> {
  const manager = await pickManager(context.managers, diskPath);
  const disk = await manager.openForReading(diskPath, options);
  try {
    const layout = await inspectLayout(disk);
    if (volume === null && !layout.catalog) {
      throw new BmvError('NO_CATALOG', `${disk.info.path} has no volumes to verify: it has no catalog`, {
        device: disk.info.path,
      });
    }
    const claims = volume === null ? (layout.catalog?.catalog.claims ?? []) : [findClaim(layout, volume)];
    const reader: ByteReader = {
      sizeBytes: layout.sizeBytes,
      read: (offset, length) => disk.read(offset, length),
    };
    const results: VolumeVerification[] = [];
    for (const claim of claims) {
      results.push(
        await verifyClaim(claim, layout, reader, kind, context).catch((error: unknown) => {
          stopIfAborted(context.signal, disk.info.path, 'nothing was written');
          throw error;
        }),
      );
    }
    return results;
  } finally {
    await disk.close();
  }
}
