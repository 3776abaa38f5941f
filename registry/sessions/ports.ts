import type {
  DesiredVolumes,
  Envelope,
  KeyAnswer,
  KeyRequest,
  PermissionAnswer,
  PermissionRequest,
  Trust,
} from '../../proto/channel.ts';

/** A connection that took its epoch. */
export interface SessionIdentity {
  /** Lower-case UUID that Ironic knows the node by. */
  readonly node: string;
  /** Lower-case UUID of the ramdisk's boot. */
  readonly boot: string;
  readonly epoch: number;
}

/** What a session begins with. */
export interface SessionStart extends SessionIdentity {
  readonly trust: Trust;
  /** The newest report of this boot that is stored; 0 for none. */
  readonly acked: number;
  /** Nothing is known of the node, or something was missed. */
  readonly wantsInventory: boolean;
}

/** What authentication and epochs need of the store. Times are milliseconds by the database's clock. */
export interface SessionStore {
  nowMs(): Promise<number>;
  /** Of all replicas; made once, at the first start. */
  serverSecret(): Promise<string>;
  /** False where it was used before, in any replica. Forgotten after `expiresAtMs`. */
  useChallenge(id: string, expiresAtMs: number): Promise<boolean>;
  /** The secret that Ironic brings to the node; null where there is none, or it has expired or was used up. */
  nonceOf(node: string): Promise<string | null>;
  /** Counts a use. False where other connections have used it up. */
  useNonce(node: string, nonce: string): Promise<boolean>;
  /** The boot of the node's newest session, which may have ended; null where it never had one. */
  newestBoot(node: string): Promise<string | null>;
  /** Fences every older session of the node. */
  begin(session: {
    readonly node: string;
    readonly boot: string;
    readonly replica: string;
    readonly leaseMs: number;
  }): Promise<Omit<SessionStart, 'trust'>>;
  /** False where the session is fenced. */
  renew(session: SessionIdentity, leaseMs: number): Promise<boolean>;
  /** Of all sessions of a replica, in few queries; those that are fenced. */
  renewAll(sessions: readonly SessionIdentity[], leaseMs: number): Promise<readonly SessionIdentity[]>;
  /** No error where the session is fenced. */
  end(session: SessionIdentity): Promise<void>;
  /** What the node should have; revision 0 where nothing was ever asked for. */
  planOf(node: string): Promise<DesiredVolumes>;
  /** Of many nodes, those whose plan is newer than the revision given: for the replica that holds their sockets. */
  newerPlans(seen: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, DesiredVolumes>>;
}

/** A nonce as the registry knows it. */
export interface StoredNonce {
  readonly nonce: string;
  readonly expiresAtMs: number;
  /** At least once: another one is put as soon as Ironic takes it. */
  readonly isUsed: boolean;
}

/** Nonces that Ironic brings to nodes; one a node. What is put here is what `nonceOf` and `useNonce` look at. */
export interface NonceStore {
  nowMs(): Promise<number>;
  /** Of all nodes, by node; used and expired ones too. */
  nonces(): Promise<ReadonlyMap<string, StoredNonce>>;
  /** In place of any that the node had; it is not used. */
  putNonce(node: string, nonce: string, expiresAtMs: number): Promise<void>;
  /** No error where the node has none. */
  dropNonce(node: string): Promise<void>;
}

/** What became of a report. */
export interface Stored {
  /** All reports of the boot up to this one are stored. */
  readonly acked: number;
  /** A report before this one was missed. */
  readonly wantsInventory: boolean;
}

/** Stores reports. */
export interface Ingest {
  /**
   * Resolves when the report is durable; of a session, reports are given in their order, without waiting. One that was
   * stored before is no error. Rejects with `SESSION_FENCED`, or `STORE_FAILED` where it is worth trying again later.
   */
  store(session: SessionIdentity, envelope: Envelope): Promise<Stored>;
  /** Of a node that nobody vouched for, kept apart; the oldest makes room. `key`: what the machine says of itself. */
  storeUntrusted(key: string, envelope: Envelope): Promise<void>;
}

/** Decides who may write, and keeps the decision. */
export interface Judge {
  decide(session: SessionIdentity, request: PermissionRequest): Promise<PermissionAnswer>;
}

/** Gives agents the keys of volumes that they make, and keeps that it did. */
export interface KeyGiver {
  /**
   * `granted`: what the run asked for when it was granted permission on this session; null where it was not. The key of the
   * answer is to be zeroed by the caller.
   */
  give(session: SessionIdentity, request: KeyRequest, granted: PermissionRequest | null): Promise<KeyAnswer>;
}
