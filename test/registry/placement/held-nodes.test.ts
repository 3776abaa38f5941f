import { expect } from 'chai';
import { heldNodes } from '../../../registry/placement/held-nodes.ts';
import { ApiWorld, FREE_NODE, newVolume, OTHER_NODE, WEB_NODE } from '../../support/api-world.ts';

describe('held nodes', () => {
  it('are those with a volume that is not released, or in doubt, as of the moment of the question', async () => {
    const { api } = await ApiWorld.make();
    const held = heldNodes(api.facts);
    const now = async () => [...(await held.all())].filter(([, isHeld]) => isHeld).map(([node]) => node);
    expect(await now()).to.have.members([WEB_NODE, OTHER_NODE]);
    expect((await held.all()).get(FREE_NODE)).to.equal(false);
    const { json } = await api.post('/v1/volumes', newVolume(FREE_NODE));
    expect(await held.of(FREE_NODE)).to.equal(true);
    expect(await now()).to.include(FREE_NODE);
    await api.post(`/v1/volumes/${json.volume.id}/cancel`, {});
    expect(await held.of(FREE_NODE)).to.equal(false);
    expect(await now()).to.not.include(FREE_NODE);
    expect(await held.of('99999999-9999-4999-8999-999999999999')).to.equal(null);
  });
});
