import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { VOLUME_STATES, type VolumeState } from '../../../proto/catalog.ts';
import {
  ARROWS,
  type Arrow,
  begin,
  type Cause,
  go,
  isArrow,
  MADE_BY_STEP,
} from '../../../registry/decisions/states.ts';
import { aVolume, NOW, OPERATOR, refusalOf } from '../../support/registry-records.ts';

const ON_DISK: readonly VolumeState[] = ['available', 'in-use', 'extending', 'releasing', 'error'];
const TO_BE_MADE: readonly VolumeState[] = ['reserved', 'creating'];

const arrow = (from: VolumeState | null, cause: Cause, to: VolumeState): Arrow => ({ from, cause, to });

/** Each line of the README's picture, and what it says. */
const PICTURE: readonly (readonly [string, readonly Arrow[]])[] = [
  [
    'reserve ─► reserved ──(agent: created)──► available ◄──► in-use      attach and detach, issue 7',
    [
      arrow(null, 'reserve', 'reserved'),
      arrow('reserved', 'created', 'available'),
      arrow('available', 'attach', 'in-use'),
      arrow('in-use', 'detach', 'available'),
    ],
  ],
  [
    'adopt   ─► creating ──(agent: adopted)──► available',
    [arrow(null, 'adopt', 'creating'), arrow('creating', 'adopted', 'available')],
  ],
  [
    'reserved, creating ─ cancel ─► released                   nothing was made, nothing is to be erased',
    TO_BE_MADE.map((state) => arrow(state, 'cancel', 'released')),
  ],
  [
    'available ─ extend ─► extending ──(agent: extended)──► available',
    [arrow('available', 'extend', 'extending'), arrow('extending', 'extended', 'available')],
  ],
  ['extending ─ cancel ─► available', [arrow('extending', 'cancel', 'available')]],
  [
    'available ─ release ─► releasing ──(agent: released, erasure proven)──► released',
    [arrow('available', 'release', 'releasing'), arrow('releasing', 'released', 'released')],
  ],
  [
    'any on a disk ──(its disk or node does not show it)──► missing ──(shown again at its place)──► what it was before',
    ON_DISK.flatMap((state) => [arrow(state, 'lost', 'missing'), arrow('missing', 'found', state)]),
  ],
  [
    'unknown claim ──(agent: created or adopted by a step just now, for a project)──► available',
    MADE_BY_STEP.map((cause) => arrow(null, cause, 'available')),
  ],
  ['unknown claim ──► quarantined + alarm', [arrow(null, 'doubt', 'quarantined')]],
  [
    'any but released ──(wrong project, moved, altered, overlaps another; or an operator)──► quarantined + alarm',
    VOLUME_STATES.filter((state) => state !== 'released' && state !== 'quarantined').map((state) =>
      arrow(state, 'doubt', 'quarantined'),
    ),
  ],
  [
    'quarantined ── an operator: accept (with a project) ─► what it was before │ release ─► releasing │ ignore',
    [
      ...[...TO_BE_MADE, ...ON_DISK].map((state) => arrow('quarantined', 'accept', state)),
      arrow('quarantined', 'release', 'releasing'),
    ],
  ],
];

function pictureOfReadme(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '../../../registry/README.md'), 'utf8');
  const [, block = ''] = /## Claims and volumes[\s\S]*?```\n([\s\S]*?)```/.exec(text) ?? [];
  return block
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const spelled = ({ from, cause, to }: Arrow) => `${from} ${cause} ${to}`;

describe('states of a volume', () => {
  it('are as the README draws them', () => {
    expect(pictureOfReadme()).to.deep.equal(PICTURE.map(([line]) => line));
  });

  it('have every arrow of the README, once, and no other', () => {
    const drawn = PICTURE.flatMap(([, arrows]) => arrows.map(spelled)).sort();
    expect(ARROWS.map(spelled).sort()).to.deep.equal(drawn);
  });

  it('end with released', () => {
    expect(ARROWS.filter(({ from }) => from === 'released')).to.deep.equal([]);
  });

  it('are left only along arrows, and one event tells of each', () => {
    const causes = [...new Set(ARROWS.map(({ cause }) => cause))];
    for (const from of VOLUME_STATES)
      for (const cause of causes)
        for (const to of VOLUME_STATES) {
          const start = { volume: aVolume({ state: from }), events: [] };
          const step = { cause, to };
          if (!isArrow({ from, ...step })) {
            expect(refusalOf(() => go(start, step, OPERATOR)).code, spelled({ from, ...step })).to.equal(
              'INTERNAL',
            );
            continue;
          }
          const { volume, events } = go(start, step, OPERATOR);
          expect(volume).to.include({ state: to, updatedAtMs: NOW, generation: 5 });
          expect(events.map(({ details }) => details)).to.deep.equal([{ from, to }]);
        }
  });

  it('are remembered when a volume goes missing and then into quarantine', () => {
    const start = { volume: aVolume({ state: 'extending' }), events: [] };
    const missing = go(start, { cause: 'lost', to: 'missing' }, OPERATOR);
    expect(missing.volume.stateBefore).to.equal('extending');
    const quarantined = go(missing, { cause: 'doubt', to: 'quarantined' }, OPERATOR);
    expect(quarantined.volume.stateBefore).to.equal('extending');
    const accepted = go(quarantined, { cause: 'accept', to: 'extending' }, OPERATOR);
    expect(accepted.volume.stateBefore).to.equal(null);
    expect(accepted.events.map(({ kind }) => kind)).to.deep.equal([
      'volume.missing',
      'volume.quarantined',
      'volume.accepted',
    ]);
  });

  it('begin where a request or an unknown claim begins them', () => {
    for (const state of VOLUME_STATES) {
      const volume = aVolume({ state });
      const begins = refusalOf(() => begin(volume, 'reserve', OPERATOR)).code === 'none';
      expect(begins, state).to.equal(state === 'reserved');
    }
  });
});
