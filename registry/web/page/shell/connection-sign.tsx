import type { FeedState } from '../live/feed.ts';
import { useServices } from '../services.ts';

const WORDS: Readonly<Record<FeedState, string>> = {
  connecting: 'connecting…',
  live: 'live',
  reconnecting: 'reconnecting…',
  paused: 'paused',
};

/** Whether what is shown is how things are now. */
export function ConnectionSign() {
  const { connection } = useServices();
  const { state, problem } = connection.value;
  return (
    <span class={`connection connection-${state}`} role="status" title={problem?.message ?? WORDS[state]}>
      <span class="sign-dot" aria-hidden="true" />
      {WORDS[state]}
    </span>
  );
}
