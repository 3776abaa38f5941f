import { expect } from 'chai';
import { bmv, bmvJson } from '../../support/bmv.ts';
import { NODE_UUID, nodeJson, uuidOf, VOLUME_ID } from '../../support/registry-json.ts';
import { ScriptedRegistry } from '../../support/scripted-registry.ts';

const GIB = 1024 ** 3;

const ANSWER = {
  candidates: [
    {
      node: NODE_UUID,
      name: 'rack1-07',
      volumes: [VOLUME_ID],
      largest_bytes: 5 * GIB,
      ready: true,
      not_ready: [],
    },
    {
      node: uuidOf(2),
      name: '',
      volumes: [],
      largest_bytes: 20 * GIB,
      ready: false,
      not_ready: ['a step runs on it'],
    },
  ],
  candidate_nodes: [NODE_UUID, uuidOf(2)],
  found: 3,
  rejected: [
    { node: uuidOf(3), reasons: [{ code: 'no-space', message: 'its largest free space is 1 GiB' }] },
  ],
};

describe('bmv place', () => {
  let registry: ScriptedRegistry;

  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
    registry
      .on('POST', '/v1/placement/candidates', ANSWER)
      .on('GET', '/v1/nodes', { nodes: [nodeJson()], next: null });
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  it('shows which nodes would do, best first, and why others will not', async () => {
    const { code, out } = await bmv(['place', '--size', '1G', '--registry', registry.url]);
    expect(code).to.equal(0);
    expect(out.split('\n')).to.deep.equal([
      'name      uuid                                  ready              volumes  largest new',
      `rack1-07  ${NODE_UUID}  yes                      1        5 GiB`,
      `          ${uuidOf(2)}  a step runs on it        0       20 GiB`,
      '1 other node would do too; --limit shows them',
      `${uuidOf(3)}: its largest free space is 1 GiB (no-space)`,
      `openstack baremetal allocation create --resource-class baremetal --candidate-node ${NODE_UUID} --candidate-node ${uuidOf(2)}`,
      '',
    ]);
    expect(registry.asked[0]?.body).to.deep.equal({
      volumes: [],
      set: '',
      ready: false,
      limit: 100,
      size_bytes: GIB,
    });
  });

  it('prints a line for Ironic with the resource class that was named, quoted for a shell', async () => {
    const of = async (name: string) =>
      (await bmv(['place', '--size', '1G', '--resource-class', name, '--registry', registry.url])).out;
    expect(await of('db.large')).to.contain('create --resource-class db.large --candidate-node');
    expect(await of("it's $1")).to.contain("create --resource-class 'it'\\''s $1' --candidate-node");
  });

  it('asks for all that is wanted, and gives programs the answer as it is', async () => {
    const argv = [
      '--project',
      'web',
      '--volume',
      'data',
      '--volume',
      'logs',
      '--set',
      'db',
      '--ready',
      '--limit',
      '2',
    ];
    const { code, json } = await bmvJson(
      'place',
      ...argv,
      '--candidate',
      'rack1-07',
      '--candidate',
      uuidOf(2),
      '--registry',
      registry.url,
    );
    expect({ code, json }).to.deep.equal({ code: 0, json: ANSWER });
    expect(registry.asked.at(-1)?.body).to.deep.equal({
      ...{ project: 'web', volumes: ['data', 'logs'], set: 'db', ready: true, limit: 2 },
      candidates: [NODE_UUID, uuidOf(2)],
    });
  });

  it('ends with 3 where no node will do', async () => {
    registry.on('POST', '/v1/placement/candidates', {
      candidates: [],
      candidate_nodes: [],
      found: 0,
      rejected: [],
    });
    const { code, out } = await bmv(['place', '--set', 'db', '--registry', registry.url]);
    expect({ code, out }).to.deep.equal({ code: 3, out: 'no node will do\n' });
  });
});
