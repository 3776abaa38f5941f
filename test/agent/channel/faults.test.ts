import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Channel } from '../../../agent/channel/channel.ts';
import type { ChannelSettings } from '../../../agent/channel/settings.ts';
import type { Report } from '../../../agent/channel/spool.ts';
import type { Body, Welcome } from '../../../proto/channel.ts';
import { encodeEnvelope } from '../../../proto/channel-codec.ts';
import { RECORDED_FRAMES } from '../../proto/recorded/channel-v1.ts';
import { anEnvelope, anyEnvelope } from '../../support/envelopes.ts';
import { FakeRegistry, type FakeRules, type FakeSession, NODE } from '../../support/fake-registry.ts';
import { aDisk, anInventory, aVolume, uuidOf } from '../../support/inventories.ts';
import { startChannel, type TestLog, testLog, testSettings } from '../../support/test-channel.ts';
import { until } from '../../support/until.ts';

const KEY = 'a shared key';

function report(type: Report['type']): Report {
  return RECORDED_FRAMES[type]?.body as Report;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Memory that something still holds on to. */
function usedMiB(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

describe('a registry that misbehaves', function () {
  this.timeout(120_000);
  let folder: string;
  let registry: FakeRegistry | null = null;
  let channel: Channel | null = null;
  let log: TestLog;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-faults-'));
    await writeFile(join(folder, 'key'), KEY);
    log = testLog();
  });
  afterEach(async () => {
    await registry?.stop();
    await channel?.stop(AbortSignal.abort());
    channel = null;
    registry = null;
    await rm(folder, { recursive: true });
  });

  const connect = (url: string, changes: Partial<ChannelSettings> = {}) => {
    const settings = testSettings(url, { node: NODE, keyFile: join(folder, 'key'), ...changes });
    channel = startChannel(settings, { logger: log.logger });
    return channel;
  };
  const serve = async (rules: Partial<FakeRules> = {}) => {
    registry = await FakeRegistry.start({ secrets: { key: KEY }, ...rules });
    return registry;
  };
  const reasons = () => log.lines.flatMap(({ why }) => (typeof why === 'string' ? [why] : []));
  const reason = async (words: string | RegExp) => {
    const isThere = () =>
      reasons().some((why) => (typeof words === 'string' ? why.includes(words) : words.test(why)));
    await until(isThere);
  };

  describe('by silence', () => {
    let server: Server;
    const sockets = new Set<Socket>();
    const listen = async (onData: (socket: Socket, text: string) => void) => {
      server = createServer((socket) => {
        sockets.add(socket);
        socket.on('data', (bytes) => onData(socket, bytes.toString()));
        socket.on('error', () => {});
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    };
    afterEach(() => {
      for (const socket of sockets) socket.destroy();
      server?.close();
    });

    it('when it is asked for a challenge, is given up', async () => {
      const url = await listen(() => {});
      const started = connect(url, { connectMs: 50 });
      await reason(/aborted due to timeout|timeout/i);
      expect(started.health.connected).to.equal(false);
      // And tried again.
      await until(() => sockets.size >= 3);
    });

    it('in the handshake is given up', async () => {
      const url = await listen(() => {});
      connect(url, { connectMs: 50, keyFile: '' });
      await reason('Opening handshake has timed out');
    });

    it('byte by byte in the handshake is given up too', async () => {
      const url = await listen((socket) => {
        const timer = setInterval(() => socket.write('H'), 10);
        socket.on('close', () => clearInterval(timer));
      });
      connect(url, { connectMs: 100, keyFile: '' });
      await reason(/did not say welcome within 0.2 s|Parse Error/);
    });

    it('instead of a welcome is given up', async () => {
      const fake = await serve({ welcome: () => null });
      connect(fake.url, { connectMs: 100 });
      await reason('it did not say welcome within 0.2 s');
      await fake.until(() => fake.sessions.length > 1);
    });

    it('of a whole heartbeat is the end of a connection, and nothing is lost by it', async () => {
      const fake = await serve({ pongs: false, welcome: () => ({ heartbeatMs: 150 }), onReport: () => {} });
      const started = connect(fake.url);
      started.report(report('volume-event'));
      await reason('nothing was heard of it for 0.15 s');
      fake.change({ onReport: (session, envelope) => fake.store(session, envelope) });
      await fake.until(() => fake.stored.length === 1);
    });

    it('is none while it answers pings', async () => {
      const fake = await serve({ welcome: () => ({ heartbeatMs: 3000 }) });
      connect(fake.url);
      await fake.until(() => fake.last?.hello !== null && fake.sessions.length > 0);
      let pings = 0;
      fake.last?.socket.on('ping', () => {
        pings += 1;
      });
      await fake.until(() => pings >= 4);
      expect(fake.sessions).to.have.length(1);
    });
  });

  describe('by what it says', () => {
    const cases: readonly (readonly [
      string,
      (session: FakeSession, fake: FakeRegistry) => void,
      string,
      number,
    ])[] = [
      ['text', ({ socket }) => socket.send('{"type":"ack"}'), 'it sent text instead of a message', 1003],
      ['rubbish', ({ socket }) => socket.send(Buffer.from('rubbish')), 'the message cannot be read', 1007],
      [
        'half a message',
        ({ socket }) => {
          const frame = encodeEnvelope(anEnvelope({ type: 'ack', sequence: 300 }));
          socket.send(frame.subarray(0, frame.byteLength - 1));
        },
        'the message cannot be read',
        1007,
      ],
      [
        'a message that is too large',
        ({ socket }) => socket.send(Buffer.alloc(70_000)),
        'Max payload size exceeded',
        1009,
      ],
      [
        'an acknowledgement before its welcome',
        (session, fake) => fake.send(session, { type: 'ack', sequence: 1 }),
        'it sent ack before it said welcome',
        1006,
      ],
      [
        'a welcome that leaves no room for reports',
        (session, fake) =>
          fake.send(session, {
            ...(RECORDED_FRAMES.welcome?.body as Body & { type: 'welcome' }),
            maxFrameBytes: 1000,
          }),
        'it takes 1000 bytes in a frame, fewer than 65536',
        1006,
      ],
    ];
    for (const [what, say, why, code] of cases)
      it(`: ${what} ends the connection, is said in the log, and loses nothing`, async () => {
        let isMad = true;
        const fake = await serve({
          welcome: (session) => {
            if (!isMad) return {};
            say(session, fake);
            return null;
          },
        });
        const started = connect(fake.url, { maxFrameBytes: 65_536 });
        started.report(report('volume-event'));
        await reason(why);
        await fake.until(() => fake.sessions[0]?.closed !== null);
        expect(fake.sessions[0]?.closed).to.equal(code);
        isMad = false;
        await fake.until(() => fake.stored.length === 1);
        expect(started.health.spooled).to.be.at.most(1);
      });

    it(': what only a newer registry says is passed over', async () => {
      const fake = await serve();
      const started = connect(fake.url);
      await fake.until(() => started.health.trust === 'trusted');
      const session = fake.last;
      if (!session) throw new Error('there is a session');
      const newer = Buffer.concat([
        encodeEnvelope(anEnvelope({ type: 'unknown' })),
        // Field 1000, a body of the future.
        Buffer.from([0xc2, 0x3e, 0x02, 0x08, 0x01]),
      ]);
      session.socket.send(newer);
      started.report(report('volume-event'));
      await fake.until(() => fake.stored.length === 1);
      expect(fake.sessions).to.have.length(1);
    });

    it(': a refusal is one line of the log, and the pause is the longest where trying again makes no sense', async () => {
      const fake = await serve({
        welcome: (session) => {
          const message = 'this node is\nanother one';
          fake.send(session, { type: 'refusal', code: 'NODE_DIFFERS', message, mayRetry: false });
          return null;
        },
      });
      connect(fake.url, { backOff: { firstMs: 1, mostMs: 7_200_000 } });
      await reason('it refuses this agent: NODE_DIFFERS this node is another one');
      expect(log.lines.find(({ why }) => why !== undefined)).to.include({ level: 40, pauseMs: 7_200_000 });
      expect(fake.sessions).to.have.length(1);
    });

    it(': a refusal that makes sense to retry is retried soon', async () => {
      const fake = await serve({
        welcome: (session) => {
          fake.send(session, { type: 'refusal', code: 'STORE_FAILED', message: 'later', mayRetry: true });
          return null;
        },
      });
      connect(fake.url);
      await fake.until(() => fake.sessions.length > 3);
    });

    it(': whatever frames come, the agent goes on, and what it reports is stored in the end', async () => {
      let frames: Uint8Array[] = [];
      const fake = await serve({
        welcome: (session) => {
          for (const frame of frames.splice(0)) session.socket.send(frame);
          return {};
        },
      });
      const started = connect(fake.url, { backOff: { firstMs: 1, mostMs: 2 } });
      const valid = anyEnvelope.map(encodeEnvelope);
      const cut = fc
        .tuple(valid, fc.nat())
        .map(([frame, at]) => frame.subarray(0, at % (frame.byteLength + 1)));
      const flipped = fc.tuple(valid, fc.nat(), fc.integer({ min: 1, max: 255 })).map(([frame, at, bits]) => {
        const bytes = Uint8Array.from(frame);
        bytes[at % bytes.byteLength] = (bytes[at % bytes.byteLength] ?? 0) ^ bits;
        return bytes;
      });
      const frame = fc.oneof(valid, cut, flipped, fc.uint8Array({ maxLength: 200 }));
      let expected = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 20 }), async (next) => {
          frames = [...next];
          const seen = fake.sessions.length;
          fake.last?.socket.terminate();
          started.report(report('volume-event'));
          expected += 1;
          await fake.until(() => fake.sessions.length > seen && frames.length === 0);
        }),
        { numRuns: 150 },
      );
      await fake.until(() => new Set(fake.stored.map(({ sequence }) => sequence)).size === expected);
      const sequences = fake.stored.map(({ sequence }) => sequence);
      expect(sequences).to.deep.equal(Array.from({ length: expected }, (_, index) => index + 1));
    });
  });

  it('by reading nothing fills no memory, and gets the rest when it reads again', async () => {
    const fake = await serve();
    const started = connect(fake.url, { window: 65_536, maxUnsentBytes: 65_536, spoolBytes: 262_144 });
    await fake.until(() => started.health.trust === 'trusted');
    const session = fake.last;
    session?.socket.pause();
    const progress = { ...report('step-progress'), phase: 'x'.repeat(1000) } as Report;
    const before = usedMiB();
    for (let count = 0; count < 50_000; count += 1) {
      started.report(progress);
      if (count % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    started.report(report('volume-event'));
    const { spooled, dropped } = started.health;
    expect(spooled).to.be.lessThan(300);
    expect(spooled + dropped).to.be.greaterThan(45_000);
    // Of the 50 MB that were reported.
    expect(usedMiB() - before).to.be.lessThan(8);
    session?.socket.resume();
    await fake.until(() => fake.stored.some(({ body }) => body.type === 'volume-event'));
    await fake.until(() => started.health.spooled === 0);
    const sequences = fake.stored.map(({ sequence }) => sequence);
    expect(sequences).to.deep.equal([...new Set(sequences)].sort((a, b) => a - b));
    for (const { follows, sequence } of fake.stored) expect(follows).to.be.lessThan(sequence);
  });

  describe('by taking small frames only', () => {
    const maxFrameBytes = 65_536;
    const welcome = (): Partial<Welcome> => ({ maxFrameBytes });

    it('is told of an inventory that its disks cannot be read, never that there are none', async () => {
      const fake = await serve({ welcome });
      const started = connect(fake.url);
      const many = Array.from({ length: 1000 }, (_, at) => aVolume({ id: uuidOf(at) }));
      const inventory = anInventory([aDisk('/dev/sda', many), aDisk('/dev/sdb')], ['/dev/sdc']);
      started.report({ type: 'inventory', ...inventory });
      started.report(report('volume-event'));
      await fake.until(() => started.health.spooled === 0);
      const [told] = fake.bodies('inventory');
      expect(told?.disks).to.deep.equal([]);
      expect(told?.unreadable.map(({ device, code }) => [device, code])).to.deep.equal([
        ['/dev/sda', 'INVENTORY_TOO_LARGE'],
        ['/dev/sdb', 'INVENTORY_TOO_LARGE'],
        ['/dev/sdc', 'IO_ERROR'],
      ]);
      expect(fake.stored.map(({ sequence, follows }) => [sequence, follows])).to.deep.equal([
        [1, 0],
        [2, 1],
      ]);
      expect(log.lines.filter(({ level }) => level === 50)).to.have.length(1);
    });

    it('is told the beginning of a long failure', async () => {
      const fake = await serve({ welcome });
      const started = connect(fake.url);
      const finished = report('step-finished') as Extract<Report, { readonly type: 'step-finished' }>;
      started.report({ ...finished, failure: { code: 'CONFLICTS', message: 'a line '.repeat(20_000) } });
      await fake.until(() => started.health.spooled === 0);
      const [told] = fake.bodies('step-finished');
      expect(told?.failure?.code).to.equal('CONFLICTS');
      expect(told?.failure?.message).to.match(/^a line .*\.\.\.$/);
      expect(told?.failure?.message.length).to.be.within(1000, 10_000);
    });

    it('is not told what does not fit at all, and everything behind it', async () => {
      const fake = await serve({ welcome });
      const started = connect(fake.url);
      started.report({ ...report('step-started'), step: 'x'.repeat(70_000) } as Report);
      started.report(report('volume-event'));
      await fake.until(() => started.health.spooled === 0);
      expect(fake.stored.map(({ sequence, follows }) => [sequence, follows])).to.deep.equal([[2, 0]]);
      expect(started.health.dropped).to.equal(1);
      expect(log.text()).to.contain('larger than the registry takes, and is given up');
    });
  });
});
