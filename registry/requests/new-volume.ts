import { type AdoptRequest, adoptPartition } from '../decisions/adopt-partition.ts';
import type { RequestDecision } from '../decisions/decision.ts';
import type { NewVolumeInput } from '../decisions/request.ts';
import { type ReserveRequest, reserveVolume } from '../decisions/reserve-volume.ts';
import { roundSize } from '../decisions/volume-words.ts';
import type { Volume } from '../model.ts';
import type { Tx } from '../store/tx.ts';
import { readVolumes, readVolumesNamed } from '../store/volumes.ts';

/** A volume that is asked for, and where. */
export type NewVolume =
  | { readonly kind: 'reserve'; readonly node: string; readonly request: ReserveRequest }
  | { readonly kind: 'adopt'; readonly node: string; readonly request: AdoptRequest };

/** All volumes that have the new one's id or name, wherever they are. */
export async function namesakesOf(
  tx: Tx,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<readonly Volume[]> {
  const found = [...(await readVolumes(tx, [id])), ...(await readVolumesNamed(tx, [name]))];
  return [...new Map(found.map((volume) => [volume.id, volume])).values()];
}

/**
 * Makes requests for names come one after another: names are unique in a project on all nodes, while decisions are kept
 * apart by node alone. All that appends an event waits for the same row, only later.
 */
export async function lockNames({ db }: Tx): Promise<void> {
  await db
    .updateTable('chain')
    .set(({ eb }) => ({ appends: eb('appends', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}

/** The volume that the same request made before; null where there is none. */
export function repetitionOf(asked: NewVolume, namesakes: readonly Volume[]): Volume | null {
  const { request, node, kind } = asked;
  const volume = namesakes.find(({ id }) => id === request.id);
  if (!volume || volume.state === 'released') return null;
  const isSame =
    volume.node === node &&
    volume.isAdopted === (kind === 'adopt') &&
    (['name', 'project', 'set'] as const).every((word) => volume[word] === request[word]);
  const isSameSize =
    kind === 'adopt' ||
    [volume.length, volume.wantedLength].includes(roundSize(asked.request.sizeBytes).bytes);
  const isSameEncryption = kind === 'adopt' || volume.encryption === (asked.request.encryption ?? 'none');
  return isSame && isSameSize && isSameEncryption ? volume : null;
}

/** Throws what `reserveVolume` and `adoptPartition` do. */
export function decideNew(asked: NewVolume, input: NewVolumeInput): RequestDecision {
  return asked.kind === 'reserve'
    ? reserveVolume(asked.request, input)
    : adoptPartition(asked.request, input);
}
