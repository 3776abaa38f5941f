import type { VolumeState } from '../../../../proto/catalog.ts';
import type { RunJson } from '../../../api/schemas/runs.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { formatCount } from '../format/bytes.ts';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'good' | 'calm' | 'busy' | 'warn' | 'bad' | 'quiet';

const STATES: Readonly<Record<VolumeState, { readonly tone: Tone; readonly icon: IconName }>> = {
  available: { tone: 'good', icon: 'check' },
  'in-use': { tone: 'calm', icon: 'dot' },
  reserved: { tone: 'busy', icon: 'clock' },
  creating: { tone: 'busy', icon: 'arrows' },
  extending: { tone: 'busy', icon: 'arrows' },
  releasing: { tone: 'busy', icon: 'arrows' },
  released: { tone: 'quiet', icon: 'minus' },
  missing: { tone: 'warn', icon: 'warning' },
  error: { tone: 'bad', icon: 'cross' },
  quarantined: { tone: 'bad', icon: 'stop' },
};

/** A volume's state: word, sign and colour. */
export function StateBadge({ state }: { readonly state: VolumeState }) {
  const { tone, icon } = STATES[state];
  return (
    <span class={`badge badge-${tone}`}>
      <Icon name={icon} />
      {state}
    </span>
  );
}

/** That a volume is encrypted, and how; nothing where it is not. */
export function EncryptionMark({ encryption }: Pick<VolumeJson, 'encryption'>) {
  if (encryption === 'none') return null;
  return (
    <span class="badge badge-quiet">
      <Icon name="lock" />
      {encryption}
    </span>
  );
}

/** So many volumes in a state. */
export function StateCount({
  state,
  count,
  isMore = false,
}: {
  readonly state: VolumeState;
  readonly count: number;
  readonly isMore?: boolean;
}) {
  const { tone, icon } = STATES[state];
  return (
    <span class={`badge badge-${tone}`}>
      <Icon name={icon} />
      {formatCount(count)}
      {isMore ? '+' : ''} {state}
    </span>
  );
}

const RUNS: Readonly<Record<RunJson['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  running: { tone: 'busy', icon: 'arrows' },
  succeeded: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
};

export function RunBadge({ state }: { readonly state: RunJson['state'] }) {
  const { tone, icon } = RUNS[state];
  return (
    <span class={`badge badge-${tone}`}>
      <Icon name={icon} />
      {state}
    </span>
  );
}

/** So many open alarms; nothing for none. */
export function AlarmBadge({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <span class="badge badge-bad">
      <Icon name="warning" />
      {formatCount(count)} {count === 1 ? 'alarm' : 'alarms'}
    </span>
  );
}
