import { expect } from 'chai';
import { ownedEvent, ownedInventory } from '../../../registry/decisions/default-project.ts';
import { permission } from '../../../registry/decisions/tenancy.ts';
import {
  aDiskReport,
  anInventory,
  aState,
  aVolume,
  aVolumeEvent,
  shown,
  volumeId,
} from '../../support/registry-records.ts';

describe('the default project', () => {
  const nobodys = shown(aVolume({ project: '' }));
  const webs = shown(aVolume({ id: volumeId(2), project: 'web' }));

  it('owns volumes for which nobody named one, and no others', () => {
    const inventory = anInventory([], { disks: [aDiskReport({ volumes: [nobodys, webs] })] });
    const projects = ownedInventory(inventory, 'lab').disks[0]?.volumes.map(({ project }) => project);
    expect(projects).to.deep.equal(['lab', 'web']);
    expect(ownedEvent(aVolumeEvent('created', nobodys), 'lab').volume.project).to.equal('lab');
    expect(ownedEvent(aVolumeEvent('created', webs), 'lab').volume.project).to.equal('web');
  });

  it('is none by default: what came is as it came', () => {
    const inventory = anInventory([nobodys]);
    expect(ownedInventory(inventory, '')).to.equal(inventory);
    const event = aVolumeEvent('created', nobodys);
    expect(ownedEvent(event, '')).to.equal(event);
  });

  it('is whom a deployment is for, for which Ironic names none', () => {
    const request = {
      ...{ id: 1, run: volumeId(8), step: 'write_image', kind: 'deploy' as const, nodeUuid: volumeId(9) },
      ...{ instanceUuid: '', project: '' },
    };
    const state = aState({ volumes: [aVolume({ project: 'lab' })] });
    const strict = { allowUnknownNodes: false, defaultProject: '' };
    expect(permission(request, state, { ...strict, defaultProject: 'lab' }).allowed).to.equal(true);
    expect(permission(request, state, strict).allowed).to.equal(false);
    expect(
      permission({ ...request, project: 'web' }, state, { ...strict, defaultProject: 'lab' }).allowed,
    ).to.equal(false);
  });
});
