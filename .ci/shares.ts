import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, TIERS, type TierName } from './tier.ts';

/** Files that one process runs. */
export interface Share {
  readonly tier: TierName;
  readonly room: string | null;
  readonly files: readonly string[];
  /** That it will take, about. */
  readonly seconds: number;
}

/** Seconds that files took, of those that take some: run-tiers.ts writes them down. */
export const TIMES = join(import.meta.dirname, 'times.json');

/** Of a test file that nobody has measured. */
const SECONDS_A_BYTE = 1 / 3000;

/** Files that take less are put together until they take about as long. */
const SHARE_SECONDS = 40;

/** Deals the files of a tier out for processes: what takes long has one of its own. */
export function sharesOf(tier: TierName): readonly Share[] {
  const times = JSON.parse(readFileSync(TIMES, 'utf8')) as Readonly<Record<string, number>>;
  const timed = filesOf(TIERS[tier])
    .map((file) => ({ file, seconds: times[file] ?? statSync(file).size * SECONDS_A_BYTE }))
    .sort((one, other) => other.seconds - one.seconds);
  const shares: { tier: TierName; room: string | null; files: string[]; seconds: number }[] = [];
  for (const { file, seconds } of timed) {
    const room = TIERS[tier].room(file);
    const isOpen = (share: Share) => room !== null || share.seconds + seconds <= SHARE_SECONDS;
    const open = shares.find((share) => share.room === room && isOpen(share));
    if (open) {
      open.files.push(file);
      open.seconds += seconds;
    } else shares.push({ tier, room, files: [file], seconds });
  }
  return shares;
}

/** Seconds of all that waits for the same room, which run one behind the other. */
function urgency(share: Share, waiting: readonly Share[]): number {
  if (share.room === null) return share.seconds;
  return waiting.reduce((total, { room, seconds }) => total + (room === share.room ? seconds : 0), 0);
}

/** The share that has to begin first so that none is left over at the end, among those whose room is free. */
export function nextShare(waiting: readonly Share[], taken: ReadonlySet<string>): Share | null {
  const free = waiting.filter(({ room }) => room === null || !taken.has(room));
  return free.reduce<Share | null>(
    (best, share) => (best && urgency(best, waiting) >= urgency(share, waiting) ? best : share),
    null,
  );
}
