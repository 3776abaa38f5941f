import { expect } from 'chai';
import { toldBy, toldVolumes } from '../../../agent/tell/told-volume.ts';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import { BmvError } from '../../../proto/error.ts';
import { aFoundVolume } from '../../support/told-volumes.ts';

const INSTANCE = { project: 'p1', rootDevice: '/dev/sda' };
const OTHER_ID = '00000000-0000-4000-8000-000000000001';

/** Names of what is told, then what is said of the others. */
function told(found: Parameters<typeof toldVolumes>[0], instance = INSTANCE): readonly string[] {
  const { volumes, notes } = toldVolumes(found, instance);
  return [...volumes.map(({ name }) => name), ...notes];
}

describe('the volumes that an instance is told of', () => {
  it('are those of its project, and those of none', () => {
    expect(told([aFoundVolume()])).to.deep.equal(['data']);
    expect(told([aFoundVolume({ project: '' })], { ...INSTANCE, project: '' })).to.deep.equal(['data']);
  });

  it("are never another project's", () => {
    expect(told([aFoundVolume({ project: 'p2' })]).join()).to.match(
      /^the instance is not told.*another project$/,
    );
  });

  it('are those of any project where Ironic has no tenants', () => {
    expect(told([aFoundVolume()], { ...INSTANCE, project: '' })).to.deep.equal(['data']);
  });

  for (const state of VOLUME_STATES)
    it(`are ${['available', 'reserved', 'in-use'].includes(state) ? '' : 'not '}those in state ${state}`, () => {
      const [first] = told([aFoundVolume({ state })]);
      expect(first === 'data').to.equal(['available', 'reserved', 'in-use'].includes(state));
    });

  it('are not those that the table does not list, and not those that are told none', () => {
    expect(told([aFoundVolume({}, { isListed: false })]).join()).to.contain('does not list it');
    expect(told([aFoundVolume({ tell: ['none'] })])).to.deep.equal([]);
  });

  for (const encryption of ['luks2', 'opaque'] as const)
    it(`are those that are encrypted too (${encryption}), of which no mount is told, whatever is said of it`, () => {
      for (const tell of [undefined, ['none']] as const) {
        const { volumes, notes } = toldVolumes(
          [aFoundVolume({ encryption, ...(tell ? { tell } : {}) })],
          INSTANCE,
        );
        expect(volumes.map((volume) => [volume.name, volume.encryption, volume.ways])).to.deep.equal([
          ['data', encryption, []],
        ]);
        expect(notes).to.deep.equal([]);
      }
      expect(told([aFoundVolume({ encryption, tell: ['fstab'] })]).join()).to.contain('it is encrypted');
      expect(told([aFoundVolume({ encryption, project: 'p2' })])).to.deep.equal([]);
    });

  it('are in no way mounted without a mount point, and no word is lost of those that are not told then', () => {
    const { volumes } = toldVolumes([aFoundVolume({ mountPoint: '' })], INSTANCE);
    expect(volumes.map(({ ways }) => ways)).to.deep.equal([[]]);
    expect(told([aFoundVolume({ mountPoint: '', project: 'p2' })])).to.deep.equal([]);
  });

  it('are mounted by their type only on the disk of the root filesystem', () => {
    const tell = ['gpt-auto'] as const;
    expect(toldBy('gpt-auto', toldVolumes([aFoundVolume({ tell })], INSTANCE).volumes)).to.have.length(1);
    expect(told([aFoundVolume({ tell }, { device: '/dev/sdb' })]).join()).to.contain('root filesystem');
  });

  it('come with what holds another first', () => {
    const inner = aFoundVolume({ id: OTHER_ID, name: 'inner', mountPoint: '/srv/inner' });
    expect(told([inner, aFoundVolume()])).to.deep.equal(['data', 'inner']);
  });

  it('are refused where two would be mounted at one place', () => {
    const twin = aFoundVolume({ id: OTHER_ID, name: 'twin' }, { device: '/dev/sdb' });
    expect(() => toldVolumes([aFoundVolume(), twin], INSTANCE))
      .to.throw(
        BmvError,
        /two volumes at \/srv, "twin" on \/dev\/sdb and "data" on \/dev\/sda; .*step tell_volumes/,
      )
      .with.property('code', 'STEP_REFUSED');
    const untold = { ...twin, claim: { ...twin.claim, tell: ['none'] as const } };
    expect(told([aFoundVolume(), untold])).to.deep.equal(['data']);
  });

  it('do not include one with a mount point that not every system can read', () => {
    expect(told([aFoundVolume({ mountPoint: '/srv/a b' })]).join()).to.contain('choose another');
  });
});
