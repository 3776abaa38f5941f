import { expect } from 'chai';
import { repetitionOf } from '../../../registry/requests/new-volume.ts';
import { ApiWorld, FREE_NODE, newVolume } from '../../support/api-world.ts';
import { aReservation, aVolume, MIB, volumeId } from '../../support/registry-records.ts';

const ASKED = {
  kind: 'reserve',
  node: aVolume().node,
  request: {
    ...{ id: volumeId(1), name: 'data', project: 'web', set: '', mountPoint: '/data', erase: 'zero' },
    ...{ sizeBytes: 10 * MIB, disks: [], filesystem: 'ext4', label: '' },
  },
} as const;

describe('requests for volumes', () => {
  it('are known again by id, while what they made is as they asked', () => {
    const made = aReservation();
    expect(repetitionOf(ASKED, [made])).to.equal(made);
    expect(repetitionOf(ASKED, [aVolume()])?.state).to.equal('available');
    const others = [
      aReservation({ id: volumeId(2) }),
      aReservation({ name: 'other' }),
      aReservation({ project: 'db' }),
      aReservation({ set: 'of one' }),
      aReservation({ node: volumeId(9) }),
      aReservation({ length: 11 * MIB }),
      aReservation({ isAdopted: true }),
      aReservation({ state: 'released' }),
    ];
    for (const other of others) expect(repetitionOf(ASKED, [other]), JSON.stringify(other)).to.equal(null);
  });

  it('are known again when the volume is being extended, or their size was rounded', () => {
    expect(repetitionOf(ASKED, [aVolume({ wantedLength: 20 * MIB })])).to.not.equal(null);
    const odd = { ...ASKED, request: { ...ASKED.request, sizeBytes: 10 * MIB - 3 } };
    expect(repetitionOf(odd, [aReservation()])).to.not.equal(null);
  });

  it('succeed, and say so in the log, where the agent cannot be told of its plan at once', async () => {
    const { api } = await ApiWorld.make();
    api.poked.push = () => {
      throw new Error('the hub is gone');
    };
    expect((await api.post('/v1/volumes', newVolume(FREE_NODE))).status).to.equal(201);
    expect(api.log.map(({ msg }) => msg)).to.include(
      'an agent was not told of its new plan; it is in a moment',
    );
  });
});
