import type { Logger } from 'pino';
import type { KeyWrapper } from '../keys/key-wrapper.ts';
import type { View } from '../store/backend.ts';
import type { Store } from '../store/store.ts';
import { countKeysByKek } from '../store/volume-keys.ts';

/** Keys of volumes that the store has, without those that are destroyed. */
interface KeptKeys {
  /** What wrapped them is here. */
  readonly openable: number;
  /** Number of the others, by what wrapped them. */
  readonly missing: ReadonlyMap<string, number>;
}

/** `wrapper`: null where the registry has no key-encryption key. */
export async function countKeptKeys(view: View, wrapper: KeyWrapper | null): Promise<KeptKeys> {
  let openable = 0;
  const missing = new Map<string, number>();
  for (const [kek, count] of await countKeysByKek(view))
    if (await wrapper?.has(kek)) openable += count;
    else missing.set(kek, count);
  return { openable, missing };
}

/** Says which key-encryption keys the store needs, and are not here. */
export async function warnOfMissingKeks(
  store: Store,
  wrapper: KeyWrapper | null,
  logger: Logger,
): Promise<void> {
  const { missing } = await store.read((view) => countKeptKeys(view, wrapper));
  for (const [kek, volumes] of missing)
    logger.warn(
      { kek, volumes },
      'keys of volumes are wrapped by a key-encryption key that is not here, and nobody gets them; give it with --kek',
    );
}
