import { createServer } from 'node:net';
import { expect } from 'chai';
import { BmvError } from '../../../proto/error.ts';
import { IronicClient } from '../../../registry/ironic/client.ts';
import type { IronicOptions } from '../../../registry/ironic/http.ts';
import { ramdiskCheck } from '../../../registry/ironic/ramdisk-check.ts';
import { freePort } from '../../support/free-port.ts';
import { ScriptedIronic, type ScriptedIronicOptions } from '../../support/ironic-api.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const OTHER = '12121212-1212-4212-8212-121212121212';
const NONCE = 'a nonce that no error may show';

describe('the client of Ironic', () => {
  let ironic: ScriptedIronic;
  let client: IronicClient;

  async function start(
    options: ScriptedIronicOptions = {},
    changes: Partial<IronicOptions> = {},
  ): Promise<void> {
    ironic = await ScriptedIronic.start(options);
    client = new IronicClient({ url: ironic.url, pauseMs: 1, timeoutMs: 5000, ...changes }, 2);
  }

  afterEach(async () => {
    await client.close();
    await ironic.close();
  });

  async function errorOf(work: Promise<unknown>): Promise<BmvError> {
    const error = await work.catch((found: unknown) => found);
    if (!(error instanceof BmvError)) throw new Error(`no error of ours: ${JSON.stringify(error)}`);
    expect(error.message).to.not.contain('\n');
    expect(error.message).to.not.contain(NONCE);
    return error;
  }

  it('reads all nodes, page by page', async () => {
    await start({ maxLimit: 2 });
    for (let number = 1; number <= 5; number += 1)
      ironic.add(`${number}1111111-1111-4111-8111-111111111111`, number % 2 ? 'available' : 'wait call-back');
    ironic.add('61111111-1111-4111-8111-111111111111', 'active', { bmv_nonce: NONCE });
    const nodes = await client.nodes();
    expect(nodes.map(({ uuid }) => uuid[0])).to.deep.equal(['1', '2', '3', '4', '5', '6']);
    expect(nodes[1]).to.include({ provisionState: 'wait call-back', nonce: null });
    expect(nodes[5]).to.include({ provisionState: 'active', nonce: NONCE });
    ironic.nodes.clear();
    expect(await client.nodes()).to.deep.equal([]);
  });

  it('reads nodes that have a parent too, and all that an older Ironic has', async () => {
    await start();
    ironic.add(NODE, 'available').parent_node = OTHER;
    ironic.add(OTHER, 'available');
    expect(await client.nodes()).to.have.length(2);
    const older = await ScriptedIronic.start({ minor: 82, maxLimit: 1 });
    for (const uuid of [NODE, OTHER]) older.add(uuid, 'available');
    const other = new IronicClient({ url: older.url, pauseMs: 1 }, 1);
    expect(await other.putNonce(NODE, NONCE)).to.equal(true);
    expect(await other.nodes()).to.have.length(2);
    // It is asked in the new way once.
    expect(older.requests.filter((line) => line.startsWith('PATCH'))).to.have.length(2);
    expect(older.requests.filter((line) => line === 'GET /v1/nodes')).to.have.length(3);
    await other.close();
    await older.close();
  });

  it('reads one node, or that there is none', async () => {
    await start();
    ironic.add(NODE, 'active');
    expect(await client.node(NODE)).to.deep.equal({
      uuid: NODE,
      name: '',
      provisionState: 'active',
      nonce: null,
      instance: '',
      project: '',
    });
    expect(await client.node(OTHER)).to.equal(null);
  });

  it('puts a nonce, in place of one that is there, and leaves the rest of driver_info', async () => {
    await start();
    const node = ironic.add(NODE, 'available');
    expect(await client.putNonce(NODE, 'first')).to.equal(true);
    expect(await client.putNonce(NODE, NONCE)).to.equal(true);
    expect(node.driver_info).to.deep.equal({
      ...{ ipmi_address: '192.0.2.1', ipmi_password: '******', bmv_nonce: NONCE },
    });
  });

  it('removes a nonce, also where it is gone already', async () => {
    await start();
    ironic.add(NODE, 'available', { bmv_nonce: NONCE });
    expect(await client.removeNonce(NODE)).to.equal(true);
    expect(await client.removeNonce(NODE)).to.equal(true);
    expect(await client.removeNonce(OTHER)).to.equal(true);
    expect(ironic.nonceOf(NODE)).to.equal(undefined);
  });

  it('tries again while the node is locked, and says in the end that it cannot be changed now', async () => {
    await start();
    ironic.add(NODE, 'available');
    ironic.troubles.push({ method: 'PATCH', status: 409 }, { method: 'PATCH', status: 409 });
    expect(await client.putNonce(NODE, NONCE)).to.equal(true);
    ironic.locked.add(NODE);
    ironic.requests.length = 0;
    expect(await client.putNonce(NODE, NONCE)).to.equal(false);
    expect(ironic.requests).to.have.length(4);
  });

  it('says that a node cannot be changed while it deploys', async () => {
    await start();
    ironic.add(NODE, 'wait call-back');
    expect(await client.putNonce(NODE, NONCE)).to.equal(false);
    expect(ironic.nonceOf(NODE)).to.equal(undefined);
  });

  it('tries again when Ironic is in trouble or cuts the connection', async () => {
    await start();
    ironic.add(NODE, 'available');
    ironic.troubles.push({ method: 'PATCH', status: 503 }, { method: 'PATCH', status: 500, isCut: true });
    ironic.troubles.push({ method: 'GET', status: 504 });
    expect(await client.putNonce(NODE, NONCE)).to.equal(true);
    expect(await client.node(NODE)).to.include({ nonce: NONCE });
  });

  it('gives up in the end, in one line that names Ironic, the request and the answer', async () => {
    await start();
    for (let times = 0; times < 4; times += 1) ironic.troubles.push({ method: 'GET', status: 503 });
    const error = await errorOf(client.nodes());
    expect(error.code).to.equal('IRONIC_FAILED');
    expect(error.message).to.match(
      /^Ironic at http:\/\/127\.0\.0\.1:\d+ answers 503 to GET \/v1\/nodes\?.*: in trouble$/,
    );
  });

  it('does not show the nonce, even where Ironic quotes it', async () => {
    await start();
    ironic.add(NODE, 'available');
    const text = `Couldn't apply patch '{"op": "add", "value": "${NONCE}"}'.\nReason: it is so`;
    ironic.troubles.push({ method: 'PATCH', status: 400, text });
    const error = await errorOf(client.putNonce(NODE, NONCE));
    expect(error.message).to.match(/answers 400 to PATCH .*"\(hidden\)".* Reason: it is so$/);
  });

  it('shows its user and password, and says when they are wrong', async () => {
    await start(
      { basic: 'registry:hunter2' },
      { auth: { kind: 'http_basic', username: 'registry', password: 'hunter2' } },
    );
    ironic.add(NODE, 'available');
    expect(await client.putNonce(NODE, NONCE)).to.equal(true);
    const stranger = new IronicClient({ url: ironic.url });
    const error = await errorOf(stranger.nodes());
    expect(error.message).to.match(/answers 401 to GET .*: Incorrect username or password; check its user/);
    await stranger.close();
  });

  it('shows a token of Keystone, and another one when that has ended', async () => {
    const valid = new Set(['first']);
    const expired: string[] = [];
    const given = ['first', 'second'];
    const tokens = {
      token: async () => given[0] ?? 'none',
      expired: (token: string) => {
        expired.push(token);
        given.shift();
      },
    };
    await start({ tokens: valid }, { auth: { kind: 'keystone', tokens } });
    ironic.add(NODE, 'available');
    expect(await client.putNonce(NODE, NONCE)).to.equal(true);
    valid.clear();
    valid.add('second');
    expect(await client.node(NODE)).to.include({ nonce: NONCE });
    expect(expired).to.deep.equal(['first']);
    valid.clear();
    expect((await errorOf(client.nodes())).message).to.match(/answers 401 to GET .*check its user/);
  });

  it('asks for a version that Ironic has had for years, and says when it has not', async () => {
    await start({ minor: 40 });
    expect((await errorOf(client.nodes())).message).to.match(/406.*not supported.*check the API version/);
  });

  it('says when Ironic hides driver_info from its user', async () => {
    await start();
    ironic.add(NODE, 'available');
    ironic.isRedacting = true;
    expect((await errorOf(client.nodes())).message).to.match(/hides driver_info; its user needs/);
  });

  it('says when nobody answers, or somebody else', async () => {
    await start();
    const nobody = new IronicClient({ url: `http://127.0.0.1:${await freePort()}`, attempts: 1 });
    expect((await errorOf(nobody.nodes())).message).to.match(
      /does not answer GET .*ECONNREFUSED.*check its URL/,
    );
    await nobody.close();
    const other = new IronicClient({ url: `${ironic.url}/elsewhere` });
    expect((await errorOf(other.nodes())).message).to.match(/answers 404/);
    await other.close();
  });

  it('does not wait for ever for one that says nothing', async () => {
    await start();
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const waiting = new IronicClient({ url: `http://127.0.0.1:${port}`, attempts: 1, timeoutMs: 1100 });
    expect((await errorOf(waiting.nodes())).code).to.equal('IRONIC_FAILED');
    await waiting.close();
    silent.close();
  });

  it('refuses a URL that is none, or that has credentials in it', async () => {
    await start();
    for (const url of ['ironic', 'ftp://ironic', 'http://user:secret@ironic:6385'])
      expect(() => new IronicClient({ url })).to.throw(BmvError, /must be http/);
  });

  it('tells whether an agent may be running on a node', async () => {
    await start();
    const mayRun = ramdiskCheck(client);
    ironic.add(NODE, 'wait call-back');
    expect([await mayRun(NODE), await mayRun(OTHER)]).to.deep.equal([true, false]);
    ironic.add(NODE, 'active');
    expect(await mayRun(NODE)).to.equal(false);
  });
});
