import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { AgentClient, aReport } from '../../support/agent-client.ts';
import { AGENT_KEY, type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';
import { usedBytes } from '../../support/used-memory.ts';

const BOOT = '22222222-2222-4222-8222-222222222222';
const nodeOf = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
const CLIENTS = 1000;
const MIB = 2 ** 20;

/** Until what was closed is gone, also for the kernel. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const upgradeRequest = (authority: string) =>
  `GET /v1/agent HTTP/1.1\r\nHost: ${authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

/** What 1,000 clients send, before they say nothing more. */
const SILENT: Readonly<Record<string, (authority: string) => string>> = {
  'open a TCP connection': () => '',
  'send half of a request': (authority) => upgradeRequest(authority).slice(0, 60),
  'ask for an upgrade and say no hello': upgradeRequest,
};

describe('1,000 clients that connect and say nothing', () => {
  let endpoint: SessionEndpoint;
  let sockets: Socket[] = [];

  beforeEach(async () => {
    const limits = { authenticationMs: 1000, helloMs: 1000, maxUntrusted: 600, closeMs: 1000 };
    const attempts = { perSecond: 1e6, burst: 1e6 };
    endpoint = await startEndpoint({ limits: { ...limits, attempts } });
  });

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
    await endpoint.close();
  });

  /** In shares that the kernel's queue of new connections holds: it forgets the rest, and no client is told. */
  async function connectAll(text: string): Promise<void> {
    const [host, port] = endpoint.authority.split(':');
    let accepted = 0;
    endpoint.server.on('connection', () => {
      accepted += 1;
    });
    for (let share = 100; share <= CLIENTS; share += 100) {
      for (let number = 0; number < 100; number += 1) {
        const socket = connect({ host, port: Number(port) });
        // Closed by the other end: read, and forget.
        socket.on('error', () => {}).resume();
        if (text) socket.write(text);
        sockets.push(socket);
      }
      await until(() => accepted >= share);
    }
  }

  const connections = async () =>
    await new Promise<number>((resolve, reject) =>
      endpoint.server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );

  for (const [what, textOf] of Object.entries(SILENT))
    it(`are gone again when they ${what}, while an agent reports`, async () => {
      const says = { node: nodeOf(1), boot: BOOT, method: 'key', secret: AGENT_KEY } as const;
      const agent = await AgentClient.open(endpoint, says);
      agent.report(1, aReport('volume-event'));
      await agent.acked(1);
      const before = await usedBytes();
      await connectAll(textOf(endpoint.authority));
      agent.report(2, aReport('volume-event'));
      await agent.acked(2);
      expect((await usedBytes()) - before).to.be.below(100 * MIB);
      await until(() => sockets.every(({ closed }) => closed));
      await until(async () => (await connections()) <= 1 && endpoint.hub.size === 1);
      sockets = [];
      expect((await usedBytes()) - before).to.be.below(8 * MIB);
      agent.report(3, aReport('volume-event'));
      await agent.acked(3);
      await agent.close();
    });

  it('are as many as there is room for, when nobody vouched for them', async () => {
    await connectAll(upgradeRequest(endpoint.authority));
    await until(() => sockets.every(({ closed }) => closed));
    expect(endpoint.upgrade.denied[503]).to.equal(CLIENTS - 600);
    expect(endpoint.hub.counts.endings).to.deep.equal({ 'no-hello': 600 });
  });

  it('are gone again when they authenticate and say no hello, or say hello and stop answering', async () => {
    const limits = { heartbeatMs: 2000, helloMs: 2000, attempts: { perSecond: 1e6, burst: 1e6 } };
    const other = await startEndpoint({ limits });
    const clients = await Promise.all(
      Array.from({ length: CLIENTS }, async (_, number) => {
        const says = { node: nodeOf(number), boot: BOOT, method: 'key', secret: AGENT_KEY } as const;
        const client = await AgentClient.connect(other, says);
        if (number % 2) client.hello();
        client.socket.pause();
        return client;
      }),
    );
    await until(() => other.hub.size === 0);
    expect(other.hub.counts).to.deep.include({
      accepted: CLIENTS,
      endings: { 'no-hello': 500, silent: 500 },
    });
    for (const { socket } of clients) socket.terminate();
    await other.close();
  });
});
