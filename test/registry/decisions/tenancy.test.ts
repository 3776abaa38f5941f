import { expect } from 'chai';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import type { PermissionRequest } from '../../../proto/channel.ts';
import { permission } from '../../../registry/decisions/tenancy.ts';
import type { Alarm, AlarmKind, Volume } from '../../../registry/model.ts';
import { anAlarm, aVolume, NODE, volumeId } from '../../support/registry-records.ts';

function aRequest(changes: Partial<PermissionRequest> = {}): PermissionRequest {
  return {
    ...{ id: 4, run: 'r1', step: 'write_image', kind: 'deploy', nodeUuid: NODE },
    ...{ instanceUuid: 'i1', project: 'web' },
    ...changes,
  };
}

const STRICT = { allowUnknownNodes: false, defaultProject: '' };
const own = aVolume({ project: 'web' });
const foreign = aVolume({ id: volumeId(2), name: 'ledger', project: 'bank' });
const ignored = aVolume({ id: volumeId(3), state: 'quarantined', project: '' });
const quarantined = aVolume({ id: volumeId(4), state: 'quarantined', stateBefore: 'available' });
const doubt = anAlarm({ kind: 'unknown-claim', volume: ignored.id });

interface Ground {
  readonly volumes: readonly Volume[];
  readonly alarms: readonly Alarm[];
}

/** What a node may hold. Null: the registry does not know it. */
const GROUNDS: Readonly<Record<string, Ground | null>> = {
  'an unknown node': null,
  'an empty node': { volumes: [], alarms: [] },
  'a node with released volumes': { volumes: [{ ...foreign, state: 'released' }], alarms: [] },
  'a node with ignored volumes': { volumes: [ignored], alarms: [] },
  'a node of the project': { volumes: [own], alarms: [] },
  'a node of another project': { volumes: [foreign], alarms: [] },
  'a node of two projects': { volumes: [own, foreign], alarms: [] },
  'a node with an unknown claim': { volumes: [ignored], alarms: [doubt] },
  'a node of the project with a quarantined volume': { volumes: [own, quarantined], alarms: [] },
  'a node of another project with an unknown claim': { volumes: [foreign, ignored], alarms: [doubt] },
};

const KINDS = ['deploy', 'service', 'clean', 'unknown'] as const;
const PROJECTS = { 'the project': 'web', 'no project': '' } as const;

/** The rule that decides for a step that is no cleaning, by what the node holds: for the project, and for none. */
const RULES: Readonly<Record<string, readonly [string, string]>> = {
  'an unknown node': ['unknown-node', 'unknown-node'],
  'an empty node': ['no-volumes', 'no-volumes'],
  'a node with released volumes': ['no-volumes', 'no-volumes'],
  'a node with ignored volumes': ['no-volumes', 'no-volumes'],
  'a node of the project': ['own-volumes', 'project-unknown'],
  'a node of another project': ['other-project', 'project-unknown'],
  'a node of two projects': ['other-project', 'project-unknown'],
  'a node with an unknown claim': ['undecided', 'undecided'],
  'a node of the project with a quarantined volume': ['undecided', 'undecided'],
  'a node of another project with an unknown claim': ['undecided', 'undecided'],
};
const GRANTING = ['no-volumes', 'own-volumes', 'cleaning-keeps-volumes', 'unknown-node-by-policy'];

describe('the permission to write', () => {
  for (const [where, ground] of Object.entries(GROUNDS))
    for (const kind of KINDS)
      for (const [who, project] of Object.entries(PROJECTS)) {
        const rules = RULES[where];
        const [ofProject, ofNone] = rules ?? ['', ''];
        const judged = project === '' ? ofNone : ofProject;
        const rule = kind === 'clean' && ground ? 'cleaning-keeps-volumes' : judged;
        const allowed = GRANTING.includes(rule);
        it(`is ${allowed ? 'given' : 'refused'} to a step of kind ${kind} for ${who} on ${where}, by ${rule}`, () => {
          const answer = permission(aRequest({ kind, project }), ground, STRICT);
          expect(answer.allowed).to.equal(allowed);
          expect(answer.reason === '').to.equal(allowed);
          expect(answer.event).to.deep.include({
            ...{ kind: allowed ? 'permission.granted' : 'permission.refused', node: NODE, project },
          });
          expect(answer.event.details).to.include({ rule, run: 'r1', step: 'write_image', stepKind: kind });
        });
      }

  it('is given on an unknown node where the operator wants that', () => {
    for (const kind of KINDS)
      expect(permission(aRequest({ kind }), null, { ...STRICT, allowUnknownNodes: true })).to.include({
        allowed: true,
      });
  });

  for (const state of VOLUME_STATES)
    it(`is ${state === 'released' ? 'given' : 'refused'} where another project has a volume in state ${state}`, () => {
      const ground = { volumes: [{ ...foreign, state }], alarms: [] };
      expect(permission(aRequest(), ground, STRICT).allowed).to.equal(state === 'released');
    });

  const kinds: readonly [AlarmKind, boolean][] = [
    ['unknown-claim', false],
    ['project-differs', false],
    ['other-node', false],
    ['shown-twice', false],
    ['moved', false],
    ['overlap', false],
    ['altered', false],
    ['asked-for', false],
    ['erasure-unproven', true],
  ];
  for (const [kind, allowed] of kinds)
    it(`is ${allowed ? 'given' : 'refused'} to the node’s own project while an alarm ${kind} is open`, () => {
      const ground = { volumes: [own], alarms: [anAlarm({ kind })] };
      expect(permission(aRequest(), ground, STRICT).allowed).to.equal(allowed);
    });

  it('says why not and what to do, in one line, and nothing of others but their number', () => {
    const volumes = [foreign, aVolume({ id: volumeId(5), name: 'journal', project: 'bank' })];
    for (const project of ['web', '']) {
      const { reason, event } = permission(aRequest({ project }), { volumes, alarms: [] }, STRICT);
      expect(reason).to.contain('2 volume(s)').and.contain(NODE).and.contain('release');
      for (const word of ['bank', 'ledger', 'journal', ...volumes.map(({ id }) => id), '\n'])
        expect(reason).not.to.contain(word);
      expect(event.details.holders).to.deep.equal([
        { project: 'bank', volumes: volumes.map(({ id }) => id) },
      ]);
    }
  });

  it('says of undecided volumes only how many there are', () => {
    const { reason, event } = permission(aRequest(), { volumes: [quarantined], alarms: [doubt] }, STRICT);
    expect(reason).to.contain('2 volume(s)').and.contain('another node');
    expect(reason).not.to.contain(quarantined.id);
    expect(event.details.undecided).to.deep.equal([ignored.id, quarantined.id]);
  });
});
