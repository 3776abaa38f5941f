import { expect } from 'chai';
import fc from 'fast-check';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import { type FilterQuery, filterNodes } from '../../../registry/decisions/filter-nodes.ts';
import type { NodeSummary } from '../../../registry/decisions/placement.ts';
import { summarize } from '../../../registry/decisions/placement.ts';
import { permission } from '../../../registry/decisions/tenancy.ts';
import type { Volume } from '../../../registry/model.ts';
import { aNode, anAlarm, aState, aVolume, PROJECT, volumeId } from '../../support/registry-records.ts';

const NODES = ['a', 'b', 'c'] as const;

function aSummary(node: string, volumes: readonly Volume[], changes: Partial<NodeSummary> = {}): NodeSummary {
  const heldBy = [...new Set(volumes.map(({ project }) => project))];
  return {
    node: { uuid: node, lastSeenMs: 0 },
    largestFreeBytes: 0,
    heldBy,
    undecided: 0,
    volumes,
    ...changes,
  };
}

function filter(query: Partial<FilterQuery>, ...known: readonly NodeSummary[]) {
  const whole = { project: PROJECT, volumes: [], sets: [], candidates: NODES, ...query };
  const { allowed, refused } = filterNodes(whole, new Map(known.map((item) => [item.node.uuid, item])));
  const words = refused.map(({ node, reasons }) => [node, ...reasons.map(({ code }) => code)].join(' '));
  return { allowed, refused: words };
}

const shard = (n: number, changes: Partial<Volume> = {}) =>
  aVolume({ id: volumeId(n), name: `shard-${n}`, set: 'kafka', ...changes });
const theirs = shard(9, { project: 'bank' });

interface Case {
  readonly title: string;
  readonly query: Partial<FilterQuery>;
  readonly known: readonly NodeSummary[];
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

const CASES: readonly Case[] = [
  {
    title: 'lets an instance that wants nothing onto nodes that are not known, free, or its project’s own',
    query: {},
    known: [aSummary('b', []), aSummary('c', [shard(1)])],
    ...{ allowed: ['a', 'b', 'c'], refused: [] },
  },
  {
    title: 'keeps an instance that wants nothing off nodes with volumes of another project',
    query: {},
    known: [aSummary('b', [theirs])],
    ...{ allowed: ['a', 'c'], refused: ['b other-project'] },
  },
  {
    title: 'keeps everybody off a node with volumes that nobody has decided about, its own project too',
    query: { volumes: ['shard-1'], candidates: ['a'] },
    known: [aSummary('a', [shard(1)], { undecided: 1 })],
    ...{ allowed: [], refused: ['a undecided'] },
  },
  {
    title: 'admits the node that holds a volume, by name or id, and no other, known or not',
    query: { volumes: ['shard-1', volumeId(1)] },
    known: [aSummary('b', [shard(1)]), aSummary('c', [])],
    allowed: ['b'],
    refused: ['a unknown', 'c volume-absent volume-absent'],
  },
  {
    title: 'wants all of the volumes on one node',
    query: { volumes: ['shard-1', 'shard-2'], candidates: ['a', 'b'] },
    known: [aSummary('a', [shard(1)]), aSummary('b', [shard(1), shard(2)])],
    ...{ allowed: ['b'], refused: ['a volume-absent'] },
  },
  {
    title: 'wants a volume of each set',
    query: { sets: ['kafka', 'zookeeper'] },
    known: [
      aSummary('a', [shard(1)]),
      aSummary('b', [shard(2), shard(3, { set: 'zookeeper' })]),
      aSummary('c', [shard(4, { set: 'zookeeper', state: 'missing' }), shard(5)]),
    ],
    ...{ allowed: ['b'], refused: ['a volume-absent', 'c volume-missing'] },
  },
  {
    title: 'does not take another project’s volume for the one that is meant',
    query: { volumes: ['shard-9'], candidates: ['a'] },
    known: [aSummary('a', [theirs])],
    ...{ allowed: [], refused: ['a volume-absent other-project'] },
  },
  {
    title: 'takes any of several volumes that have one name on a node, if one is fit',
    query: { volumes: ['log'], candidates: ['a', 'b'] },
    known: [
      aSummary('a', [shard(1, { name: 'log', state: 'missing' }), shard(2, { name: 'log' })]),
      aSummary('b', [shard(3, { name: 'log', state: 'error' })]),
    ],
    ...{ allowed: ['a'], refused: ['b volume-error'] },
  },
  {
    title: 'answers once for a node that is named twice',
    query: { candidates: ['a', 'a'] },
    known: [],
    ...{ allowed: ['a'], refused: [] },
  },
  {
    title: 'answers nothing about nothing',
    query: { candidates: [], volumes: ['x'] },
    known: [],
    ...{ allowed: [], refused: [] },
  },
];

describe('the filter of a scheduler’s candidates', () => {
  for (const { title, query, known, allowed, refused } of CASES)
    it(title, () => {
      expect(filter(query, ...known)).to.deep.equal({ allowed, refused });
    });

  it('tells of other projects neither names nor ids', () => {
    const query = { project: PROJECT, volumes: ['shard-9'], sets: ['kafka'], candidates: ['a'] };
    const text = JSON.stringify(filterNodes(query, new Map([['a', aSummary('a', [theirs])]])));
    expect(text).to.not.contain('bank').and.not.contain(theirs.id);
  });

  const volume = fc.record({
    ...{ n: fc.nat(5), state: fc.constantFrom(...VOLUME_STATES) },
    ...{ project: fc.constantFrom('web', 'bank', ''), set: fc.constantFrom('', 'kafka') },
  });
  const world = fc.array(
    fc.record({ volumes: fc.array(volume, { maxLength: 4 }), isDoubted: fc.boolean() }),
    {
      maxLength: 3,
    },
  );

  it('admits no node that the agent’s question would be refused for, and with a wish none that lacks it', () => {
    fc.assert(
      fc.property(
        world,
        fc.subarray(['v0', 'v1', volumeId(2)]),
        fc.subarray(['kafka']),
        (nodes, volumes, sets) => {
          const states = nodes.map(({ volumes: on, isDoubted }, index) =>
            aState({
              node: aNode({ uuid: NODES[index] ?? '' }),
              // By the rules only what is in quarantine, or was, may have no project.
              volumes: on.map(({ n, state, project, set }) =>
                aVolume({
                  id: volumeId(n),
                  name: `v${n}`,
                  set,
                  project,
                  state: project ? state : 'quarantined',
                }),
              ),
              alarms: isDoubted ? [anAlarm()] : [],
            }),
          );
          const known = new Map(
            states.map((state): [string, NodeSummary] => [
              state.node.uuid,
              { node: { uuid: state.node.uuid, lastSeenMs: 0 }, ...summarize(state), volumes: state.volumes },
            ]),
          );
          const query = { project: 'web', volumes, sets, candidates: NODES };
          const { allowed, refused } = filterNodes(query, known);
          expect([...allowed, ...refused.map(({ node }) => node)]).to.have.members([...NODES]);
          for (const node of allowed) {
            const state = states.find((item) => item.node.uuid === node) ?? null;
            if (state) expect(mayWrite(state)).to.equal(true);
            const own = (state?.volumes ?? []).filter(
              (item) => item.project === 'web' && item.state !== 'released',
            );
            for (const wanted of volumes)
              expect(own.some(({ id, name }) => id === wanted || name === wanted)).to.equal(true);
            for (const set of sets) expect(own.some((item) => item.set === set)).to.equal(true);
          }
          if (volumes.length + sets.length === 0)
            for (const { node } of refused)
              expect(mayWrite(states.find((item) => item.node.uuid === node) ?? aState())).to.equal(false);
        },
      ),
    );
  });
});

/** What the agent is answered that asks for the same project. */
function mayWrite(state: ReturnType<typeof aState>): boolean {
  const request = {
    ...{ id: 1, run: 'r', step: 'write_image', kind: 'deploy' as const, nodeUuid: state.node.uuid },
    ...{ instanceUuid: '', project: 'web' },
  };
  const policy = { allowUnknownNodes: false, defaultProject: '' };
  return permission(request, state, policy).allowed;
}
