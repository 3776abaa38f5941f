import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import pino from 'pino';
import { IronicClient } from '../../../registry/ironic/client.ts';
import { InstanceWatch } from '../../../registry/ironic/instance-watch.ts';
import { StoredInstances } from '../../../registry/requests/stored-instances.ts';
import { ApiWorld, WEB_NODE } from '../../support/api-world.ts';
import { ScriptedIronic, type ScriptedNode } from '../../support/ironic-api.ts';
import { volumeId } from '../../support/registry-records.ts';
import { BACKENDS } from '../../support/stores.ts';

const INSTANCE = 'cccccccc-1111-4111-8111-111111111111';

for (const backend of BACKENDS)
  describe(`the watch for instances on ${backend}`, function () {
    this.timeout(120_000);
    let ironic: ScriptedIronic;
    let client: IronicClient;
    let world: ApiWorld;
    let node: ScriptedNode;

    beforeEach(async () => {
      ironic = await ScriptedIronic.start();
      client = new IronicClient({ url: ironic.url, attempts: 1 });
      world = await ApiWorld.make({ backend });
      node = ironic.add(WEB_NODE, 'active');
      Object.assign(node, { instance_uuid: INSTANCE, lessee: 'web' });
    });
    afterEach(async () => {
      await client.close();
      await ironic.close();
    });

    /** A process that watches. */
    function process(defaultProject = '') {
      const logger = pino({ level: 'silent' });
      const context = { store: world.api.store, logger, newId: randomUUID, poke: async () => {} };
      const store = new StoredInstances(context);
      const watch = new InstanceWatch({ ironic: client, store, logger, defaultProject });
      const nodes = async () => await client.nodes();
      const look = async () => await watch.look(await nodes(), await watch.nowMs());
      return { watch, nodes, look };
    }
    const goesWithInstance = async () => {
      const { status } = await world.api.post(`/v1/volumes/${volumeId(1)}/update`, {
        on_instance_delete: 'release',
      });
      expect(status).to.equal(200);
    };
    const state = async () => (await world.api.get(`/v1/volumes/${volumeId(1)}`)).json.state;
    const gone = async () =>
      (await world.api.get(`/v1/events?node=${WEB_NODE}`)).json.events.filter(
        ({ kind }: { kind: string }) => kind === 'instance.gone',
      );
    const deleteInstance = (provision_state = 'cleaning') =>
      Object.assign(node, { provision_state, instance_uuid: null, lessee: null, instance_info: {} });

    it('releases what goes with an instance when it is deleted, once, whatever process sees it', async () => {
      await goesWithInstance();
      const [one, other] = [process(), process()];
      await one.look();
      await other.look();
      node.provision_state = 'deleting';
      await one.look();
      expect(await state()).to.equal('available');
      deleteInstance();
      await Promise.all([one.look(), other.look()]);
      expect(await state()).to.equal('releasing');
      const [event, ...more] = await gone();
      expect(more).to.deep.equal([]);
      expect(event.actor.kind).to.equal('registry');
      expect(event.details).to.deep.equal({ instance: INSTANCE, released: [volumeId(1)], kept: [] });
      const { json } = await world.api.get(`/v1/nodes/${WEB_NODE}/plan`);
      expect(json.volumes[0]).to.include({ id: volumeId(1), state: 'releasing' });
    });

    it('sees it after a restart too, and keeps volumes without that policy', async () => {
      await process().look();
      deleteInstance('available');
      await process().look();
      expect(await state()).to.equal('available');
      expect((await gone())[0].details).to.deep.equal({ instance: INSTANCE, released: [], kept: [] });
    });

    it('lets a policy count that is older than the last sight of the instance alone', async () => {
      const watching = process();
      await watching.look();
      await goesWithInstance();
      deleteInstance();
      await watching.look();
      expect(await state()).to.equal('available');
      expect((await gone())[0].details.kept).to.deep.equal([{ volume: volumeId(1), why: 'policy-is-newer' }]);
    });

    it('believes a policy that was chosen while the instance ran, and was seen to run on', async () => {
      const watching = process();
      await watching.look();
      await goesWithInstance();
      await new Promise((resolve) => setTimeout(resolve, 10));
      await watching.look();
      deleteInstance();
      await watching.look();
      expect(await state()).to.equal('releasing');
    });

    it('believes no old list: Ironic is asked once more about the node', async () => {
      await goesWithInstance();
      const [fast, slow] = [process(), process()];
      Object.assign(node, { provision_state: 'available', instance_uuid: null });
      const old = await slow.nodes();
      const askedAtMs = await slow.watch.nowMs();
      Object.assign(node, { provision_state: 'active', instance_uuid: INSTANCE });
      await fast.look();
      await slow.watch.look(old, askedAtMs);
      expect([await state(), await gone()]).to.deep.equal(['available', []]);
    });

    it('releases nothing while Ironic does not answer, or does not know the node, and does at the next look', async () => {
      await goesWithInstance();
      const watching = process();
      await watching.look();
      deleteInstance();
      const nodes = await watching.nodes();
      const askedAtMs = await watching.watch.nowMs();
      ironic.troubles.push({ method: 'GET', status: 500 });
      await watching.watch.look(nodes, askedAtMs);
      ironic.nodes.delete(WEB_NODE);
      await watching.watch.look(nodes, askedAtMs);
      expect([await state(), await gone()]).to.deep.equal(['available', []]);
      ironic.nodes.set(WEB_NODE, node);
      await watching.look();
      expect(await state()).to.equal('releasing');
    });

    it('keeps what is not of the instance’s project, or where nobody says whose it was', async () => {
      await goesWithInstance();
      const watching = process();
      Object.assign(node, { lessee: null, instance_info: { project_id: 'other' } });
      await watching.look();
      deleteInstance();
      await watching.look();
      expect((await gone())[0].details.kept).to.deep.equal([{ volume: volumeId(1), why: 'other-project' }]);
      Object.assign(node, { provision_state: 'active', instance_uuid: INSTANCE });
      await watching.look();
      deleteInstance();
      await watching.look();
      expect(await state()).to.equal('available');
    });

    it('takes the default project for an instance of which Ironic names none', async () => {
      await goesWithInstance();
      const watching = process('web');
      node.lessee = null;
      await watching.look();
      deleteInstance();
      await watching.look();
      expect(await state()).to.equal('releasing');
    });
  });
