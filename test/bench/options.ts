import { parseArgs } from 'node:util';
import { SCENARIOS, type Scenario } from './scenarios.ts';

export interface Options {
  readonly list: boolean;
  readonly scenarios: readonly Scenario[];
  /** Names; all where it is empty. */
  readonly contenders: readonly string[];
  readonly rounds: number;
  readonly slowRounds: number;
  readonly gib: number;
  readonly json: string | null;
  readonly keepImages: string | null;
}

/** The files of the Debian images take 1.3 GiB. */
const DEBIAN_GIB = 2;

function names(text: string, known: readonly string[], option: string): readonly string[] {
  const given = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${option} ${unknown.join(', ')}: take ${known.join(', ')}`);
  return given;
}

function count(text: string, option: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`${option} ${text}: take a number from 1`);
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      list: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      contender: { type: 'string', default: '' },
      rounds: { type: 'string', default: '5' },
      'slow-rounds': { type: 'string', default: '3' },
      gib: { type: 'string', default: '4' },
      json: { type: 'string' },
      'keep-images': { type: 'string' },
    },
  });
  const only = names(
    values.only,
    SCENARIOS.map(({ name }) => name),
    '--only',
  );
  const rounds = count(values.rounds, '--rounds');
  const gib = count(values.gib, '--gib');
  const scenarios = SCENARIOS.filter(({ name }) => only.length === 0 || only.includes(name));
  const tooLarge = scenarios.filter(({ image }) => image !== 'half-empty' && gib < DEBIAN_GIB);
  if (tooLarge.length > 0 && !values.list)
    throw new Error(`--gib ${gib}: ${tooLarge.map(({ name }) => name).join(', ')} need ${DEBIAN_GIB}`);
  const known = new Set(SCENARIOS.flatMap(({ contenders }) => contenders.map(({ name }) => name)));
  return {
    list: values.list,
    scenarios,
    contenders: names(values.contender, [...known], '--contender'),
    rounds,
    slowRounds: Math.min(rounds, count(values['slow-rounds'], '--slow-rounds')),
    gib,
    json: values.json ?? null,
    keepImages: values['keep-images'] ?? null,
  };
}
