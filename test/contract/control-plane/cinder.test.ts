import { expect } from 'chai';
import { PageAgent } from '../../support/page-agent.ts';
import { GIB, type PageDisk, volumeReport } from '../../support/page-disks.ts';
import { PageRegistry } from '../../support/page-registry.ts';
import { uuidOf } from '../../support/registry-json.ts';
import { OpenstackClient } from './openstack-client.ts';

const NODE = uuidOf(7);
const MORE = uuidOf(8);

const RELEASES = [
  ['bookworm', /^openstack 6\./],
  ['trixie', /^openstack 7\./],
] as const;

function disk(serial: string, volumes: PageDisk['volumes'] = []): PageDisk {
  return {
    ...{ device: '/dev/nvme0n1', model: 'SSD', serial, sizeBytes: 100 * GIB, volumes },
    image: [{ name: 'root', bytes: 10 * GIB, filesystem: 'ext4' }],
  };
}

for (const [release, version] of RELEASES)
  describe(`the openstack command of Debian ${release}, at the door for clients of Cinder`, function () {
    this.timeout(900_000);
    let client: OpenstackClient;
    let registry: PageRegistry;
    let agent: PageAgent;

    before(async () => {
      client = await OpenstackClient.of(release);
      expect(await client.version()).to.match(version);
      registry = await PageRegistry.start();
      agent = await PageAgent.connect(registry.address, NODE, { systemSerial: 'SN-0007' });
      await agent.inventory([disk('S1')]);
      const other = await PageAgent.connect(registry.address, MORE, { systemSerial: 'SN-0008' });
      await other.inventory([disk('S2')]);
      await other.close();
      await registry.nameNode(NODE, 'rack1-07');
    });
    after(async () => {
      await agent?.close();
      await registry?.stop();
      client?.close();
    });

    const run = async (...argv: string[]) => await client.run(registry.url, 'web', 'volume', ...argv);
    const done = async (...argv: string[]) => {
      const { code, out, err } = await run(...argv);
      if (code !== 0) throw new Error(`openstack volume ${argv.join(' ')}: ${code}: ${out}${err}`);
      return out;
    };
    // biome-ignore lint/suspicious/noExplicitAny: tests look into it
    const json = async (...argv: string[]): Promise<any> => JSON.parse(await done(...argv, '-f', 'json'));
    const names = async (...argv: string[]) =>
      (await json('list', ...argv)).map((volume: Record<string, unknown>) => [volume.Name, volume.Status]);

    it('makes a volume on the node that a hint names, and extends, renames and deletes it until that is proven', async () => {
      const made = await json(
        ...['create', '--size', '2', '--hint', 'node=rack1-07', '--property', 'filesystem=xfs', 'data'],
      );
      expect(made).to.include({ name: 'data', status: 'creating', size: 2, type: 'local' });
      const plan = await agent.plan();
      expect(plan.volumes[0]).to.include({ id: made.id, name: 'data', filesystem: 'xfs', length: 2 * GIB });

      const report = volumeReport({
        id: made.id,
        name: 'data',
        project: 'web',
        offset: 50 * GIB,
        length: 2 * GIB,
      });
      await agent.changed('created', report, disk('S1', [report]));
      expect(await names()).to.deep.equal([['data', 'available']]);
      await done('set', '--name', 'other', '--property', 'set=db', '--property', 'on_release=keep', 'data');
      const shown = await json('show', 'other');
      expect(shown).to.include({ id: made.id, name: 'other', status: 'available' });
      expect(shown.properties).to.include({ set: 'db', on_release: 'keep', node: NODE });

      expect((await run('delete', 'other')).code).to.equal(1);
      expect(await names('--name', 'other')).to.deep.equal([['other', 'available']]);
      await done('set', '--property', 'on_release=erase', '--size', '3', made.id);
      expect(await json('show', made.id)).to.include({ status: 'extending', size: 2 });
      const larger = { ...report, length: 3 * GIB };
      await agent.changed('extended', larger, disk('S1', [larger]));
      expect(await json('show', made.id)).to.include({ status: 'available', size: 3 });

      await done('delete', 'other');
      expect(await json('show', made.id)).to.include({ status: 'deleting' });
      await agent.changed('released', larger, disk('S1'));
      const gone = await run('show', made.id);
      expect([gone.code, gone.err]).to.satisfy(
        ([code, err]: [number, string]) =>
          code === 1 && /No volume with a name or ID|could not be found/i.test(err),
      );
      expect(await names()).to.deep.equal([]);
    });

    it('places by other hints, lists what there is, and says what is wrong', async () => {
      const [type] = await json('type', 'list');
      expect(type).to.include({ Name: 'local' });
      const one = await json('create', '--size', '1', '--type', 'local', 'one');
      await done('create', '--size', '1', '--hint', `different_host=${one.id}`, 'two');
      const listed = await json('list', '--long');
      const nodes = listed.map((volume: { Properties: { node: string } }) => volume.Properties.node);
      expect(new Set(nodes)).to.deep.equal(new Set([NODE, MORE]));
      expect(await names('--limit', '1')).to.have.length(1);
      expect(await names('--status', 'creating', '--all-projects')).to.have.length(2);
      const taken = await run('create', '--size', '1', 'one');
      expect([taken.code, taken.err]).to.satisfy(
        ([code, err]: [number, string]) => code === 1 && /choose another name/.test(err),
      );
      const large = await run('create', '--size', '5000', 'large');
      expect(large.err).to.match(/no server has room/);
      await done('delete', 'one', 'two');
      expect(await names()).to.deep.equal([]);
    });
  });
