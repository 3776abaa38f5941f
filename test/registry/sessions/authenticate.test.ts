import { expect } from 'chai';
import { authHeader } from '../../../proto/agent-auth.ts';
import { makeChallenge } from '../../../registry/sessions/challenge.ts';
import { credentialOf } from '../../../registry/sessions/credential.ts';
import {
  AgentClient,
  type AgentSays,
  getChallenge,
  outcomeOf,
  UpgradeRefused,
} from '../../support/agent-client.ts';
import {
  AGENT_KEY,
  type EndpointOptions,
  type SessionEndpoint,
  startEndpoint,
} from '../../support/session-endpoint.ts';

const NODE = '11111111-1111-4111-8111-111111111111';
const OTHER_NODE = '12121212-1212-4212-8212-121212121212';
const BOOT = '22222222-2222-4222-8222-222222222222';
const OTHER_BOOT = '23232323-2323-4323-8323-232323232323';
const NONCE = 'a nonce of 256 bits, brought by Ironic';
const YEAR_MS = 365 * 86_400_000;

describe('an agent that connects', () => {
  let endpoint: SessionEndpoint;
  const clients: AgentClient[] = [];

  async function start(options: EndpointOptions = {}): Promise<void> {
    endpoint = await startEndpoint(options);
    await endpoint.store.putNonce(NODE, NONCE, Date.now() + 60_000);
  }

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await endpoint.close();
  });

  async function open(says: Partial<AgentSays> = {}): Promise<AgentClient> {
    const client = await AgentClient.open(endpoint, { node: NODE, boot: BOOT, ...says });
    clients.push(client);
    return client;
  }

  async function outcome(says: Partial<AgentSays>): Promise<string> {
    return await outcomeOf(endpoint, { node: NODE, boot: BOOT, ...says });
  }

  async function refusalOf(says: AgentSays): Promise<UpgradeRefused> {
    const error = await AgentClient.connect(endpoint, says).catch((refused: unknown) => refused);
    if (error instanceof UpgradeRefused) return error;
    throw new Error('it was let in');
  }

  /** A connection with a credential, as its welcome gave it; it is closed again. */
  async function credential(
    says: Partial<AgentSays> = { method: 'key', secret: AGENT_KEY },
  ): Promise<string> {
    const client = await AgentClient.connect(endpoint, { node: NODE, boot: BOOT, ...says });
    client.hello();
    const { credential: found } = await client.next('welcome');
    await client.close();
    return found;
  }

  const UNAUTHENTICATED = '401 AGENT_UNAUTHENTICATED';
  const METHODS = ['nonce', 'key', 'session'] as const;

  async function secretFor(method: (typeof METHODS)[number]): Promise<string> {
    return { nonce: NONCE, key: AGENT_KEY, session: method === 'session' ? await credential() : '' }[method];
  }

  for (const method of METHODS) {
    describe(`by ${method}`, () => {
      beforeEach(async () => await start());

      it('is trusted with the right secret', async () => {
        expect(await outcome({ method, secret: await secretFor(method) })).to.equal('trusted');
      });

      it('is not let in with a wrong secret', async () => {
        const secret = await secretFor(method);
        expect(await outcome({ method, secret: `${secret}x` })).to.equal(UNAUTHENTICATED);
        expect(await outcome({ method, secret: '' })).to.equal(UNAUTHENTICATED);
      });

      it('does not use the secret up, nor the challenge, by a wrong proof', async () => {
        const secret = await secretFor(method);
        const challenge = await getChallenge(endpoint);
        expect(await outcome({ method, secret: 'wrong', challenge })).to.equal(UNAUTHENTICATED);
        expect(await outcome({ method, secret, challenge })).to.equal('trusted');
      });

      it('is not let in with a challenge that was used before, whoever used it', async () => {
        const secret = await secretFor(method);
        const challenge = await getChallenge(endpoint);
        const key = { method: 'key', secret: AGENT_KEY, node: OTHER_NODE } as const;
        expect(await outcome({ ...key, challenge })).to.equal('trusted');
        expect(await outcome({ method, secret, challenge })).to.equal(UNAUTHENTICATED);
      });

      it('is not let in with a header that somebody else has seen', async () => {
        const secret = await secretFor(method);
        const challenge = await getChallenge(endpoint);
        const header = authHeader(secret, { method, node: NODE, boot: BOOT, challenge });
        const answers = await Promise.all([outcome({ header }), outcome({ header })]);
        expect(answers).to.have.members([UNAUTHENTICATED, 'trusted']);
      });

      it('is not let in with a challenge that has expired by the clock of the store', async () => {
        const secret = await secretFor(method);
        const challenge = await getChallenge(endpoint);
        endpoint.store.skewMs = 31_000;
        expect(await outcome({ method, secret, challenge })).to.equal(UNAUTHENTICATED);
      });

      it('is not let in with a challenge that it made itself, or of another registry', async () => {
        const secret = await secretFor(method);
        const challenge = makeChallenge('the secret of another registry', Date.now() + 10_000);
        expect(await outcome({ method, secret, challenge })).to.equal(UNAUTHENTICATED);
        expect(await outcome({ method, secret, challenge: 'x' })).to.equal(UNAUTHENTICATED);
      });

      for (const wrongMs of [-10 * YEAR_MS, 10 * YEAR_MS])
        it(`is trusted with a clock that is wrong by ${wrongMs / YEAR_MS} years`, async () => {
          const secret = await secretFor(method);
          const client = await AgentClient.connect(endpoint, { node: NODE, boot: BOOT, method, secret });
          clients.push(client);
          client.hello({}, { sentAtMs: Date.now() + wrongMs });
          expect((await client.next('welcome')).trust).to.equal('trusted');
        });

      it("is not let in as another node, nor in another boot's name", async () => {
        const secret = await secretFor(method);
        const stranger = await outcome({ method, secret, node: OTHER_NODE, boot: OTHER_BOOT });
        // The one key of a laboratory vouches for whatever its agents say.
        expect(stranger).to.equal(method === 'key' ? 'trusted' : UNAUTHENTICATED);
        const challenge = await getChallenge(endpoint);
        const header = authHeader(secret, { method, node: NODE, boot: BOOT, challenge });
        expect(await outcome({ header: header.replace(NODE, OTHER_NODE) })).to.equal(UNAUTHENTICATED);
        expect(await outcome({ header: header.replace(BOOT, OTHER_BOOT) })).to.equal(UNAUTHENTICATED);
      });

      it('is not let in by the same secret under the name of another method', async () => {
        const secret = await secretFor(method);
        for (const other of METHODS)
          if (other !== method) expect(await outcome({ method: other, secret })).to.equal(UNAUTHENTICATED);
      });
    });
  }

  describe('with a nonce', () => {
    beforeEach(async () => await start());

    it('is not let in with it again once the welcome has arrived', async () => {
      const first = await open({ method: 'nonce', secret: NONCE });
      await first.roundTrip();
      while ((endpoint.store.calls.get('useNonce') ?? 0) === 0) await first.roundTrip();
      expect(await outcome({ method: 'nonce', secret: NONCE })).to.equal(UNAUTHENTICATED);
      expect(await outcome({ method: 'nonce', secret: NONCE, boot: OTHER_BOOT })).to.equal(UNAUTHENTICATED);
    });

    it('can try again when its connection broke before the welcome arrived', async () => {
      const says = { node: NODE, boot: BOOT, method: 'nonce', secret: NONCE } as const;
      const first = await AgentClient.connect(endpoint, says);
      first.socket.pause();
      first.hello();
      while ((endpoint.store.calls.get('planOf') ?? 0) === 0)
        await new Promise((resolve) => setImmediate(resolve));
      first.socket.terminate();
      await endpoint.logged('agent disconnected');
      expect(await outcome(says)).to.equal('trusted');
    });

    it('is not let in once it has expired by the clock of the store', async () => {
      endpoint.store.skewMs = 61_000;
      expect(await outcome({ method: 'nonce', secret: NONCE })).to.equal(UNAUTHENTICATED);
    });

    it('is told the same, whether there is none, it is wrong or it was used', async () => {
      const detailOf = async (says: AgentSays) => {
        const error = await AgentClient.connect(endpoint, says).catch((refused: UpgradeRefused) => refused);
        return error instanceof UpgradeRefused
          ? error.problem.detail.replaceAll(says.node, 'NODE')
          : 'let in';
      };
      const nonce = { method: 'nonce', secret: 'guessed', boot: BOOT } as const;
      const wrong = await detailOf({ ...nonce, node: NODE });
      expect(wrong).to.match(/Ironic/);
      expect(await detailOf({ ...nonce, node: OTHER_NODE })).to.equal(wrong);
    });

    it('is trusted on one connection of two that use it at the same time', async () => {
      const says = { node: NODE, method: 'nonce', secret: NONCE } as const;
      const boots = [BOOT, OTHER_BOOT];
      const both = await Promise.all(boots.map((boot) => AgentClient.connect(endpoint, { ...says, boot })));
      clients.push(...both);
      for (const client of both) client.hello();
      expect((await Promise.race(both.map(({ closed }) => closed))).code).to.equal(1008);
      expect(endpoint.hub.counts.trusted).to.be.at.most(1);
      expect(await outcome(says)).to.equal(UNAUTHENTICATED);
    });
  });

  it('with a nonce is let in only while Ironic says that a ramdisk runs', async () => {
    let state = 'active';
    await start({ auth: { isInRamdisk: async () => state === 'wait call-back' } });
    expect(await outcome({ method: 'nonce', secret: NONCE })).to.equal('403 AGENT_UNAUTHENTICATED');
    state = 'wait call-back';
    expect(await outcome({ method: 'nonce', secret: NONCE })).to.equal('trusted');
  });

  it('with a nonce is told to try again later when Ironic does not answer', async () => {
    await start({ auth: { isInRamdisk: async () => Promise.reject(new Error('connect ECONNREFUSED')) } });
    expect(await outcome({ method: 'nonce', secret: NONCE })).to.equal('503 STORE_FAILED');
    expect((await endpoint.logged('agent not let in')).detail).to.contain('ECONNREFUSED');
  });

  describe('with the credential of its last welcome', () => {
    beforeEach(async () => await start());

    it('is let in for a day, and not for ever', async () => {
      const secret = await credential();
      endpoint.store.skewMs = 86_400_000;
      expect(await outcome({ method: 'session', secret })).to.equal('trusted');
      endpoint.store.skewMs = 86_400_000 + 7_200_000;
      expect(await outcome({ method: 'session', secret })).to.equal(UNAUTHENTICATED);
    });

    it('is let in again by any replica, also where the next welcome never arrived', async () => {
      const secret = await credential();
      await credential({ method: 'session', secret });
      const replica = await startEndpoint({ store: endpoint.store, replica: 'replica-b' });
      const client = await AgentClient.open(replica, { node: NODE, boot: BOOT, method: 'session', secret });
      expect(client.epoch).to.equal(3);
      await client.close();
      await replica.close();
    });

    it('is not let in after the node has booted again', async () => {
      const secret = await credential();
      await credential({ method: 'key', secret: AGENT_KEY, boot: OTHER_BOOT });
      expect(await outcome({ method: 'session', secret })).to.equal(UNAUTHENTICATED);
    });

    it('is not let in where the registry never had a session of it', async () => {
      const { store } = endpoint;
      const secret = credentialOf(await store.serverSecret(), OTHER_NODE, BOOT, Date.now());
      expect(await outcome({ method: 'session', secret, node: OTHER_NODE })).to.equal(UNAUTHENTICATED);
    });
  });

  it('by key is let in with each of several keys, and with none of no keys', async () => {
    await start({ auth: { keys: ['old', 'new'] } });
    expect(await outcome({ method: 'key', secret: 'old' })).to.equal('trusted');
    expect(await outcome({ method: 'key', secret: 'new' })).to.equal('trusted');
    expect(await outcome({ method: 'key', secret: AGENT_KEY })).to.equal(UNAUTHENTICATED);
    await endpoint.close();
    await start({ auth: { keys: [] } });
    expect(await outcome({ method: 'key', secret: '' })).to.equal(UNAUTHENTICATED);
  });

  it('without authorization is heard, and not trusted, where the operator allows that', async () => {
    await start();
    expect(await outcome({})).to.equal('untrusted');
    await endpoint.close();
    await start({ auth: { acceptUntrusted: false } });
    expect(await outcome({})).to.equal(UNAUTHENTICATED);
  });

  it('with an authorization that is none is not heard as if it had shown none', async () => {
    await start();
    const challenge = await getChallenge(endpoint);
    const good = authHeader(AGENT_KEY, { method: 'key', node: NODE, boot: BOOT, challenge });
    for (const header of [
      '',
      'Basic YWRtaW46YWRtaW4=',
      good.replace('method=key', 'method=none'),
      good.replace(/mac=.*/, 'mac='),
      good.replace(NODE, '-'.repeat(36)),
      `${good} `,
      good.toUpperCase(),
      `${good}, ${good}`,
    ])
      expect(await outcome({ header }), header).to.be.oneOf([
        UNAUTHENTICATED,
        // Spaces around a header are no part of it.
        ...(header.endsWith(' ') ? ['trusted'] : []),
      ]);
  });

  it('that is not let in is told so in one line of problem JSON, without a secret', async () => {
    await start();
    const says = { node: NODE, boot: BOOT, method: 'key', secret: 'guessed' } as const;
    const { status, headers, body, problem } = await refusalOf(says);
    expect([status, headers['content-type']]).to.deep.equal([401, 'application/problem+json']);
    expect(headers['www-authenticate']).to.equal('BMV-HMAC-SHA256');
    expect(body).to.match(/^[^\n]+\n$/);
    expect(problem).to.include({ type: 'about:blank', title: 'Unauthorized', status: 401 });
    for (const text of [body, JSON.stringify(endpoint.log)])
      for (const secret of [AGENT_KEY, NONCE, 'guessed']) expect(text).to.not.contain(secret);
    await endpoint.logged('agent not let in', { status: 401, code: 'AGENT_UNAUTHENTICATED' });
  });
});
