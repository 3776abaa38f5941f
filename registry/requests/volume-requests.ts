import { BmvError } from '../../proto/error.ts';
import { encryptionCalled } from '../../proto/volume-words.ts';
import type { RequestDecision } from '../decisions/decision.ts';
import { hasKey } from '../decisions/encryption-words.ts';
import { extendVolume } from '../decisions/extend-volume.ts';
import {
  acceptVolume,
  ignoreVolume,
  quarantineVolume,
  releaseQuarantined,
  resolveAlarm,
} from '../decisions/quarantine-volume.ts';
import { cancelVolume, releaseVolume } from '../decisions/release-volume.ts';
import type { NewVolumeInput, RequestInput } from '../decisions/request.ts';
import { updateVolume, type VolumeWordsChange } from '../decisions/update-volume.ts';
import { noKek, type WrappedKey } from '../keys/key-wrapper.ts';
import type { Alarm, Volume } from '../model.ts';
import { readAlarm } from '../store/alarms.ts';
import { applyDecisions } from '../store/apply-decision.ts';
import type { Tx } from '../store/tx.ts';
import { addVolumeKey } from '../store/volume-keys.ts';
import { type Changed, carryOut, changeVolume, inputOf, knownNode, type Target } from './change.ts';
import { type Asking, pokeSafely, type RequestContext } from './context.ts';
import { decideNew, lockNames, type NewVolume, namesakesOf, repetitionOf } from './new-volume.ts';
import { takeQuota } from './quota-requests.ts';
import { releaseSet, type SetRelease } from './set-requests.ts';
import { newWrappedKey } from './volume-keys.ts';

/** What an operator makes of a volume in quarantine. */
export type Resolution =
  | { readonly kind: 'accept'; readonly project: string | null }
  | { readonly kind: 'release'; readonly erase: string | null }
  | { readonly kind: 'ignore' };

/**
 * Requests of people: each is decided and stored in one transaction, and becomes what the node should have. The node's
 * next step carries it out. What was asked for before changes nothing a second time.
 */
export class VolumeRequests {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Reserves a volume, or asks for a partition to become one. `isNew`: false where the same request made it before.
   * Throws `NODE_UNKNOWN`, `FORBIDDEN` for another project, `QUOTA_EXCEEDED`, `KEK_MISSING` for a volume that would need a
   * key, and what `reserveVolume` and `adoptPartition` throw.
   */
  async create(asked: NewVolume, asking: Asking): Promise<Changed & { readonly isNew: boolean }> {
    const { request, node } = asked;
    if (asking.onlyProject !== null && request.project !== asking.onlyProject)
      throw new BmvError(
        'FORBIDDEN',
        `volumes of another project than ${asking.onlyProject} are not for ${asking.id} to ask for`,
      );
    const context = this.#context;
    const key = await this.#newKey(asked);
    const { planChanges, ...made } = await context.store.transaction(async (tx) => {
      await lockNames(tx);
      const namesakes = await namesakesOf(tx, request);
      const before = repetitionOf(asked, namesakes);
      if (before) return { volume: before, notes: [], isNew: false, planChanges: false };
      const state = await knownNode(tx, node, [request.id]);
      const decision = decideNew(asked, { ...inputOf(tx, state, asking, context), namesakes });
      const { project, wantedLength } = decision.volume;
      await takeQuota(tx, project, { volumes: 1, bytes: wantedLength }, context.defaultQuota);
      if (hasKey(decision.volume)) {
        if (!key) throw noKek(request.id);
        await addVolumeKey(tx, request.id, key);
      }
      const changed = await carryOut(tx, state, decision);
      return { ...changed, isNew: true, planChanges: decision.planChanges };
    });
    if (planChanges) await pokeSafely(context, node);
    return made;
  }

  /** Throws what `extendVolume` does, and `QUOTA_EXCEEDED`. */
  async extend(target: Target, sizeBytes: number, asking: Asking): Promise<Changed> {
    const { defaultQuota } = this.#context;
    return await this.#change(target, asking, async (input, { project, wantedLength }, tx) => {
      const decision = extendVolume({ id: target.id, sizeBytes }, input);
      const bytes = decision.volume.wantedLength - wantedLength;
      await takeQuota(tx, project, { volumes: 0, bytes }, defaultQuota);
      return decision;
    });
  }

  /** `erase`: null for what was said when it was made. Throws what `releaseVolume` does. */
  async release(target: Target, erase: string | null, asking: Asking): Promise<Changed> {
    return await this.#change(target, asking, (input) => releaseVolume({ id: target.id, erase }, input));
  }

  /** Throws what `releaseSet` does. */
  async releaseSet(release: SetRelease, asking: Asking): Promise<readonly Volume[]> {
    return await releaseSet(this.#context, release, asking);
  }

  /** Throws what `updateVolume` does. */
  async update(target: Target, words: VolumeWordsChange, asking: Asking): Promise<Changed> {
    const { id } = target;
    if (words.name === undefined)
      return await this.#change(target, asking, (input) =>
        updateVolume(id, words, { ...input, namesakes: [] }),
      );
    return await this.#changeNamed(target, asking, words.name, (input) => updateVolume(id, words, input));
  }

  /** Throws what `cancelVolume` does. */
  async cancel(target: Target, asking: Asking): Promise<Changed> {
    return await this.#change(target, asking, (input) => cancelVolume(target.id, input));
  }

  /** Throws what `quarantineVolume` does. */
  async quarantine(target: Target, reason: string, asking: Asking): Promise<Changed> {
    return await this.#change(target, asking, (input) => quarantineVolume(target.id, reason, input));
  }

  /** Throws what `acceptVolume`, `releaseQuarantined` and `ignoreVolume` do. */
  async resolve(target: Target, resolution: Resolution, asking: Asking): Promise<Changed> {
    const { id } = target;
    if (resolution.kind === 'ignore')
      return await this.#change(target, asking, (input) => ignoreVolume(id, input));
    if (resolution.kind === 'release')
      return await this.#change(target, asking, (input) =>
        releaseQuarantined({ id, erase: resolution.erase }, input),
      );
    const { project } = resolution;
    return await this.#changeNamed(target, asking, null, (input) => acceptVolume({ id, project }, input));
  }

  /** Throws `ALARM_UNKNOWN`, also for one that is resolved, and `VOLUME_STATE`. */
  async resolveAlarm(id: string, note: string, asking: Asking): Promise<Alarm> {
    const context = this.#context;
    return await context.store.transaction(async (tx) => {
      const alarm = await readAlarm(tx, id);
      if (!alarm || alarm.resolvedAtMs !== null)
        throw new BmvError(
          'ALARM_UNKNOWN',
          `there is no open alarm ${id}; list them with \`bmv nodes show\``,
        );
      const state = await knownNode(tx, alarm.node, [alarm.volume]);
      const decision = resolveAlarm(id, note, inputOf(tx, state, asking, context));
      await applyDecisions(tx, [{ state, decision }]);
      return decision.alarms[0] ?? alarm;
    });
  }

  /** Outside of the transaction, as what wraps may be a service. Null where none is wanted, or nothing wraps. */
  async #newKey({ request }: NewVolume): Promise<WrappedKey | null> {
    const { wrapper = null } = this.#context;
    const isWanted =
      wrapper !== null && hasKey({ encryption: encryptionCalled(request.encryption ?? 'none') });
    return isWanted ? await newWrappedKey(wrapper, request.id) : null;
  }

  /** What looks at all volumes of one name. `name`: null for the one that the volume has. */
  async #changeNamed(
    target: Target,
    asking: Asking,
    name: string | null,
    decide: (input: NewVolumeInput) => RequestDecision,
  ): Promise<Changed> {
    const context = this.#context;
    const { changed, planChanges } = await context.store.transaction(async (tx) => {
      await lockNames(tx);
      return await changeVolume(tx, target, asking, {
        context,
        decide: async (input, volume) => {
          const named = { id: volume.id, name: name ?? volume.name };
          return decide({ ...input, namesakes: await namesakesOf(tx, named) });
        },
      });
    });
    if (planChanges) await pokeSafely(context, changed.volume.node);
    return changed;
  }

  async #change(
    target: Target,
    asking: Asking,
    decide: (input: RequestInput, volume: Volume, tx: Tx) => RequestDecision | Promise<RequestDecision>,
  ): Promise<Changed> {
    const context = this.#context;
    const { changed, planChanges } = await context.store.transaction((tx) =>
      changeVolume(tx, target, asking, {
        context,
        decide: async (input, volume) => await decide(input, volume, tx),
      }),
    );
    if (planChanges) await pokeSafely(context, changed.volume.node);
    return changed;
  }
}
