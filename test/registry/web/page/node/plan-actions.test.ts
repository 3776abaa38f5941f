import { expect } from 'chai';
import { type PlanJson, planSchema } from '../../../../../registry/api/schemas/plans.ts';
import { planActions } from '../../../../../registry/web/page/node/plan-actions.ts';
import { NODE_UUID, uuidOf, VOLUME_ID, volumeJson } from '../../../../support/registry-json.ts';

const GIB = 1024 ** 3;
type Desired = PlanJson['volumes'][number];

function planOf(...volumes: readonly Partial<Desired>[]): PlanJson {
  const usual = {
    ...{ id: VOLUME_ID, name: 'data', project: 'web', state: 'in-use', size_bytes: 2 * GIB, disks: ['Z1'] },
    ...{ filesystem: 'xfs', label: '', mount_point: '/srv', erase: 'zero', adopt: false },
    ...{ tell: [], encryption: 'none' },
  };
  return planSchema.parse({
    ...{ node: NODE_UUID, revision: 3, updated_at_ms: 1 },
    volumes: volumes.map((volume) => ({ ...usual, ...volume })),
  });
}

function said(plan: PlanJson): readonly string[] {
  return planActions(plan, [volumeJson()]).map(({ verb, name, detail }) => `${verb} ${name}: ${detail}`);
}

describe('what a plan does', () => {
  it('is to make what is not there', () => {
    expect(said(planOf({ state: 'available' }))).to.deep.equal([
      'make data: 2 GiB, xfs, for /srv, on disk Z1',
    ]);
    expect(
      said(planOf({ state: 'available', disks: [], filesystem: 'none', mount_point: '' })),
    ).to.deep.equal(['make data: 2 GiB, on any disk']);
    expect(said(planOf({ state: 'available', tell: ['fstab', 'ignition'] }))).to.deep.equal([
      'make data: 2 GiB, xfs, for /srv by fstab and ignition, on disk Z1',
    ]);
    expect(said(planOf({ state: 'available', encryption: 'luks2' }))).to.deep.equal([
      'make data: 2 GiB, xfs, encrypted (luks2), for /srv, on disk Z1',
    ]);
  });

  it('is to adopt, extend and erase', () => {
    expect(said(planOf({ state: 'available', adopt: true }))).to.deep.equal([
      'adopt data: 2 GiB, the partition that is there',
    ]);
    expect(said(planOf({ state: 'extending', size_bytes: 4 * GIB }))).to.deep.equal([
      'extend data: from 2 GiB to 4 GiB',
    ]);
    expect(said(planOf({ id: uuidOf(1), state: 'extending' }))).to.deep.equal(['extend data: to 2 GiB']);
    expect(said(planOf({ state: 'releasing', erase: 'discard' }))).to.deep.equal([
      'erase data: 2 GiB, by discard',
    ]);
  });

  it('is nothing to what is missing or in quarantine', () => {
    const [missing, quarantined] = said(planOf({ state: 'missing' }, { state: 'quarantined' }));
    expect(missing).to.match(/^leave data: 2 GiB, missing/);
    expect(quarantined).to.match(/^leave data: 2 GiB, quarantined/);
  });

  it('is told before what stays as it is, in the plan’s order', () => {
    const plan = planOf(
      { name: 'a', state: 'in-use' },
      { name: 'c', state: 'releasing' },
      { name: 'd', state: 'available' },
      { name: 'b', state: 'available' },
    );
    expect(planActions(plan, []).map(({ name }) => name)).to.deep.equal(['d', 'b', 'c', 'a']);
  });
});
