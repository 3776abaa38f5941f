import { randomBytes } from 'node:crypto';
import {
  type KeyAnswer,
  type KeyRequest,
  type PermissionRequest,
  VOLUME_KEY_BYTES,
} from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import { type KeyPermission, keyPermission } from '../decisions/key-permission.ts';
import { volumeEvent } from '../decisions/states.ts';
import { type KeyWrapper, kekNotGiven, type WrappedKey } from '../keys/key-wrapper.ts';
import type { Volume } from '../model.ts';
import type { KeyGiver, SessionIdentity } from '../sessions/ports.ts';
import { readRuns } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/tx.ts';
import { noteKeyGiven, readVolumeKey, type StoredKey } from '../store/volume-keys.ts';
import { readVolume } from '../store/volumes.ts';
import { unknownVolume } from './change.ts';
import type { Asking } from './context.ts';
import { expectCurrent } from './judge.ts';

/** A key that was opened outside of a transaction, and what it was opened from; or why it does not open. */
type Opened =
  | { readonly from: WrappedKey; readonly key: Uint8Array; readonly failure: null }
  | { readonly from: WrappedKey; readonly key: null; readonly failure: BmvError };

/** How often a key is opened again that was wrapped anew meanwhile. */
const MAX_OPENINGS = 5;

/** A new key, wrapped. Rejects with what `KeyWrapper.wrap` does. */
export async function newWrappedKey(wrapper: KeyWrapper, volume: string): Promise<WrappedKey> {
  const key = randomBytes(VOLUME_KEY_BYTES);
  try {
    return await wrapper.wrap(key, volume);
  } finally {
    key.fill(0);
  }
}

function isSame(one: WrappedKey, other: WrappedKey): boolean {
  return one.kek === other.kek && one.wrapped === other.wrapped;
}

/** Why there is no key to open. */
function noKey(volume: string, stored: StoredKey | null): BmvError {
  const why = stored
    ? `the key of volume ${volume} was destroyed at ${new Date(stored.destroyedAtMs ?? 0).toISOString()}, with its release or when it was given up; nobody has it any more`
    : `the registry has no key of volume ${volume}; it has keys of volumes with encryption luks2 alone, that were reserved here`;
  return new BmvError('KEY_UNKNOWN', why, { volume });
}

/** What was asked of keys since the start. */
interface KeyCounts {
  /** To agents. */
  readonly delivered: number;
  readonly refused: number;
  /** By people. */
  readonly read: number;
}

/** Keys of volumes, for agents that make them and for whoever owns them. Each answer is an event, without the key. */
export class VolumeKeys implements KeyGiver {
  readonly #store: Store;
  readonly #wrapper: KeyWrapper | null;
  readonly #defaultProject: string;
  readonly #counts = { delivered: 0, refused: 0, read: 0 };

  /** `wrapper`: null where the registry has no key-encryption key. */
  constructor(
    store: Store,
    wrapper: KeyWrapper | null,
    { defaultProject }: { readonly defaultProject: string },
  ) {
    this.#store = store;
    this.#wrapper = wrapper;
    this.#defaultProject = defaultProject;
  }

  get counts(): KeyCounts {
    return { ...this.#counts };
  }

  async give(
    session: SessionIdentity,
    request: KeyRequest,
    granted: PermissionRequest | null,
  ): Promise<KeyAnswer> {
    const { id, volumeId } = request;
    const { answer, key } = await this.#withKey(volumeId, async (tx, stored, opened) => {
      await expectCurrent(tx, session);
      const question = { request, node: session.node, granted, defaultProject: this.#defaultProject };
      const volume = await readVolume(tx, volumeId);
      const run = (await readRuns(tx, [request.run])).find(({ node }) => node === session.node) ?? null;
      const failure = stored?.wrapped ? (opened?.failure ?? null) : noKey(volumeId, stored);
      const verdict = keyPermission({
        ...{ ...question, run, volume: volume?.node === session.node ? volume : null },
        obstacle: failure?.message ?? null,
      });
      const mayGive = verdict.allowed && stored?.wrapped;
      if (mayGive && !opened) return 'open';
      tx.record(verdict.event);
      if (mayGive) await noteKeyGiven(tx, volumeId, mayGive);
      return verdict;
    });
    this.#counts[answer.allowed ? 'delivered' : 'refused'] += 1;
    const { allowed, reason } = answer satisfies KeyPermission;
    if (allowed) return { id, allowed, reason, key: key ?? new Uint8Array() };
    key?.fill(0);
    return { id, allowed, reason, key: new Uint8Array() };
  }

  /**
   * The key, for whoever may see the volume's project; to be zeroed by the caller. Throws `VOLUME_UNKNOWN` also for others'
   * volumes, `KEY_UNKNOWN`, `KEK_MISSING`, `KEY_UNREADABLE`.
   */
  async read(volumeId: string, { id, project, onlyProject }: Asking): Promise<Uint8Array> {
    const { key } = await this.#withKey(volumeId, async (tx, stored, opened) => {
      const volume = await readVolume(tx, volumeId);
      if (!volume || (onlyProject !== null && volume.project !== onlyProject)) throw unknownVolume(volumeId);
      if (!stored?.wrapped) throw noKey(volumeId, stored);
      if (!opened) return 'open';
      if (opened.failure) throw opened.failure;
      await noteKeyGiven(tx, volumeId, stored.wrapped);
      tx.record(keyRead(volume, { id, project }));
      return volume;
    });
    this.#counts.read += 1;
    return key ?? new Uint8Array();
  }

  /**
   * Decides in a transaction by the key as it is stored. Where `decide` says `open`, the key is opened outside of it, as what
   * opens may be a service, and all is decided again. Throws what `decide` does.
   */
  async #withKey<Answer extends object>(
    volume: string,
    decide: (tx: Tx, stored: StoredKey | null, opened: Opened | null) => Promise<Answer | 'open'>,
  ): Promise<{ readonly answer: Answer; readonly key: Uint8Array | null }> {
    let opened: Opened | null = null;
    try {
      for (let openings = 0; openings <= MAX_OPENINGS; openings += 1) {
        const before: Opened | null = opened;
        const { answer, wrapped } = await this.#store.transaction(async (tx) => {
          const stored = await readVolumeKey(tx, volume);
          const wrapped = stored?.wrapped ?? null;
          const isCurrent = before !== null && wrapped !== null && isSame(before.from, wrapped);
          return { wrapped, answer: await decide(tx, stored, isCurrent ? before : null) };
        });
        if (answer !== 'open') return { answer, key: before?.key ?? null };
        before?.key?.fill(0);
        if (wrapped !== null) opened = await this.#open(wrapped, volume);
      }
    } catch (error) {
      opened?.key?.fill(0);
      throw error;
    }
    throw new BmvError(
      'STORE_CONFLICT',
      `the key of volume ${volume} is wrapped anew again and again; try once more`,
    );
  }

  async #open(from: WrappedKey, volume: string): Promise<Opened> {
    if (!this.#wrapper) return { from, key: null, failure: kekNotGiven(from, volume) };
    try {
      return { from, key: await this.#wrapper.unwrap(from, volume), failure: null };
    } catch (error) {
      if (error instanceof BmvError) return { from, key: null, failure: error };
      throw error;
    }
  }
}

function keyRead(volume: Volume, { id, project }: Pick<Asking, 'id' | 'project'>) {
  return volumeEvent('key.read', volume, { kind: 'user', id, project }, {});
}
