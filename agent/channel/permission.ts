import type { DesiredVolumes, PermissionAnswer, PermissionRequest } from '../../proto/channel.ts';
import type { Channel, Link } from './channel.ts';
import type { Session } from './session.ts';

/** Of a registry's reason, which ends in Ironic's `last_error`; characters. */
const MAX_REASON = 1000;

/** What was asked over. */
export type PermissionLine = Pick<
  Channel,
  'link' | 'isReachable' | 'trustedSession' | 'connectNow' | 'changed'
>;

export interface AskOptions {
  /** Without an answer nothing is written: it is worth a new attempt to connect. */
  readonly isRequired: boolean;
  /** Ends the wait for an answer. */
  readonly deadline: AbortSignal;
  /** What the registry should know before it is asked. */
  readonly tellBefore: (deadline: AbortSignal) => Promise<void>;
}

/** A registry's reason for an error. */
export function shownReason(reason: string): string {
  return reason.slice(0, MAX_REASON) || 'it gives no reason';
}

/** `answer` is null where there is none; `why` says why not. */
export type Asked =
  | {
      readonly answer: PermissionAnswer;
      readonly pushed: DesiredVolumes | null;
      readonly session: Session;
    }
  | { readonly answer: null; readonly why: string };

function whyNot(link: Link): string {
  if (link.is === 'down') return link.why;
  if (link.is === 'connecting') return 'there is no connection yet';
  return link.session.isTrusted
    ? 'it knows this agent as another node'
    : 'it does not trust this agent: neither nonce nor key nor certificate vouches for the node';
}

/**
 * Asks the registry whether a step may write. Waits for its answer, and for a connection only where the registry has
 * answered just now and a step has brought what it will trust, or where an answer is required.
 */
export async function askPermission(
  line: PermissionLine,
  question: Omit<PermissionRequest, 'id'>,
  { isRequired, deadline, tellBefore }: AskOptions,
): Promise<Asked> {
  let mayConnect = isRequired;
  for (;;) {
    const session = line.trustedSession;
    if (session) {
      await tellBefore(deadline);
      const answer = await session.ask(question, deadline);
      if (answer) return { answer, pushed: session.desired, session };
      if (deadline.aborted) return { answer: null, why: 'it does not answer' };
      if (!isRequired) return { answer: null, why: 'the connection ended before it answered' };
      mayConnect = true;
      await session.ended;
    }
    if (line.link.is === 'down' && mayConnect) {
      mayConnect = false;
      line.connectNow();
    }
    const { link } = line;
    const isEnding = link.is === 'open' && link.session.isOver;
    const isOnItsWay = isEnding || (link.is === 'connecting' && (isRequired || line.isReachable));
    if (!isOnItsWay || deadline.aborted) return { answer: null, why: whyNot(link) };
    await line.changed(deadline);
  }
}
