import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import pino from 'pino';
import type { WebSocket } from 'ws';
import type { Body, Envelope } from '../../../proto/channel.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../proto/channel-codec.ts';
import { makeChallenge } from '../../../registry/sessions/challenge.ts';
import { SessionHub } from '../../../registry/sessions/hub.ts';
import { DEFAULT_LIMITS } from '../../../registry/sessions/limits.ts';
import { StoreClock } from '../../../registry/sessions/store-clock.ts';
import { RECORDED_FRAMES } from '../../proto/recorded/channel-v1.ts';
import { AgentClient, aReport } from '../../support/agent-client.ts';
import { FUZZ_KINDS, type FuzzKind, fuzzedFrame } from '../../support/fuzzed-frames.ts';
import { MemorySessionStore } from '../../support/memory-session-store.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { AGENT_KEY, type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';
import { usedBytes } from '../../support/used-memory.ts';

const BOOT = '22222222-2222-4222-8222-222222222222';
const nodeOf = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
const FRAMES = 200_000;
const CONNECTIONS = 4;
/** Frames that are sent before the registry can have answered one. */
const SHARE = 25;
const MIB = 2 ** 20;
const FAST = { perSecond: 1e9, burst: 1e9 };
const seed = Date.now() >>> 0;

/** Every message that there is, as frames of the first session of a node. */
const VALID = Object.values(RECORDED_FRAMES).map((frame, index) =>
  encodeEnvelope({ ...frame, bootId: BOOT, epoch: 1, sequence: index + 1, follows: index }),
);

describe(`${FRAMES} frames of rubbish (seed ${seed})`, () => {
  let endpoint: SessionEndpoint;
  let steady: AgentClient;
  let reports = 0;
  let usedBefore: number;

  before('a registry, and an agent that goes on reporting', async () => {
    endpoint = await startEndpoint({ limits: { attempts: FAST, frames: FAST, bytes: FAST } });
    const says = { node: nodeOf(999), boot: BOOT, method: 'key', secret: AGENT_KEY } as const;
    steady = await AgentClient.open(endpoint, says);
    usedBefore = await usedBytes();
  });

  after(async () => {
    steady.socket.terminate();
    await endpoint.close();
  });

  /** Sends so many spoilt frames, on a new connection each time that the registry has had enough. */
  async function fuzz(number: number, kind: FuzzKind, count: number): Promise<void> {
    const random = seededRandom(seed + number);
    const secret = await endpoint.store.serverSecret();
    for (let sent = 0; sent < count; ) {
      const challenge = makeChallenge(secret, Date.now() + 10_000);
      const says = { node: nodeOf(number), boot: BOOT, method: 'key', secret: AGENT_KEY, challenge } as const;
      endpoint.store.forget(says.node, BOOT);
      const client = await AgentClient.open(endpoint, says);
      expect(client.epoch).to.equal(1);
      while (sent < count && client.socket.readyState === client.socket.OPEN) {
        for (let times = 0; times < SHARE; times += 1)
          client.socket.send(fuzzedFrame(kind, VALID, random), () => {});
        sent += SHARE;
        await Promise.race([client.closed, client.roundTrip()]);
      }
      client.socket.close();
      const { code } = await client.closed;
      // A spoilt frame may be a refusal of the agent, on which the registry hangs up.
      expect(code).to.be.oneOf([1000, 1005, 1006, 1008]);
      for (const { body } of client.received)
        if (body.type === 'refusal') expect(body).to.include({ code: 'MESSAGE_INVALID', mayRetry: true });
      endpoint.store.stored.length = 0;
    }
  }

  for (const kind of FUZZ_KINDS)
    it(`of ${kind} end their own connections, and disturb no other`, async () => {
      const count = FRAMES / FUZZ_KINDS.length / CONNECTIONS;
      let isOver = false;
      const all = Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => fuzz(number, kind, count)));
      const over = all.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        reports += 1;
        steady.report(reports, aReport('step-progress'));
        await steady.acked(reports);
        steady.forget();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await over;
      expect(steady.socket.readyState).to.equal(steady.socket.OPEN);
      const bad = endpoint.log.filter(
        ({ level, ending }) => level >= 50 || ending === 'error' || ending === 'store',
      );
      expect(bad).to.deep.equal([]);
      (endpoint.log as unknown[]).length = 0;
      while (endpoint.hub.size > 1) await new Promise((resolve) => setImmediate(resolve));
      expect((await usedBytes()) - usedBefore).to.be.below(32 * MIB);
    });
});

/** A socket of which only the registry's end exists. */
class LoneSocket extends EventEmitter {
  readonly sent: Envelope[] = [];
  readonly bufferedAmount = 0;
  isClosed = false;

  send(frame: Uint8Array): void {
    this.sent.push(decodeEnvelope(frame));
  }

  pause(): void {}
  resume(): void {}
  ping(): void {}

  close(): void {
    this.isClosed = true;
    this.emit('close', 1008);
  }

  terminate(): void {
    this.close();
  }
}

describe(`${FRAMES} frames of rubbish, each the first one of its session (seed ${seed})`, () => {
  for (const kind of FUZZ_KINDS)
    it(`of ${kind} are taken, or refused in one line`, async () => {
      const store = new MemorySessionStore();
      const clock = new StoreClock(store);
      const silent = pino({ level: 'silent' });
      const limits = { ...DEFAULT_LIMITS, frames: FAST, bytes: FAST };
      const hub = new SessionHub({
        ...{ store, ingest: store, judge: store, keys: store, clock, logger: silent, replica: 'a', limits },
        ...{ credentialLifeMs: 86_400_000, monotonicMs: () => performance.now(), wallMs: () => Date.now() },
      });
      const random = seededRandom(seed);
      const agent = { trust: 'trusted', method: 'key', node: nodeOf(1), boot: null, nonce: null } as const;
      const hello = aReport('hello') as Extract<Body, { type: 'hello' }>;
      const first = { sequence: 0, follows: 0, bootId: BOOT, epoch: 0, sentAtMs: 0 };
      const helloFrame = encodeEnvelope({ ...first, body: { ...hello, nodeUuid: '' } });

      async function open(): Promise<LoneSocket> {
        store.forget(nodeOf(1), BOOT);
        const socket = new LoneSocket();
        hub.accept(socket as unknown as WebSocket, agent, '192.0.2.1');
        socket.emit('message', Buffer.from(helloFrame), true);
        while (socket.sent.length === 0) await new Promise((resolve) => setImmediate(resolve));
        expect(socket.sent[0]?.body).to.include({ type: 'welcome', epoch: 1 });
        return socket;
      }

      let socket = await open();
      for (let count = 0; count < FRAMES / FUZZ_KINDS.length; count += 1) {
        if (socket.isClosed) socket = await open();
        socket.sent.length = 0;
        socket.emit('message', fuzzedFrame(kind, VALID, random), true);
        for (const { body } of socket.sent)
          if (body.type === 'refusal') {
            expect(body.code).to.equal('MESSAGE_INVALID');
            expect(body.message).to.match(/^.{1,500}$/);
          }
      }
      store.stored.length = 0;
      await hub.close();
    });
});
