import { expect } from 'chai';
import type { KeyRequest, PermissionRequest } from '../../../proto/channel.ts';
import { type AgentClient, aReport } from '../../support/agent-client.ts';
import { keyIn } from '../../support/keks.ts';
import { type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';
import { agentsOfSuite } from '../../support/session-suite.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const BOOT = '22222222-2222-4222-8222-222222222222';
const RUN = '6f1e2d3c-4b5a-4697-8877-665544332211';
const VOLUME = 'aaaaaaaa-0000-4000-8000-000000000001';
const KEY = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
const PERMISSION: PermissionRequest = {
  ...{
    id: 1,
    run: RUN,
    step: 'create_volumes',
    kind: 'deploy',
    nodeUuid: NODE,
    instanceUuid: '',
    project: 'p',
  },
};
const REQUEST: KeyRequest = { id: 2, run: RUN, volumeId: VOLUME };

describe('a question for a volume’s key', () => {
  let endpoint: SessionEndpoint;
  const { open } = agentsOfSuite(() => endpoint, { node: NODE, boot: BOOT });

  beforeEach(async () => {
    endpoint = await startEndpoint();
  });

  async function permitted(client: AgentClient, changes: Partial<PermissionRequest> = {}): Promise<boolean> {
    client.send({ type: 'permission-request', ...PERMISSION, ...changes });
    return (await client.next('permission-answer')).allowed;
  }

  async function ask(client: AgentClient, changes: Partial<KeyRequest> = {}) {
    client.send({ type: 'key-request', ...REQUEST, ...changes });
    return await client.next('key-answer');
  }

  function finished(sequence: number, client: AgentClient): void {
    const report = aReport('step-finished');
    client.report(sequence, { ...report, run: RUN } as typeof report);
  }

  it('of a run that was granted permission is answered with the key, under the number of the question', async () => {
    const client = await open();
    expect(await permitted(client)).to.equal(true);
    const { id, allowed, key } = await ask(client, { id: 77 });
    expect([id, allowed]).to.deep.equal([77, true]);
    expect(Buffer.from(key).equals(KEY)).to.equal(true);
    expect(endpoint.store.askedForKeys).to.deep.equal([
      {
        request: { type: 'key-request', ...REQUEST, id: 77 },
        granted: { type: 'permission-request', ...PERMISSION },
      },
    ]);
  });

  it('leaves no key in the registry’s memory that held it for the answer, and none in its log', async () => {
    const client = await open();
    await permitted(client);
    expect((await ask(client)).allowed).to.equal(true);
    expect(endpoint.store.givenKeys).to.have.length(1);
    expect(endpoint.store.givenKeys[0]?.every((byte) => byte === 0)).to.equal(true);
    expect(keyIn(JSON.stringify(endpoint.log), KEY)).to.equal(-1);
  });

  it('is put with the permission of this session alone: not of the one before, of another run, or of none', async () => {
    const client = await open();
    expect((await ask(client)).allowed).to.equal(false);
    await permitted(client);
    const other = await ask(client, { run: BOOT });
    expect([other.allowed, other.key.length]).to.deep.equal([false, 0]);
    const next = await open();
    expect((await ask(next)).allowed).to.equal(false);
    expect(await permitted(next)).to.equal(true);
    expect((await ask(next)).allowed).to.equal(true);
  });

  it('is put without permission when the step has reported its end, and when it was refused since', async () => {
    const client = await open();
    await permitted(client);
    finished(1, client);
    expect((await ask(client)).allowed).to.equal(false);
    await permitted(client);
    expect((await ask(client)).allowed).to.equal(true);
    endpoint.store.decision = () => ({ allowed: false, reason: 'no', desired: null });
    expect(await permitted(client)).to.equal(false);
    expect((await ask(client)).allowed).to.equal(false);
  });

  it('waits for the permission that was asked for before it, and for the reports that came before', async () => {
    const client = await open();
    endpoint.store.holdReports();
    client.report(1, aReport('inventory'));
    client.send({ type: 'permission-request', ...PERMISSION });
    client.send({ type: 'key-request', ...REQUEST });
    await client.roundTrip();
    expect(endpoint.store.askedForKeys).to.deep.equal([]);
    endpoint.store.releaseReports();
    expect((await client.next('key-answer')).allowed).to.equal(true);
    expect(endpoint.store.stored).to.have.length(1);
  });

  it('is refused to an agent that nobody vouched for, and asked of nobody', async () => {
    const client = await open({ header: null });
    const { allowed, reason, key } = await ask(client);
    expect([allowed, key.length]).to.deep.equal([false, 0]);
    expect(reason).to.include('does not know whose agent this is');
    expect(endpoint.store.askedForKeys).to.deep.equal([]);
  });

  it('ends its session when the store does not answer, and no other', async () => {
    const client = await open();
    await permitted(client);
    endpoint.store.failing.add('give');
    client.send({ type: 'key-request', ...REQUEST });
    expect(await client.next('refusal')).to.include({ code: 'STORE_FAILED', mayRetry: true });
    endpoint.store.failing.clear();
    const next = await open();
    await permitted(next);
    expect((await ask(next)).allowed).to.equal(true);
  });

  it('is no report, and a number on it ends its session', async () => {
    const client = await open();
    client.report(1, { type: 'key-request', ...REQUEST });
    expect(await client.next('refusal')).to.include({ code: 'MESSAGE_INVALID' });
    expect(endpoint.store.askedForKeys).to.deep.equal([]);
  });
});
