import { connect as connectTcp, type Socket } from 'node:net';
import { expect } from 'chai';
import { request } from 'undici';
import { AgentClient, getChallenge, outcomeOf } from '../../support/agent-client.ts';
import {
  AGENT_KEY,
  type EndpointOptions,
  type SessionEndpoint,
  startEndpoint,
} from '../../support/session-endpoint.ts';

const BOOT = '22222222-2222-4222-8222-222222222222';
const nodeOf = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
const trusted = (number: number) =>
  ({ node: nodeOf(number), boot: BOOT, method: 'key', secret: AGENT_KEY }) as const;
const untrusted = { node: nodeOf(0), boot: BOOT };

describe('the door for agents', () => {
  let endpoint: SessionEndpoint;
  const clients: AgentClient[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.socket.terminate();
    await endpoint.close();
  });

  async function start(options: EndpointOptions = {}): Promise<void> {
    endpoint = await startEndpoint(options);
  }

  async function open(says: Parameters<typeof AgentClient.open>[1]): Promise<AgentClient> {
    const client = await AgentClient.open(endpoint, says);
    clients.push(client);
    return client;
  }

  const outcome = async (says: Parameters<typeof outcomeOf>[1]) => await outcomeOf(endpoint, says);

  /** A socket that sends so much of a request, and all that comes back until it is closed. */
  function raw(text: string): { readonly socket: Socket; readonly answer: Promise<string> } {
    const [host, port] = endpoint.authority.split(':');
    const socket = connectTcp({ host, port: Number(port) });
    let answer = '';
    socket.on('data', (data: Buffer) => {
      answer += data.toString();
    });
    socket.on('error', () => {});
    socket.write(text);
    return { socket, answer: new Promise((resolve) => socket.on('close', () => resolve(answer))) };
  }

  const upgradeRequest = (changes: Readonly<Record<string, string>> = {}, path = '/v1/agent') => {
    const headers = {
      ...{ host: endpoint.authority, connection: 'Upgrade', upgrade: 'websocket' },
      ...{ 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...changes },
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  };

  it('gives challenges that are not to be kept', async () => {
    await start();
    const { statusCode, headers, body } = await request(`http://${endpoint.authority}/v1/agent/challenge`);
    expect([statusCode, headers['content-type'], headers['cache-control']]).to.deep.equal([
      ...[200, 'application/json', 'no-store'],
    ]);
    expect(await body.json()).to.have.keys('challenge');
  });

  it('gives no challenge while the store is away, and says so', async () => {
    await start();
    endpoint.store.failing.add('nowMs');
    const { statusCode, headers, body } = await request(`http://${endpoint.authority}/v1/agent/challenge`);
    expect([statusCode, headers['retry-after']]).to.deep.equal([503, '5']);
    expect(await body.json()).to.include({ status: 503, code: 'STORE_FAILED' });
  });

  it('remembers a challenge only once it was used with a right proof', async () => {
    await start();
    for (let times = 0; times < 20; times += 1) await getChallenge(endpoint);
    for (let times = 0; times < 20; times += 1) await outcome({ ...trusted(1), secret: 'wrong' });
    expect(endpoint.store.usedChallenges).to.equal(0);
    expect(await outcome(trusted(1))).to.equal('trusted');
    expect(endpoint.store.usedChallenges).to.equal(1);
  });

  it('is at one path', async () => {
    await start();
    expect(await raw(upgradeRequest({}, '/v1/agents')).answer).to.match(
      /^HTTP\/1.1 404 .*"code":"ROUTE_UNKNOWN"/s,
    );
    expect(await raw(upgradeRequest({}, '/')).answer).to.match(/^HTTP\/1.1 404 /);
    const { socket } = raw(upgradeRequest({}, '/v1/agent?from=test'));
    await new Promise((resolve) => socket.on('data', resolve));
    socket.destroy();
  });

  it('refuses upgrades that are none of a WebSocket', async () => {
    await start();
    expect(await raw(upgradeRequest({ upgrade: 'h2c' })).answer).to.match(/^HTTP\/1.1 400 /);
    expect(await raw(upgradeRequest({ 'sec-websocket-version': '7' })).answer).to.match(/^HTTP\/1.1 400 /);
    expect(await raw(upgradeRequest({ 'sec-websocket-key': 'short' })).answer).to.match(/^HTTP\/1.1 400 /);
    expect(endpoint.hub.size).to.equal(0);
    expect(await outcome(trusted(1))).to.equal('trusted');
  });

  it('compresses nothing, whatever a client offers', async () => {
    await start();
    const { socket } = raw(upgradeRequest({ 'sec-websocket-extensions': 'permessage-deflate' }));
    const answer = await new Promise<string>((resolve) =>
      socket.on('data', (data: Buffer) => resolve(data.toString())),
    );
    expect(answer).to.match(/^HTTP\/1.1 101 /);
    expect(answer.toLowerCase()).to.not.contain('extensions');
    socket.destroy();
  });

  it('lets in so many sessions, and others again when one has gone', async () => {
    await start({ limits: { maxSessions: 2 } });
    const first = await open(trusted(1));
    await open(trusted(2));
    expect(await outcome(trusted(3))).to.equal('503 REGISTRY_FULL');
    await first.close();
    await endpoint.logged('agent disconnected', { node: nodeOf(1) });
    while (endpoint.hub.size > 1) await new Promise((resolve) => setImmediate(resolve));
    expect(await outcome(trusted(3))).to.equal('trusted');
  });

  it('uses nothing of the agent up when it has no room', async () => {
    await start({ limits: { maxSessions: 0 } });
    await endpoint.store.putNonce(nodeOf(1), 'nonce', Date.now() + 60_000);
    expect(await outcome({ ...trusted(1), method: 'nonce', secret: 'nonce' })).to.equal('503 REGISTRY_FULL');
    expect(endpoint.store.usedChallenges).to.equal(0);
    expect(await endpoint.store.nonceOf(nodeOf(1))).to.equal('nonce');
  });

  it('lets in so many that nobody vouched for, which leaves room for the others', async () => {
    await start({ limits: { maxUntrusted: 2 } });
    await open(untrusted);
    await open(untrusted);
    expect(await outcome(untrusted)).to.equal('503 REGISTRY_FULL');
    expect(await outcome(trusted(1))).to.equal('trusted');
    expect(endpoint.hub.counts).to.include({ untrusted: 2 });
  });

  it('checks so many authorizations at a time', async () => {
    let answer: (isInRamdisk: boolean) => void = () => {};
    const asked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    await start({ limits: { maxPending: 2 }, auth: { isInRamdisk: async () => await asked } });
    const waiting = [1, 2].map(async (number) => {
      await endpoint.store.putNonce(nodeOf(number), 'nonce', Date.now() + 60_000);
      return await outcome({ ...trusted(number), method: 'nonce', secret: 'nonce' });
    });
    while ((endpoint.store.calls.get('nonceOf') ?? 0) < 2)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await outcome(trusted(3))).to.equal('503 REGISTRY_FULL');
    answer(true);
    expect(await Promise.all(waiting)).to.deep.equal(['trusted', 'trusted']);
    expect(await outcome(trusted(3))).to.equal('trusted');
  });

  it('lets in no more sessions than there is room for when several are checked at the same time', async () => {
    let answer: (isInRamdisk: boolean) => void = () => {};
    const asked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    await start({ limits: { maxSessions: 1 }, auth: { isInRamdisk: async () => await asked } });
    const waiting = [1, 2, 3].map(async (number) => {
      await endpoint.store.putNonce(nodeOf(number), 'nonce', Date.now() + 60_000);
      return await outcome({ ...trusted(number), method: 'nonce', secret: 'nonce' });
    });
    while ((endpoint.store.calls.get('nonceOf') ?? 0) < 3)
      await new Promise((resolve) => setImmediate(resolve));
    answer(true);
    expect(await Promise.all(waiting)).to.have.members(['trusted', '503 REGISTRY_FULL', '503 REGISTRY_FULL']);
  });

  it('ends an upgrade whose authorization cannot be checked in time', async () => {
    const never = new Promise<boolean>(() => {});
    await start({ limits: { authenticationMs: 200 }, auth: { isInRamdisk: async () => await never } });
    await endpoint.store.putNonce(nodeOf(1), 'nonce', Date.now() + 60_000);
    expect(await outcome({ ...trusted(1), method: 'nonce', secret: 'nonce' })).to.equal('503 STORE_FAILED');
  });

  it('lets each address try so often', async () => {
    let address = '192.0.2.1';
    await start({ limits: { attempts: { perSecond: 0.001, burst: 3 } }, addressOf: () => address });
    const several = async () => {
      const found: string[] = [];
      for (let times = 0; times < 4; times += 1) found.push(await outcome(untrusted));
      return found;
    };
    expect(await several()).to.deep.equal(['untrusted', 'untrusted', 'untrusted', '429 RATE_LIMITED']);
    for (let times = 0; times < 3; times += 1) await getChallenge(endpoint);
    const { statusCode, headers } = await request(`http://${endpoint.authority}/v1/agent/challenge`);
    expect([statusCode, headers['retry-after']]).to.deep.equal([429, '5']);
    address = '192.0.2.2';
    expect(await outcome(trusted(1))).to.equal('trusted');
    expect(endpoint.upgrade.denied).to.deep.equal({ 429: 2 });
  });

  for (const method of ['useChallenge', 'nonceOf', 'newestBoot'] as const)
    it(`asks to try again later when the store does not do ${method}`, async () => {
      await start();
      await endpoint.store.putNonce(nodeOf(1), 'nonce', Date.now() + 60_000);
      endpoint.store.failing.add(method);
      const says = {
        useChallenge: trusted(1),
        nonceOf: { ...trusted(1), method: 'nonce', secret: 'nonce' } as const,
        newestBoot: { ...trusted(1), method: 'session', secret: 'any' } as const,
      }[method];
      expect(await outcome(says)).to.equal('503 STORE_FAILED');
      const { detail } = await endpoint.logged('agent not let in');
      expect(detail).to.contain(`does not do ${method}`);
    });

  it('survives clients that go in the middle of it', async () => {
    await start();
    for (let times = 0; times < 50; times += 1) {
      const text = upgradeRequest();
      const { socket } = raw(times % 2 ? text : text.slice(0, times * 3));
      socket.resetAndDestroy();
    }
    expect(await outcome(trusted(1))).to.equal('trusted');
  });

  it('lets nobody in while the registry ends', async () => {
    await start();
    const closing = endpoint.hub.close();
    expect(await outcome(trusted(1))).to.equal('503 REGISTRY_FULL');
    await closing;
  });
});
