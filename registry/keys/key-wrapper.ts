import { BmvError } from '../../proto/error.ts';

/** A volume's key as it is stored. */
export interface WrappedKey {
  /** Names the key that wrapped it. No secret. */
  readonly kek: string;
  /** In the wrapper's own form. */
  readonly wrapped: string;
}

/**
 * Wraps the keys of volumes, so that a store holds none that opens anything. Asynchronous, since what wraps may be a service
 * (Barbican, Vault): HAZARD: never to be awaited within a transaction.
 */
export interface KeyWrapper {
  /** `context`: whose key it is; it opens with the same text alone. */
  wrap(key: Uint8Array, context: string): Promise<WrappedKey>;
  /**
   * A buffer of the caller's own, to be zeroed by them. Rejects with `KEK_MISSING` where what wrapped it is not here, and
   * `KEY_UNREADABLE` where the wrapped key is damaged or of another context.
   */
  unwrap(key: WrappedKey, context: string): Promise<Uint8Array>;
  /** Names what wraps now. */
  newest(): Promise<string>;
  /** Whether what wrapped a key is here. */
  has(kek: string): Promise<boolean>;
}

/** Why a registry without a key-encryption key does not make encrypted volumes. */
export function noKek(volume: string): BmvError {
  return new BmvError(
    'KEK_MISSING',
    'the registry has no key-encryption key, so it makes no volume with encryption luks2; start it with --kek, or ask for encryption none or opaque',
    { volume },
  );
}

/** Why a registry without one opens no key. */
export function kekNotGiven({ kek }: WrappedKey, volume: string): BmvError {
  return new BmvError(
    'KEK_MISSING',
    `the key of volume ${volume} is wrapped by KEK ${kek}, and the registry was started without --kek; start it with that`,
    { volume },
  );
}
