/** An option that sets a limit. */
export interface LimitOption {
  /** Without dashes. */
  readonly flag: string;
  /** Of the limit, as `limitAt` has it. */
  readonly place: string;
  readonly words: string;
}

function option(flag: string, place: string, words: string): LimitOption {
  return { flag, place, words };
}

/** Every limit of a registry's process: its option, and what it is. Bytes, milliseconds unless another unit is said. */
export const LIMIT_OPTIONS: readonly LimitOption[] = [
  option('max-connections', 'sessions.maxConnections', 'TCP connections, of agents and all others'),
  option('max-agents', 'sessions.maxSessions', 'connections of agents'),
  option('max-untrusted', 'sessions.maxUntrusted', 'of these, those that nobody vouched for'),
  option('max-agents-pending', 'sessions.maxPending', 'agents whose authorization is being checked'),
  option(
    'agent-attempts',
    'sessions.attempts.perSecond',
    'challenges, and upgrades, of one address a second',
  ),
  option('agent-attempts-burst', 'sessions.attempts.burst', 'the same at once'),
  option('max-addresses', 'sessions.maxAddresses', 'addresses whose attempts are remembered'),
  option(
    'authentication-ms',
    'sessions.authenticationMs',
    'headers, TLS handshake, and check of an agent, each',
  ),
  option('hello-ms', 'sessions.helloMs', 'from the upgrade to the agent’s hello'),
  option('heartbeat-ms', 'sessions.heartbeatMs', 'silence of an agent before it counts as gone'),
  option('lease-ms', 'sessions.leaseMs', 'how long a session is known to be here without renewal'),
  option('close-ms', 'sessions.closeMs', 'for the end of a connection that is being closed'),
  option('drain-ms', 'sessions.drainMs', 'at the end, for reports that are being stored'),
  option('max-frame-bytes', 'sessions.maxFrameBytes', 'one message of an agent'),
  option('max-untrusted-frame-bytes', 'sessions.maxUntrustedFrameBytes', 'the same of an untrusted one'),
  option(
    'frames',
    'sessions.frames.perSecond',
    'messages of one agent a second; who is faster is read later',
  ),
  option('frames-burst', 'sessions.frames.burst', 'the same at once'),
  option('frame-bytes', 'sessions.bytes.perSecond', 'bytes of one agent a second'),
  option('frame-bytes-burst', 'sessions.bytes.burst', 'the same at once'),
  option('untrusted-frames', 'sessions.untrustedFrames.perSecond', 'messages of an untrusted agent a second'),
  option('untrusted-frames-burst', 'sessions.untrustedFrames.burst', 'the same at once'),
  option(
    'untrusted-frame-bytes',
    'sessions.untrustedBytes.perSecond',
    'bytes of an untrusted agent a second',
  ),
  option('untrusted-frame-bytes-burst', 'sessions.untrustedBytes.burst', 'the same at once'),
  option('max-in-flight', 'sessions.maxInFlight', 'reports of one agent that are being stored'),
  option('max-in-flight-bytes', 'sessions.maxInFlightBytes', 'the same in bytes'),
  option('max-questions', 'sessions.maxRequests', 'questions of one agent that wait for an answer'),
  option(
    'max-unsent-bytes',
    'sessions.maxUnsentBytes',
    'what an agent may leave unread before it is cut off',
  ),
  option('plan-poll-ms', 'sessions.planPollMs', 'between two looks for newer plans'),

  option('max-batch', 'ingest.maxBatch', 'reports of one transaction'),
  option('max-waiting', 'ingest.maxWaiting', 'reports that wait to be stored'),
  option(
    'reconcile-again-ms',
    'ingest.reconcileAgainMs',
    'before an inventory without news is compared again',
  ),
  option('max-given-up', 'ingest.maxGivenUp', 'reports that are given up in a row before none is'),
  option(
    'max-untrusted-kept',
    'ingest.maxUntrusted',
    'inventories that are kept of machines nobody vouched for',
  ),

  option('ironic-poll-ms', 'ironic.pollMs', 'between two looks at all nodes of Ironic, at most'),
  option('ironic-min-poll-ms', 'ironic.minPollMs', 'the same at least, where Ironic answers fast'),
  option('nonce-life-ms', 'ironic.nonceLifeMs', 'how long a nonce is good; renewed after half of it'),
  option(
    'nonce-boots',
    'ironic.nonceBoots',
    'boots of a node that a nonce vouches for, until Ironic takes another one',
  ),
  option('ironic-changes', 'ironic.concurrency', 'nodes of Ironic that are changed at a time'),

  option('page-items', 'api.pageItems', 'items of a page of the API'),
  option('max-page-items', 'api.maxPageItems', 'the same at most'),
  option('max-body-bytes', 'api.maxBodyBytes', 'body of a request to the API'),
  option('answer-ms', 'api.answerMs', 'answer of the API'),
  option('max-streams', 'api.maxStreams', 'streams of events'),
  option('max-unread-bytes', 'api.maxUnreadBytes', 'what a stream may leave unread before it is ended'),
  option('facts-pause-ms', 'api.factsPauseMs', 'between two looks for what has changed about nodes'),
  option('stream-poll-ms', 'api.streamPollMs', 'between two looks for new events'),
  option('stream-heartbeat-ms', 'api.streamHeartbeatMs', 'silence of a stream'),
  option(
    'stream-life-ms',
    'api.streamLifeMs',
    'life of a stream, before its reader shows again who they are',
  ),

  option('password-remember-ms', 'basic.rememberMs', 'how long a right password is not computed again'),
  option('max-passwords', 'basic.maxRemembered', 'passwords that are remembered so'),
  option(
    'password-attempts',
    'basic.attempts.perSecond',
    'passwords of one address that are computed a second',
  ),
  option('password-attempts-burst', 'basic.attempts.burst', 'the same at once'),
  option('max-password-addresses', 'basic.maxAddresses', 'addresses whose passwords are counted'),
  option('max-passwords-pending', 'basic.maxPending', 'passwords that wait to be computed'),
  option('token-remember-ms', 'keystone.rememberMs', 'how long Keystone’s word for a token counts'),
  option('max-tokens', 'keystone.maxRemembered', 'tokens that are remembered so'),

  option('sqlite-group', 'sqlite.maxGroup', 'transactions that share one write to the disk'),
  option('sqlite-lock-ms', 'sqlite.lockWaitMs', 'wait for another program’s lock; all waits so long'),
  option('sqlite-bytes', 'sqlite.maxBytes', 'largest size of the file; by default what the disk has'),
  option('mariadb-connections', 'mariadb.maxConnections', 'connections to MariaDB'),
  option('mariadb-connect-ms', 'mariadb.connectTimeoutMs', 'for connecting to MariaDB'),
  option('mariadb-lock-s', 'mariadb.lockWaitSeconds', 'wait for a lock of MariaDB, seconds'),
  option('mariadb-query-ms', 'mariadb.queryTimeoutMs', 'silence of MariaDB in a query'),
  option('store-attempts', 'retries.attempts', 'attempts at a transaction that others come before'),
  option('store-pause-ms', 'retries.firstPauseMs', 'pause before the second of them; it doubles with each'),
  option('store-longest-pause-ms', 'retries.mostPauseMs', 'longest of these pauses'),
];
