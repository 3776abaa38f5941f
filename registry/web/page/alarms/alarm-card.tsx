import type { AlarmJson } from '../../../api/schemas/alarms.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { links } from '../routing/route.ts';
import { Command } from '../ui/copy.tsx';
import { Ago, Time } from '../ui/figures.tsx';
import { Icon } from '../ui/icon.tsx';
import { ALARM_TITLES } from './alarm-words.ts';
import { type WayOut, waysOutOfAlarm } from './ways-out.ts';

/** Commands, with what each does. */
export function WaysOut({ ways }: { readonly ways: readonly WayOut[] }) {
  if (ways.length === 0) return null;
  return (
    <dl class="ways">
      {ways.map(({ what, command }) => (
        <div key={command}>
          <dt>{what}</dt>
          <dd>
            <Command text={command} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface AlarmCardProps {
  readonly alarm: AlarmJson;
  /** What it is about; null where that is not known. */
  readonly volume: VolumeJson | null;
  /** What stands around it, and so needs no link. */
  readonly within?: 'node' | 'volume';
}

/** An alarm: what was seen, where, and the ways out. */
export function AlarmCard({ alarm, volume, within }: AlarmCardProps) {
  const isOpen = alarm.resolved_at_ms === null;
  return (
    <article class={isOpen ? 'alarm' : 'alarm alarm-resolved'} aria-label={ALARM_TITLES[alarm.kind]}>
      <header class="alarm-head">
        <Icon name={isOpen ? 'warning' : 'check'} />
        <strong>{ALARM_TITLES[alarm.kind]}</strong>
        <span class="muted">
          raised <Ago atMs={alarm.raised_at_ms} />
        </span>
        <span class="alarm-links">
          {within !== 'volume' && (
            <a href={links.volume(alarm.volume)}>volume {volume?.name || alarm.volume}</a>
          )}
          {within !== 'node' && <a href={links.node(alarm.node)}>node {alarm.node}</a>}
        </span>
      </header>
      <p class="alarm-message">{alarm.message}</p>
      {alarm.resolved_at_ms !== null && (
        <p class="muted">
          {alarm.resolution}, <Time atMs={alarm.resolved_at_ms} />
        </p>
      )}
      <WaysOut ways={waysOutOfAlarm(alarm, volume)} />
    </article>
  );
}
