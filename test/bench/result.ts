import type { Contender } from './contenders/contender.ts';
import { median, type Sample } from './measure.ts';

/** A sample with what the server sent. */
export interface Round extends Sample {
  readonly downloadedMiB: number;
}

export interface Row {
  readonly name: string;
  readonly kind: Contender['kind'];
  /** Where the image is. */
  readonly from: 'file' | 'server';
  readonly command: string;
  readonly rounds: readonly Round[];
  /** Why it was not measured, or no more. */
  readonly failure: string | null;
}

export interface ScenarioResult {
  readonly name: string;
  readonly title: string;
  readonly gib: number;
  readonly rows: readonly Row[];
}

type Figure = Exclude<keyof Round, 'timedOut'>;

function of({ rounds }: Row, figure: Figure): number {
  return median(rounds.map((round) => round[figure]));
}

/** Seconds of the fastest peer that takes the image from this place; null where none came to its end. */
function best(rows: readonly Row[], place: Row['from']): number | null {
  const times = rows
    .filter(({ from }) => from === place)
    .filter(({ kind, rounds, failure }) => kind === 'peer' && failure === null && rounds.length > 0)
    .filter(({ rounds }) => rounds.every(({ timedOut }) => !timedOut))
    .map((row) => of(row, 'seconds'));
  return times.length > 0 ? Math.min(...times) : null;
}

function cellsOf(row: Row, fastest: number | null): readonly string[] {
  const name = row.kind === 'limit' ? `*${row.name}* (limit)` : row.name;
  const command = `\`${row.command.replaceAll('|', '\\|')}\``;
  if (row.failure !== null)
    return [name, row.from, `failed: ${row.failure}`, '', '', '', '', '', '', command];
  const seconds = of(row, 'seconds');
  const late = row.rounds.some(({ timedOut }) => timedOut);
  if (late) return [name, row.from, `more than ${seconds.toFixed(0)}`, '', '', '', '', '', '', command];
  return [
    name,
    row.from,
    seconds.toFixed(2),
    fastest === null ? '' : (seconds / fastest).toFixed(2),
    of(row, 'cpuSeconds').toFixed(2),
    of(row, 'peakMiB').toFixed(0),
    of(row, 'downloadedMiB').toFixed(0),
    row.kind === 'limit' && !row.name.startsWith('fio') ? '' : of(row, 'writtenMiB').toFixed(0),
    String(row.rounds.length),
    command,
  ];
}

const HEAD = [
  '',
  'from',
  'seconds',
  'ratio',
  'CPU s',
  'peak MiB',
  'downloaded MiB',
  'written MiB',
  'rounds',
  'command',
];

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** As Markdown. */
export function tableOf({ name, title, gib, rows }: ScenarioResult): string {
  const [file, server] = [best(rows, 'file'), best(rows, 'server')];
  const fastest = { file: file ?? server, server: server ?? file };
  return [
    `### ${name}: ${title}, ${gib} GiB`,
    '',
    line(HEAD),
    line(HEAD.map(() => '---')),
    ...rows.map((row) => line(cellsOf(row, fastest[row.from]))),
    '',
  ].join('\n');
}
