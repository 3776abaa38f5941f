import { timingSafeEqual } from 'node:crypto';
import { BmvError } from '../../proto/error.ts';
import type { KeyWrapper, WrappedKey } from '../keys/key-wrapper.ts';
import type { Store } from '../store/store.ts';
import { listKeysNotBy, replaceWrappedKey } from '../store/volume-keys.ts';

/** What became of keys that an older key-encryption key wrapped. */
export interface Rewrapped {
  /** What wraps all of them now. */
  readonly kek: string;
  readonly rewrapped: number;
  /** Those that stay as they are, and why. */
  readonly failed: readonly { readonly volume: string; readonly why: string }[];
}

const PAGE_KEYS = 100;

/** The same key wrapped by the newest KEK, after a look at whether it opens. */
async function wrappedAnew(before: WrappedKey, volume: string, wrapper: KeyWrapper): Promise<WrappedKey> {
  const key = await wrapper.unwrap(before, volume);
  try {
    const after = await wrapper.wrap(key, volume);
    const again = await wrapper.unwrap(after, volume);
    const isSame = again.length === key.length && timingSafeEqual(again, key);
    again.fill(0);
    if (isSame) return after;
    throw new BmvError(
      'INTERNAL',
      `the key of volume ${volume} is another one when it is wrapped anew; report it`,
    );
  } finally {
    key.fill(0);
  }
}

/**
 * Wraps by the newest key-encryption key all that others have wrapped, each for itself: it may be ended and begun again at
 * any time, while the registry runs. What does not open stays as it is. Rejects with `ABORTED`, and what the store fails with.
 */
export async function rewrapKeys(
  store: Store,
  wrapper: KeyWrapper,
  signal?: AbortSignal,
): Promise<Rewrapped> {
  const kek = await wrapper.newest();
  const failed: { readonly volume: string; readonly why: string }[] = [];
  let rewrapped = 0;
  let after = '';
  for (;;) {
    const page = await store.read((view) => listKeysNotBy(view, kek, { after, limit: PAGE_KEYS }));
    for (const { volume, wrapped } of page) {
      if (signal?.aborted)
        throw new BmvError(
          'ABORTED',
          `interrupted behind ${rewrapped} keys, which stay as they are; run it again`,
        );
      after = volume;
      if (!wrapped) continue;
      try {
        const anew = await wrappedAnew(wrapped, volume, wrapper);
        // False: it was destroyed meanwhile, or another process was first.
        if (await store.transaction((tx) => replaceWrappedKey(tx, volume, wrapped, anew))) rewrapped += 1;
      } catch (error) {
        if (!(error instanceof BmvError) || error.code.startsWith('STORE_')) throw error;
        failed.push({ volume, why: error.message });
      }
    }
    if (page.length < PAGE_KEYS) break;
  }
  if (rewrapped > 0) await store.transaction(async (tx) => tx.record(event(kek, rewrapped, failed.length)));
  return { kek, rewrapped, failed };
}

function event(kek: string, rewrapped: number, failed: number) {
  const actor = { kind: 'registry', id: '', project: '' } as const;
  return {
    kind: 'keys.rewrapped',
    node: '',
    volume: '',
    project: '',
    actor,
    details: { kek, rewrapped, failed },
  };
}
