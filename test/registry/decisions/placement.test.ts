import { expect } from 'chai';
import {
  candidates,
  type NodeSummary,
  type PlacementQuery,
  summarize,
} from '../../../registry/decisions/placement.ts';
import type { Volume } from '../../../registry/model.ts';
import {
  aDisk,
  anAlarm,
  aReservation,
  aState,
  aVolume,
  MIB,
  NOW,
  PROJECT,
  volumeId,
} from '../../support/registry-records.ts';

const DAY_MS = 86_400_000;

function aSummary(uuid: string, changes: Partial<NodeSummary> = {}, silenceMs = 0): NodeSummary {
  const node = { uuid, lastSeenMs: NOW - silenceMs };
  return { node, largestFreeBytes: 50 * MIB, heldBy: [], undecided: 0, volumes: [], ...changes };
}

function place(query: Partial<PlacementQuery>, ...summaries: readonly NodeSummary[]) {
  const whole = { project: PROJECT, volumes: [], set: '', sizeBytes: null, count: null, ...query };
  return candidates(whole, summaries, { nowMs: NOW, maxSilenceMs: 180 * DAY_MS });
}

/** Words for why each node will not do. */
const rejectedBy = ({ rejected }: ReturnType<typeof place>) =>
  rejected.map(({ node, reasons }) => [node, ...reasons.map(({ code }) => code)]);

const member = (n: number, changes: Partial<Volume> = {}) =>
  aVolume({ id: volumeId(n), name: `shard-${n}`, set: 'kafka', ...changes });

describe('placement by volumes', () => {
  it('finds the node that has them all, by id or by name', () => {
    const volumes = [member(1), member(2)];
    const found = place({ volumes: [volumeId(1), 'shard-2'] }, aSummary('a', { volumes, heldBy: [PROJECT] }));
    expect(found).to.deep.equal({ nodes: ['a'], found: 1, rejected: [] });
  });

  it('says which of them a node does not have', () => {
    const found = place({ volumes: ['shard-1', 'shard-2'] }, aSummary('a', { volumes: [member(1)] }));
    expect(rejectedBy(found)).to.deep.equal([['a', 'volume-absent']]);
    expect(found.rejected[0]?.reasons[0]?.message).to.contain('shard-2');
  });

  it('does not take another project’s volume for the one that is meant', () => {
    const volumes = [member(1, { project: 'bank' })];
    expect(
      rejectedBy(place({ volumes: ['shard-1'] }, aSummary('a', { volumes, heldBy: ['bank'] }))),
    ).to.deep.equal([['a', 'volume-absent', 'other-project']]);
  });

  it('does not take a released one', () => {
    const found = place(
      { volumes: ['shard-1'] },
      aSummary('a', { volumes: [member(1, { state: 'released' })] }),
    );
    expect(rejectedBy(found)).to.deep.equal([['a', 'volume-absent']]);
  });

  const ready = ['available', 'in-use', 'reserved', 'creating', 'extending'] as const;
  for (const state of ready)
    it(`takes one that is ${state}, which the next step leaves ready`, () => {
      expect(
        place({ volumes: ['shard-1'] }, aSummary('a', { volumes: [member(1, { state })] })).nodes,
      ).to.deep.equal(['a']);
    });

  const unfit = ['missing', 'quarantined', 'error', 'releasing'] as const;
  for (const state of unfit)
    it(`says that one is ${state}`, () => {
      const found = place({ volumes: ['shard-1'] }, aSummary('a', { volumes: [member(1, { state })] }));
      expect(rejectedBy(found)).to.deep.equal([['a', `volume-${state}`]]);
    });
});

describe('placement by a set', () => {
  it('finds all nodes that have a part of it, those with most of it first', () => {
    const found = place(
      { set: 'kafka' },
      aSummary('a', { volumes: [member(1)] }),
      aSummary('b', { volumes: [member(2), member(3)] }),
      aSummary('c', { volumes: [member(4, { set: 'other' })] }),
    );
    expect(found.nodes).to.deep.equal(['b', 'a']);
    expect(rejectedBy(found)).to.deep.equal([['c', 'volume-absent']]);
  });

  it('takes a node where one part is ready and another is not, and none where no part is', () => {
    const missing = member(2, { state: 'missing' });
    const found = place(
      { set: 'kafka' },
      aSummary('a', { volumes: [member(1), missing] }),
      aSummary('b', { volumes: [missing] }),
    );
    expect(found.nodes).to.deep.equal(['a']);
    expect(rejectedBy(found)).to.deep.equal([['b', 'volume-missing']]);
  });
});

describe('placement by size', () => {
  it('finds nodes where a volume of that size fits, the tightest fit first', () => {
    const found = place(
      { sizeBytes: 20 * MIB },
      aSummary('a', { largestFreeBytes: 30 * MIB }),
      aSummary('b', { largestFreeBytes: 20 * MIB }),
      aSummary('c', { largestFreeBytes: 19 * MIB }),
    );
    expect(found.nodes).to.deep.equal(['b', 'a']);
    expect(rejectedBy(found)).to.deep.equal([['c', 'no-space']]);
  });

  it('prefers nodes that are the project’s already, so that others stay anybody’s', () => {
    const found = place(
      { sizeBytes: MIB },
      aSummary('a', { largestFreeBytes: MIB }),
      aSummary('b', { heldBy: [PROJECT] }),
    );
    expect(found.nodes).to.deep.equal(['b', 'a']);
  });

  it('gives as many as are wanted, and says how many there are', () => {
    const found = place({ sizeBytes: MIB, count: 2 }, aSummary('c'), aSummary('a'), aSummary('b'));
    expect(found).to.deep.equal({ nodes: ['a', 'b'], found: 3, rejected: [] });
  });
});

describe('placement', () => {
  it('leaves out nodes of other projects, with open questions, or long silent, and names every reason', () => {
    const summary = aSummary('a', { heldBy: ['bank'], undecided: 2 }, 181 * DAY_MS);
    const found = place({ sizeBytes: 60 * MIB }, summary, aSummary('b', {}, 180 * DAY_MS));
    expect(rejectedBy(found)).to.deep.equal([
      ['a', 'other-project', 'undecided', 'silent', 'no-space'],
      ['b', 'no-space'],
    ]);
    expect(JSON.stringify(found)).not.to.contain('bank');
  });

  it('lets silence mean nothing where the operator wants that', () => {
    const query = { project: PROJECT, volumes: [], set: '', sizeBytes: null, count: null };
    const policy = { nowMs: NOW, maxSilenceMs: null };
    expect(candidates(query, [aSummary('a', {}, 999 * DAY_MS)], policy).nodes).to.deep.equal(['a']);
  });
});

describe('what is kept of a node for placement', () => {
  it('is its largest piece after all reservations, who holds it, and what is undecided', () => {
    const volumes = [aVolume(), aReservation({ id: volumeId(2), length: 30 * MIB })];
    const state = aState({ volumes, alarms: [anAlarm({ volume: volumeId(9) })] });
    expect(summarize(state)).to.deep.equal({ largestFreeBytes: 49 * MIB, heldBy: [PROJECT], undecided: 1 });
  });

  it('is nothing where there is nothing', () => {
    expect(summarize(aState({ disks: [aDisk({ isPresent: false })] }))).to.deep.equal({
      ...{ largestFreeBytes: 0, heldBy: [], undecided: 0 },
    });
  });
});
