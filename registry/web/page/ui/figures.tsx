import { exactBytes, formatBytes, formatPosition } from '../format/bytes.ts';
import { formatAgo, formatDuration, formatTime, isoTime } from '../format/time.ts';
import { useServices } from '../services.ts';

/** A number of bytes; all its digits when pointed at. */
export function Size({ bytes }: { readonly bytes: number }) {
  return (
    <data class="figure" value={bytes} title={exactBytes(bytes)}>
      {formatBytes(bytes)}
    </data>
  );
}

/** Where something begins; all its digits when pointed at. */
export function Position({ bytes }: { readonly bytes: number }) {
  return (
    <data class="figure" value={bytes} title={exactBytes(bytes)}>
      {formatPosition(bytes)}
    </data>
  );
}

/** A moment, local; in UTC when pointed at. */
export function Time({ atMs }: { readonly atMs: number }) {
  const iso = isoTime(atMs);
  return (
    <time class="figure" dateTime={iso} title={iso}>
      {formatTime(atMs)}
    </time>
  );
}

/** How long ago a moment was, as time goes on. */
export function Ago({ atMs }: { readonly atMs: number }) {
  const { now } = useServices().clock;
  const text = formatAgo(atMs, now.value);
  const iso = isoTime(atMs);
  return (
    <time class="figure" dateTime={iso} title={iso}>
      {text}
    </time>
  );
}

/** How long something takes; until now while it has not ended. */
export function Duration({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number | null }) {
  const { now } = useServices().clock;
  return <span class="figure">{formatDuration((toMs ?? now.value) - fromMs)}</span>;
}
