import { expect } from 'chai';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import { cloudMounts } from '../../../registry/decisions/cloud-mounts.ts';
import type { Volume } from '../../../registry/model.ts';
import { aVolume, volumeId } from '../../support/registry-records.ts';

const link = (n: number) => `/dev/disk/by-partuuid/${volumeId(n)}`;
const PATIENT = 'nofail,x-systemd.device-timeout=180s';
const GROWN = `defaults,${PATIENT},x-systemd.growfs`;

function mountsOf(...volumes: readonly Partial<Volume>[]): readonly unknown[] {
  const text = cloudMounts(
    volumes.map((changes, index) => aVolume({ id: volumeId(index + 1), ...changes })),
    'web',
  );
  if (text === '') return [];
  expect(text).to.match(/^#cloud-config\n\{.*\}\n$/);
  return JSON.parse(text.slice('#cloud-config\n'.length)).mounts;
}

describe('what cloud-init is told of volumes', () => {
  it('is where to mount each, by its id, outer ones first, and that a boot goes on without', () => {
    expect(
      mountsOf(
        { mountPoint: '/srv/b', filesystem: 'xfs' },
        { mountPoint: '/srv', filesystem: 'ext4' },
        { mountPoint: '/old', filesystem: 'unknown' },
        { mountPoint: '/swap', filesystem: 'swap' },
      ),
    ).to.deep.equal([
      [link(3), '/old', 'auto', `defaults,${PATIENT}`, '0', '0'],
      [link(2), '/srv', 'ext4', GROWN, '0', '2'],
      [link(1), '/srv/b', 'xfs', GROWN, '0', '0'],
      [link(4), 'none', 'swap', `sw,${PATIENT}`, '0', '0'],
    ]);
  });

  for (const way of ['fstab', 'gpt-auto', 'ignition', 'none'] as const)
    it(`is nothing of a volume that is told by ${way}`, () => {
      expect(mountsOf({ mountPoint: '/srv', tell: [way] })).to.deep.equal([]);
      expect(mountsOf({ mountPoint: '/srv', tell: ['cloud-init'] })).to.have.length(1);
    });

  it('adds to what other vendor data says', () => {
    const { merge_how: how } = JSON.parse(cloudMounts([aVolume()], 'web').slice('#cloud-config\n'.length));
    expect(how.map(({ name }: { name: string }) => name)).to.deep.equal(['list', 'dict']);
  });

  it('is nothing of another project, without a project, or of what has no mount point or filesystem', () => {
    const nothing = [{ project: 'bank' }, { mountPoint: '' }, { filesystem: 'none' as const }];
    for (const changes of nothing) expect(mountsOf(changes)).to.deep.equal([]);
    expect(cloudMounts([aVolume({ project: '', state: 'quarantined' })], '')).to.equal('');
  });

  const told = ['reserved', 'creating', 'available', 'in-use', 'extending'];
  for (const state of VOLUME_STATES)
    it(`is ${told.includes(state) ? 'something' : 'nothing'} of a volume that is ${state}`, () => {
      expect(mountsOf({ state })).to.have.length(told.includes(state) ? 1 : 0);
    });

  for (const mountPoint of ['/a b', '/a#', '/a"', '/a%h', '/a$b', '/a\\040', '/proc/x', '/dev', '/run'])
    it(`is nothing of a volume at ${mountPoint}`, () => expect(mountsOf({ mountPoint })).to.deep.equal([]));

  it('is nothing of two volumes at one place, and all of the others', () => {
    expect(mountsOf({ mountPoint: '/a' }, { mountPoint: '/a' }, { mountPoint: '/devices' })).to.deep.equal([
      [link(3), '/devices', 'ext4', GROWN, '0', '2'],
    ]);
  });
});
