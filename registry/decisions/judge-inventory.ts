import type { ClaimRecord, DiskKey, Volume } from '../model.ts';
import type { Doubt } from './decision.ts';
import {
  type Judgement,
  judgeAbsence,
  judgeSighting,
  otherNode,
  quarantine,
  shownAt,
  unchanged,
} from './judge-sighting.ts';
import { judgeUnknown, projectToAdoptFor } from './judge-unknown.ts';
import { inOrder } from './order.ts';
import type { ReportInput } from './report-input.ts';
import { claimOf, isAtPlace, isThere, type Sighting } from './sighting.ts';
import { type By, isOnDisk, isToBeMade } from './states.ts';

function shownTwice(
  volume: { readonly id: string; readonly name: string },
  places: readonly string[],
): Doubt {
  const message = `volume ${JSON.stringify(volume.name)} (${volume.id}) is shown on ${places.join(' and on ')}: one is a copy; take that out or end it with the clean step release_volumes, then resolve this alarm`;
  return { kind: 'shown-twice', volume: volume.id, message };
}

/** Judges the volumes of one inventory, each by itself, so that their order does not matter. */
export class InventoryJudge {
  readonly #input: ReportInput;
  readonly #by: By;
  readonly #sightings: readonly Sighting[];
  readonly #isSettled: (key: DiskKey) => boolean;
  readonly #around: { readonly volumes: readonly Volume[]; readonly claims: readonly ClaimRecord[] };
  readonly #adoptFor: string | null;

  constructor(
    input: ReportInput,
    by: By,
    sightings: readonly Sighting[],
    isSettled: (key: DiskKey) => boolean,
  ) {
    const { state, elsewhere, policy, nowMs } = input;
    this.#input = input;
    this.#by = by;
    this.#sightings = sightings;
    this.#isSettled = isSettled;
    this.#around = {
      volumes: state.volumes,
      claims: sightings.map((sighting) => claimOf(sighting, state.node.uuid, nowMs)),
    };
    const known = new Set([...state.volumes, ...elsewhere].map(({ id }) => id));
    const unknown = sightings.filter(({ report }) => !known.has(report.id));
    this.#adoptFor = policy.adoptUnknownClaims ? projectToAdoptFor(unknown, state) : null;
  }

  #known(volume: Volume, shown: readonly Sighting[]): Judgement {
    const { node } = this.#input.state;
    const there = shown.filter(isThere);
    const [first, ...more] = there;
    if (!first) return this.#absent(volume, shown);
    const atPlace = there.find((sighting) => isAtPlace(volume, sighting));
    const places = there.map((sighting) => shownAt(sighting, node.uuid));
    const twice = more.length > 0 ? [shownTwice(volume, places)] : [];
    // Which of two is the volume that was asked for, nobody can say.
    if (more.length > 0 && isToBeMade(volume.state))
      return quarantine(volume, 'shown-twice', `is shown on ${places.join(' and on ')}`, this.#by);
    const sighting = atPlace ?? first;
    const known =
      this.#input.state.claims.find((claim) => claim.disk === sighting.disk && claim.volume === volume.id) ??
      null;
    const judgement = judgeSighting(volume, sighting, { known, around: this.#around, by: this.#by });
    return { ...judgement, doubts: [...judgement.doubts, ...twice] };
  }

  #absent(volume: Volume, shown: readonly Sighting[]): Judgement {
    const { state, disk } = volume;
    const [listed] = shown;
    if (disk === null || !isOnDisk(state) || !this.#isSettled(disk)) return unchanged(volume);
    const why = listed
      ? `${shownAt(listed, volume.node)} claims it, but does not have it at its place`
      : `${disk} does not show it`;
    return judgeAbsence(volume, why, this.#by);
  }

  #unknown(shown: readonly Sighting[]): Judgement | null {
    const { uuid } = this.#input.state.node;
    const there = shown.filter(isThere);
    const input = { adoptFor: this.#adoptFor, made: null, around: this.#around, by: this.#by };
    const judgement = judgeUnknown(there.length > 0 ? there : shown, uuid, input);
    const [, second] = there;
    if (!judgement || !second) return judgement;
    const places = there.map((sighting) => shownAt(sighting, uuid));
    return { ...judgement, doubts: [...judgement.doubts, shownTwice(judgement.way.volume, places)] };
  }

  /** What becomes of all volumes that are shown, or should be; by id. */
  all(): readonly Judgement[] {
    const { state, elsewhere } = this.#input;
    const volumes = new Map(state.volumes.map((volume) => [volume.id, volume]));
    const others = new Map(elsewhere.map((volume) => [volume.id, volume]));
    const shown = Map.groupBy(this.#sightings, ({ report }) => report.id);
    return [...new Set([...volumes.keys(), ...shown.keys()])].sort(inOrder).flatMap((id): Judgement[] => {
      const sightings = shown.get(id) ?? [];
      const volume = volumes.get(id);
      if (volume) return [this.#known(volume, sightings)];
      const other = others.get(id);
      if (other) return [{ ...unchanged(other), doubts: [otherNode(other, sightings, state.node.uuid)] }];
      const judgement = this.#unknown(sightings);
      return judgement ? [judgement] : [];
    });
  }
}
