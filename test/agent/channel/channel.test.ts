import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Channel } from '../../../agent/channel/channel.ts';
import type { Report } from '../../../agent/channel/spool.ts';
import { RECORDED_FRAMES } from '../../proto/recorded/channel-v1.ts';
import { FakeRegistry, NODE } from '../../support/fake-registry.ts';
import { startChannel, type TestLog, testLog, testSettings } from '../../support/test-channel.ts';

const KEY = 'a shared key of the lab';
const NONCE = 'a nonce that Ironic brought';
const SESSION = 'a credential of the last welcome';

function report(type: Report['type']): Report {
  return RECORDED_FRAMES[type]?.body as Report;
}

describe('the channel to the registry', () => {
  let registry: FakeRegistry;
  let channel: Channel | null = null;
  let log: TestLog;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-channel-'));
    await writeFile(join(folder, 'key'), `${KEY}\n`);
    log = testLog();
  });
  afterEach(async () => {
    await registry.stop();
    await channel?.stop(AbortSignal.abort());
    channel = null;
    await rm(folder, { recursive: true });
  });

  const begin = (changes: Parameters<typeof testSettings>[1] = {}) => {
    channel = startChannel(testSettings(registry.url, changes), { logger: log.logger });
    return channel;
  };
  /** Of a node whose registry trusts the shared key. */
  const beginTrusted = (changes: Parameters<typeof testSettings>[1] = {}) =>
    begin({ node: NODE, keyFile: join(folder, 'key'), ...changes });
  const trusting = async (rules: Parameters<typeof FakeRegistry.start>[0] = {}) => {
    registry = await FakeRegistry.start({ secrets: { key: KEY, session: SESSION }, ...rules });
  };

  it('says who it is, of which build, and what it has', async () => {
    await trusting();
    beginTrusted().report(report('volume-event'));
    await registry.until(() => registry.stored.length === 1);
    expect(registry.last?.hello).to.deep.include({
      type: 'hello',
      protocol: 1,
      agentBuild: 'source',
      nodeUuid: NODE,
      systemUuid: NODE,
      systemSerial: 'S1',
      macAddresses: ['52:54:00:00:00:01'],
      acked: 0,
      newest: 1,
    });
  });

  it('keeps reports until they are stored, and sends them in their order', async () => {
    await trusting();
    const sender = begin({ node: NODE, keyFile: join(folder, 'key') });
    const types = ['step-started', 'step-progress', 'volume-event', 'inventory', 'step-finished'] as const;
    for (const type of types) sender.report(report(type));
    await registry.until(() => sender.health.spooled === 0);
    expect(registry.stored.map(({ body }) => body.type)).to.deep.equal(types);
    expect(registry.stored.map(({ sequence, follows }) => [sequence, follows])).to.deep.equal([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 4],
    ]);
    expect(sender.health).to.deep.equal({ connected: true, trust: 'trusted', spooled: 0, dropped: 0 });
  });

  it('loses and doubles nothing when the registry dies between a report and its acknowledgement', async () => {
    const seen = new Set<number>();
    await trusting({
      onReport: (session, envelope) => {
        const { sequence } = envelope;
        const isFirst = !seen.has(sequence);
        seen.add(sequence);
        // Some are not stored when they come first; of others, the agent does not hear that they are.
        if (!isFirst || sequence % 3 !== 0) registry.store(session, envelope);
        if (isFirst) session.socket.terminate();
      },
    });
    const sender = beginTrusted({ window: 4 });
    for (let count = 0; count < 12; count += 1) sender.report(report('volume-event'));
    await registry.until(() => sender.health.spooled === 0);
    expect(registry.sessions.length).to.be.greaterThan(12);
    expect(registry.stored.map(({ sequence }) => sequence)).to.deep.equal(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect(new Set(registry.stored.map(({ bootId }) => bootId)).size).to.equal(1);
  });

  it('goes on where it was when the registry was away', async () => {
    await trusting();
    const sender = beginTrusted();
    sender.report(report('volume-event'));
    await registry.until(() => sender.health.spooled === 0);
    await registry.stop();
    await registry.until(() => !sender.health.connected);
    for (const type of ['step-started', 'step-finished'] as const) sender.report(report(type));
    expect(sender.health).to.deep.include({ trust: 'none', spooled: 2 });
    await registry.listen();
    await registry.until(() => sender.health.spooled === 0);
    expect(registry.stored.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3]);
    // With what the welcome gave it.
    expect(registry.last?.method).to.equal('session');
    expect(registry.last?.hello).to.deep.include({ acked: 1, newest: 3 });
  });

  it('sends no more than the window allows before an acknowledgement', async () => {
    await trusting({ onReport: () => {} });
    const sender = beginTrusted({ window: 3 });
    for (let count = 0; count < 10; count += 1) sender.report(report('step-progress'));
    const sequences = () =>
      registry.last?.received.map(({ sequence }) => sequence).filter((sequence) => sequence > 0) ?? [];
    await registry.until(() => sequences().length >= 3);
    const session = registry.last;
    if (!session) throw new Error('there is a session');
    expect(sequences()).to.deep.equal([1, 2, 3]);
    registry.send(session, { type: 'ack', sequence: 2 });
    await registry.until(() => sequences().length >= 5);
    expect(sequences()).to.deep.equal([1, 2, 3, 4, 5]);
  });

  it('minds no acknowledgements that come twice, late, out of order, or for what was never sent', async () => {
    await trusting({ onReport: () => {} });
    const sender = beginTrusted({ window: 3 });
    for (let count = 0; count < 6; count += 1) sender.report(report('volume-event'));
    await registry.until(() => (registry.last?.received.length ?? 0) >= 4);
    const session = registry.last;
    if (!session) throw new Error('there is a session');
    for (const sequence of [2, 1, 2]) registry.send(session, { type: 'ack', sequence });
    await registry.until(() => sender.health.spooled === 4);
    await registry.until(() => session.received.length >= 6);
    // 6 was not sent yet: it must not be taken for stored.
    registry.send(session, { type: 'ack', sequence: 99 });
    await registry.until(() => session.received.length >= 7);
    expect(session.received.map(({ sequence }) => sequence)).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect(sender.health.spooled).to.equal(1);
  });

  describe('proves who it is', () => {
    const methods = () => registry.upgrades.map((header) => /method=(\w+)/.exec(header ?? '')?.[1] ?? 'none');

    it('by nothing before it knows its node, and tells inventories only', async () => {
      registry = await FakeRegistry.start();
      const sender = begin();
      for (const type of ['volume-event', 'inventory', 'step-started', 'inventory'] as const)
        sender.report(report(type));
      await registry.until(() => registry.bodies('inventory').length > 0);
      sender.report(report('inventory'));
      await registry.until(() => registry.last?.received.at(-1)?.sequence === 5);
      expect([methods(), registry.challenges]).to.deep.equal([['none'], 0]);
      expect(registry.last?.hello?.nodeUuid).to.equal('');
      const types = registry.last?.received.map(({ body }) => body.type) ?? [];
      expect(new Set(types)).to.deep.equal(new Set(['hello', 'inventory']));
      // That these were taken says nothing of a trusted node's reports.
      expect(sender.health).to.deep.equal({ connected: true, trust: 'untrusted', spooled: 4, dropped: 0 });
    });

    it('by the nonce that a step brings, at once, and by what the welcome gave it from then on', async () => {
      await trusting({ secrets: { nonce: NONCE, session: SESSION } });
      const sender = begin();
      sender.report(report('step-started'));
      await registry.until(() => sender.health.trust === 'untrusted');
      sender.learn({ node: NODE, nonce: NONCE });
      await registry.until(() => sender.health.trust === 'trusted');
      await registry.until(() => registry.stored.length === 1);
      expect(methods()).to.deep.equal(['none', 'nonce']);
      expect(registry.sessions[0]?.closed).to.equal(1001);
      registry.last?.socket.terminate();
      await registry.until(() => registry.sessions.length === 3);
      expect(registry.last?.method).to.equal('session');
      for (const secret of [NONCE, SESSION]) {
        expect(registry.upgrades.join()).to.not.contain(secret);
        expect(log.text()).to.not.contain(secret);
      }
    });

    it('does not connect anew for a nonce when it is trusted, but for another node it does', async () => {
      await trusting();
      const sender = beginTrusted();
      await registry.until(() => sender.health.trust === 'trusted');
      sender.learn({ node: NODE, nonce: NONCE });
      expect(sender.health.connected).to.equal(true);
      const other = 'aaaaaaaa-5e4f-4a3b-8c2d-1e0f9a8b7c6d';
      sender.learn({ node: other, nonce: null });
      await registry.until(() => registry.last?.hello?.nodeUuid === other);
      // The credential was the other node's.
      expect(methods()).to.deep.equal(['key', 'key']);
    });

    it('tries the next way when one is refused, and pauses when all are', async () => {
      await trusting({ secrets: {}, refuseUntrusted: 401 });
      const sender = beginTrusted({ backOff: { firstMs: 3_600_000, mostMs: 3_600_000 } });
      sender.learn({ node: NODE, nonce: NONCE });
      await registry.until(() => sender.link.is === 'down');
      expect(methods().slice(-3)).to.deep.equal(['nonce', 'key', 'none']);
      expect(log.lines.at(-1)).to.deep.include({ level: 40, pauseMs: 1_800_000 });
      expect(log.text()).to.contain('it answers 401 instead of a connection: not you, because of 401');
      const before = methods().length;
      // A nonce is good once; the rest may be mended at the registry.
      registry.change({ secrets: { key: KEY } });
      sender.connectNow();
      await registry.until(() => sender.health.trust === 'trusted');
      expect(methods().slice(before)).to.deep.equal(['key']);
    });

    it('does without the key where its file cannot be read, and says so', async () => {
      await trusting();
      const sender = begin({ node: NODE, keyFile: join(folder, 'absent') });
      await registry.until(() => sender.health.connected);
      expect(methods()).to.deep.equal(['none']);
      expect(log.text()).to.contain('registry_key_file cannot be read').and.contain(join(folder, 'absent'));
    });
  });

  it('takes a full inventory for wanted in any welcome', async () => {
    let wanted = 0;
    await trusting({ welcome: () => ({ wantsInventory: true }) });
    channel = startChannel(testSettings(registry.url, { node: NODE, keyFile: join(folder, 'key') }), {
      onWantsInventory: () => {
        wanted += 1;
      },
    });
    await registry.until(() => wanted === 1);
    const session = registry.last;
    if (!session) throw new Error('there is a session');
    const again = {
      ...RECORDED_FRAMES.welcome?.body,
      epoch: session.epoch,
      maxFrameBytes: 1_000_000,
    } as const;
    registry.send(session, { ...again, type: 'welcome', wantsInventory: true } as never);
    await registry.until(() => wanted === 2);
    expect(registry.sessions.length).to.equal(1);
  });

  it('ends with a word, when the registry has stored what there is', async () => {
    await trusting();
    const sender = beginTrusted();
    for (let count = 0; count < 200; count += 1) sender.report(report('volume-event'));
    await sender.stop(new AbortController().signal);
    expect(registry.stored.length).to.equal(200);
    await registry.until(() => registry.last?.closed === 1001);
    expect(sender.link.is).to.equal('down');
  });

  it('ends without a registry too, and says what is left', async () => {
    await trusting();
    await registry.stop();
    const sender = beginTrusted();
    sender.report(report('volume-event'));
    await sender.changed(new AbortController().signal);
    await sender.stop(new AbortController().signal);
    expect(log.lines.at(-1)).to.deep.include({ reports: 1, msg: 'the registry has not stored everything' });
  });
});
