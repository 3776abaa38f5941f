import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { nameNodes } from '../../../registry/store/node-names.ts';
import { addNode, readNode } from '../../../registry/store/nodes.ts';
import { BACKENDS, storeOfSuite } from '../../support/stores.ts';

for (const backend of BACKENDS)
  describe(`names that Ironic gives nodes, in ${backend}`, function () {
    this.timeout(300_000);
    const store = storeOfSuite(backend);

    it('are kept of nodes that have reported, and follow each change', async () => {
      const [one, two, stranger] = [randomUUID(), randomUUID(), randomUUID()];
      await store().transaction(async (tx) => {
        for (const uuid of [one, two]) await addNode(tx, uuid);
      });
      const names = async () =>
        await Promise.all(
          [one, two, stranger].map(
            async (uuid) => (await store().read((view) => readNode(view, uuid)))?.name,
          ),
        );
      const called = (name: string) =>
        new Map([
          [one, name],
          [stranger, 'stranger'],
        ]);
      await nameNodes(store(), called('rack-1'));
      expect(await names()).to.deep.equal(['rack-1', '', undefined]);
      await nameNodes(store(), called('rack-2'));
      await nameNodes(store(), called('rack-2'));
      await nameNodes(store(), new Map());
      expect(await names()).to.deep.equal(['rack-2', '', undefined]);
      await nameNodes(store(), called(''));
      expect(await names()).to.deep.equal(['', '', undefined]);
    });
  });
