import type { Logger } from 'pino';
import { CHANNEL_PROTOCOL, type Welcome } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import { reasonOf } from '../image/http-client.ts';
import { BUILD, VERSION } from '../version.ts';
import { getChallenge } from './challenge.ts';
import type { Attempt, Credentials } from './credentials.ts';
import type { NodeFacts } from './node-facts.ts';
import { Session, type SessionEnd } from './session.ts';
import type { ChannelSettings } from './settings.ts';
import type { Spool } from './spool.ts';
import { readTls, type TlsMaterial } from './tls.ts';

export interface DialOptions {
  readonly settings: ChannelSettings;
  readonly facts: NodeFacts;
  readonly bootId: string;
  readonly spool: Spool;
  readonly credentials: Credentials;
  readonly now: () => number;
  readonly logger: Logger;
  /** Ends the attempt, or the session that came of it. */
  readonly signal: AbortSignal;
  readonly onSession: (session: Session) => void;
  /** Not called once the signal has ended. */
  readonly onWelcome: (session: Session) => void;
  readonly onWantsInventory: () => void;
}

/** How an attempt, and the session that may have come of it, came to its end. */
export interface DialEnd extends SessionEnd {
  readonly attempt: Attempt;
  /** From the welcome, milliseconds; 0 where there was none. */
  readonly lastedMs: number;
}

/** As little as there is to show. */
const NOTHING: Attempt = { method: 'none', node: '', secret: null };

async function authorization(
  attempt: Attempt,
  tls: TlsMaterial,
  { settings, credentials, signal }: DialOptions,
): Promise<string | null> {
  if (attempt.secret === null) return null;
  const { endpoint, connectMs: timeoutMs } = settings;
  const challenge = await getChallenge(endpoint.challenge, { tls, timeoutMs, signal });
  return credentials.header(attempt, challenge);
}

/** Holds a session until it ends, or the signal does. */
async function hold(
  attempt: Attempt,
  tls: TlsMaterial,
  header: string | null,
  options: DialOptions,
): Promise<SessionEnd & { readonly lastedMs: number }> {
  const { settings, facts, bootId, spool, credentials, now, logger, signal } = options;
  const { endpoint, connectMs, maxFrameBytes, window, maxUnsentBytes } = settings;
  const { node } = attempt;
  let welcomedAt: number | null = null;
  return await new Promise((resolve) => {
    const onWelcome = ({ trust, epoch, credential }: Welcome) => {
      if (signal.aborted) return;
      const isFirst = welcomedAt === null;
      welcomedAt ??= performance.now();
      credentials.welcomed(attempt, credential);
      if (!isFirst) return;
      const about = { registry: endpoint.shown, by: attempt.method, node, trust, epoch };
      logger.info(about, 'connected to the registry');
      options.onWelcome(session);
    };
    const session = new Session(
      {
        connection: { url: endpoint.socket, authorization: header, tls, timeoutMs: connectMs, maxFrameBytes },
        hello: {
          protocol: CHANNEL_PROTOCOL,
          agentVersion: VERSION,
          agentBuild: BUILD,
          nodeUuid: node,
          ...facts,
          acked: spool.acked,
          newest: spool.newest,
        },
        ...{ bootId, spool, window, maxUnsentBytes, now, logger },
      },
      {
        onWelcome,
        onWantsInventory: () => {
          if (!signal.aborted) options.onWantsInventory();
        },
        onEnd: (end) => {
          const lastedMs = welcomedAt === null ? 0 : performance.now() - welcomedAt;
          resolve({ ...end, lastedMs });
        },
      },
    );
    options.onSession(session);
    const leave = () => {
      session.close('the agent ends this connection');
      // A registry that is slow to say goodbye keeps nobody from connecting anew.
      resolve({ status: null, why: 'ended by the agent', mayRetry: true, lastedMs: 0 });
    };
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
  });
}

/** One attempt to connect, with the best that there is to show, and the session that comes of it. Never throws. */
export async function dial(options: DialOptions): Promise<DialEnd> {
  let attempt = NOTHING;
  try {
    attempt = await options.credentials.next();
    const tls = await readTls(options.settings.tls);
    const header = await authorization(attempt, tls, options);
    return { attempt, ...(await hold(attempt, tls, header, options)) };
  } catch (error) {
    const why = error instanceof BmvError ? error.message : reasonOf(error);
    return { attempt, status: null, why, mayRetry: true, lastedMs: 0 };
  }
}
