import type { Load, Most } from './load.ts';
import type { Answered } from './questions.ts';

interface Echo {
  readonly loads: readonly Load[];
  readonly most: Most;
}

/** What was measured of a registry on one store. */
export interface StoreResult {
  readonly store: string;
  /** Of the process, with all volumes in its database. */
  readonly startMs: number;
  readonly answers: readonly Answered[];
  readonly loads: readonly Load[];
  readonly answersUnderLoad: readonly Answered[];
  /** Null where no agents were asked for. */
  readonly most: Most | null;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
const percent = (share: number) => `${Math.round(share * 100)} %`;

function loadRow(name: string, load: Load): readonly string[] {
  const { agents, connectSeconds, reportsPerSecond, p50, p99, longest } = load;
  return [
    ...[name, String(agents), connectSeconds.toFixed(1), reportsPerSecond.toFixed(0)],
    ...[ms(p50), ms(p99), ms(longest), percent(load.cpuShare)],
    ...[(load.emptyBytes / 2 ** 20).toFixed(0), (load.bytesPerAgent / 1024).toFixed(0)],
  ];
}

export function loadTable(echo: Echo, results: readonly StoreResult[]): string {
  const head = [
    ...['server', 'agents', 'connected after s', 'reports/s', 'p50 ms', 'p99 ms', 'longest ms'],
    ...['CPU', 'MiB before', 'KiB per agent'],
  ];
  return table(head, [
    ...echo.loads.map((load) => loadRow('_echo_', load)),
    ...results.flatMap(({ store, loads }) => loads.map((load) => loadRow(store, load))),
  ]);
}

export function mostTable(echo: Echo, results: readonly StoreResult[]): string {
  const limit = echo.most.reportsPerSecond;
  const row = (name: string, { reportsPerSecond, cpuShare }: Most, start: string) => [
    ...[name, reportsPerSecond.toFixed(0), percent(reportsPerSecond / limit), percent(cpuShare), start],
  ];
  return table(
    ['server', 'most reports/s', 'of the echo', 'CPU', 'start, ms'],
    [
      row('_echo_', echo.most, ''),
      ...results.flatMap(({ store, most, startMs }) => (most ? [row(store, most, startMs.toFixed(0))] : [])),
    ],
  );
}

export function answersTable(results: readonly StoreResult[]): string {
  const head = [
    'question',
    ...results.flatMap(({ store }) => [`${store} p50 / p99 / CPU ms`, 'under load, p50 / p99']),
  ];
  const [first] = results;
  const rows = (first?.answers ?? []).map(({ question }) => [
    question,
    ...results.flatMap(({ answers, answersUnderLoad }) => {
      const idle = answers.find((item) => item.question === question);
      const loaded = answersUnderLoad.find((item) => item.question === question);
      return [
        idle ? `${ms(idle.p50)} / ${ms(idle.p99)} / ${ms(idle.cpu)}` : '',
        loaded ? `${ms(loaded.p50)} / ${ms(loaded.p99)}` : '',
      ];
    }),
  ]);
  return table(head, rows);
}
