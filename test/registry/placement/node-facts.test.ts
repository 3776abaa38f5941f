import { expect } from 'chai';
import { NodeFactsCache } from '../../../registry/placement/node-facts.ts';
import { ApiWorld, diskOf, FREE_NODE, newVolume, OTHER_NODE, WEB_NODE } from '../../support/api-world.ts';
import { anInventory, MIB } from '../../support/registry-records.ts';
import { until } from '../../support/until.ts';

describe('facts of nodes', () => {
  it('are those of the moment of the question, whoever changed them', async () => {
    const { api, free } = await ApiWorld.make();
    // Of another process.
    const facts = new NodeFactsCache(api.store);
    const largest = async () => (await facts.of([FREE_NODE])).get(FREE_NODE)?.largestFreeBytes ?? 0;
    expect(await largest()).to.equal(97 * MIB);
    await api.post('/v1/volumes', newVolume(FREE_NODE));
    expect(await largest()).to.equal(87 * MIB);
    const disks = [diskOf(FREE_NODE, { free: [{ offset: MIB, length: 50 * MIB }] })];
    await free.report({ type: 'inventory', ...anInventory([], { disks }) });
    expect(await largest()).to.equal(40 * MIB);
    for (const { node, largestFreeBytes } of await facts.all())
      if (node === FREE_NODE) expect(largestFreeBytes).to.equal(40 * MIB);
  });

  it('are taken anew of those nodes alone that changed', async () => {
    const { api } = await ApiWorld.make();
    const facts = new NodeFactsCache(api.store);
    expect([...(await facts.all())].map(({ node }) => node)).to.have.members([
      WEB_NODE,
      FREE_NODE,
      OTHER_NODE,
    ]);
    const before = (await facts.of([WEB_NODE])).get(WEB_NODE);
    await api.post('/v1/volumes', newVolume(FREE_NODE));
    await facts.all();
    expect((await facts.of([WEB_NODE])).get(WEB_NODE)).to.equal(before);
    expect(facts.size).to.equal(3);
  });

  it('that many ask for at the same time are taken once, and miss nothing that came before the question', async () => {
    const { api } = await ApiWorld.make();
    const facts = new NodeFactsCache(api.store, { chunk: 1 });
    const read = api.store.read.bind(api.store);
    let reads = 0;
    api.store.read = async (query) => {
      reads += 1;
      return await read(query);
    };
    const first = facts.all();
    const second = api.post('/v1/volumes', newVolume(FREE_NODE)).then(async () => await facts.all());
    const third = facts.all();
    await Promise.all([first, third]);
    const largest = [...(await second)].find(({ node }) => node === FREE_NODE)?.largestFreeBytes;
    expect(largest).to.equal(87 * MIB);
    // A look at the generations for each question, and one at each node, and one more at that which changed.
    expect(reads).to.be.at.most(12);
  });

  it('are kept fresh, so that a question finds them taken, until that is ended', async () => {
    const { api } = await ApiWorld.make();
    const facts = new NodeFactsCache(api.store);
    const stop = facts.keepFresh(5);
    await until(() => facts.size === 3);
    const read = api.store.read.bind(api.store);
    let reads = 0;
    api.store.read = async (query) => {
      reads += 1;
      return await read(query);
    };
    await api.post('/v1/volumes', newVolume(FREE_NODE));
    await until(() => reads > 10);
    stop();
    await facts.all();
    reads = 0;
    const largest = [...(await facts.all())].find(({ node }) => node === FREE_NODE)?.largestFreeBytes;
    expect(largest).to.equal(87 * MIB);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(reads).to.equal(1);
  });

  it('are none for nodes that nobody knows', async () => {
    const { api } = await ApiWorld.make();
    expect((await api.facts.of([crypto.randomUUID()])).size).to.equal(0);
    expect((await api.facts.of([])).size).to.equal(0);
  });
});
