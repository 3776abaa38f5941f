import { connect } from 'node:net';
import { expect } from 'chai';
import { BmvError } from '../../../../proto/error.ts';
import { readNewestSeq } from '../../../../registry/api/queries/event-list.ts';
import { eventSchema } from '../../../../registry/api/schemas/events.ts';
import { runSchema } from '../../../../registry/api/schemas/runs.ts';
import { listenAt } from '../../../../registry/listen.ts';
import { ApiFixture, type ApiFixtureOptions, type CallerName } from '../../../support/api-fixture.ts';
import { ApiWorld, FREE_NODE, newVolume, WEB_NODE } from '../../../support/api-world.ts';
import { SseReader } from '../../../support/sse-reader.ts';
import { BACKENDS } from '../../../support/stores.ts';
import { until } from '../../../support/until.ts';

const RUN = '77777777-7777-4777-8777-777777777777';
const QUICK = { streamPollMs: 10 };

async function listening(
  api: ApiFixture,
): Promise<(path: string, as?: CallerName, headers?: object) => Promise<SseReader>> {
  const address = await listenAt(api.server, { kind: 'tcp', host: '127.0.0.1', port: 0 }, false);
  return async (path, as = 'admin', headers = {}) =>
    await SseReader.open(`${address}/v1/events/stream${path}`, { 'x-test-caller': as, ...headers });
}

async function tell(api: ApiFixture, count: number, project = 'web', text = ''): Promise<void> {
  const actor = { kind: 'registry', id: '', project: '' } as const;
  await api.store.transaction(async (tx) => {
    for (let number = 0; number < count; number += 1)
      tx.record({ kind: 'volume.created', node: '', volume: '', project, actor, details: { number, text } });
  });
}

const ids = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => Number(id));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

for (const backend of BACKENDS)
  describe(`the stream of events on ${backend}`, function () {
    this.timeout(120_000);
    const start = async (options: ApiFixtureOptions = {}) =>
      await ApiFixture.start({ backend, ...options, limits: { ...QUICK, ...options.limits } });

    it('tells what happens from now on, in its order and form', async () => {
      const api = await start();
      await tell(api, 3);
      const stream = await (await listening(api))('');
      await stream.when(() => (stream.comments > 0 ? true : null));
      await tell(api, 2);
      const messages = await stream.until(2);
      expect(ids(messages)).to.deep.equal([4, 5]);
      for (const { data } of messages) expect(eventSchema.parse(data)).to.deep.equal(data);
      stream.close();
    });

    it('is taken up again behind the last event that was seen, without loss or repetition', async () => {
      const api = await start();
      const open = await listening(api);
      await tell(api, 1700);
      const first = await open('?after=0');
      await first.until(1700);
      first.close();
      await tell(api, 600);
      const second = await open('?after=5', 'admin', { 'last-event-id': '1700' });
      expect(ids(await second.until(600))).to.deep.equal(upTo(2300).slice(1700));
      await tell(api, 1);
      await second.until(601);
      expect(ids(second.messages)).to.deep.equal(upTo(2301).slice(1700));
      second.close();
    });

    it('loses and doubles nothing for readers who come while events are appended', async () => {
      const api = await start();
      const open = await listening(api);
      const streams: SseReader[] = [];
      for (let round = 0; round < 20; round += 1) {
        const telling = tell(api, 25);
        streams.push(await open('?after=0'));
        await telling;
      }
      for (const stream of streams) {
        expect(ids(await stream.until(500))).to.deep.equal(upTo(500));
        stream.close();
      }
    });
  });

describe('the stream of events', () => {
  it('loses nothing of a reader who caught up while another one was still asking where to begin', async () => {
    const api = await ApiFixture.start({ limits: { streamPollMs: 600_000 } });
    await tell(api, 2);
    const read = api.store.read.bind(api.store);
    let asked = 0;
    let goOn: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    api.store.read = async (query) => {
      if ((query as unknown) !== readNewestSeq) return await read(query);
      asked += 1;
      if (asked === 1) await until(() => asked === 2);
      else await held;
      return await read(query);
    };
    const open = await listening(api);
    const [first, second] = await Promise.all([open('?after=0'), open('?after=0')]);
    await Promise.race([first.until(2), second.until(2)]);
    await tell(api, 3);
    goOn();
    await Promise.all([first.until(2), second.until(2)]);
    await api.feed.poll();
    for (const stream of [first, second]) {
      expect(ids(await stream.until(5))).to.deep.equal(upTo(5));
      stream.close();
    }
  });

  it('tells whoever acts for a project what is its own, and readers by filter what they want', async () => {
    const api = await ApiFixture.start({ limits: QUICK });
    const open = await listening(api);
    const own = await open('?after=0', 'member');
    const other = await open('?after=0&project=other');
    await tell(api, 2);
    await tell(api, 1, 'other');
    await tell(api, 1);
    expect(ids(await own.until(3))).to.deep.equal([1, 2, 4]);
    expect(ids(await other.until(1))).to.deep.equal([3]);
    expect((await open('?project=web', 'stranger')).status).to.equal(403);
    own.close();
    other.close();
  });

  it('tells how far steps are, without a number, and to a project only of nodes that it holds', async () => {
    const { api, web, free } = await ApiWorld.make({ limits: QUICK });
    const open = await listening(api);
    const [all, own, stranger] = [await open(''), await open('', 'member'), await open('', 'stranger')];
    const none = await open('?progress=false');
    for (const node of [web, free]) {
      await node.report({ type: 'step-started', run: RUN, step: 'write_image', kind: 'deploy', atMs: 1 });
      await node.report({
        type: 'step-progress',
        run: RUN,
        phase: 'write',
        doneBytes: 7,
        totalBytes: 9,
        atMs: 2,
      });
    }
    const news = await all.when(() => {
      const found = all.messages.filter(({ event, data }) => event === 'progress' && data.done_bytes === 7);
      return found.length === 2 ? found : null;
    });
    for (const { id, data } of news) {
      expect(id).to.equal('');
      expect(runSchema.parse(data)).to.deep.equal(data);
    }
    await own.when(
      () => own.messages.find(({ event, data }) => event === 'progress' && data.done_bytes === 7) ?? null,
    );
    expect(
      new Set(own.messages.filter(({ event }) => event === 'progress').map(({ data }) => data.node)),
    ).to.deep.equal(new Set([WEB_NODE]));
    await tell(api, 1, 'other');
    await stranger.until(1);
    await none.until(1);
    for (const stream of [stranger, none])
      expect(stream.messages.filter(({ event }) => event === 'progress')).to.deep.equal([]);
    for (const stream of [all, own, stranger, none]) stream.close();
  });

  it('tells what people ask for', async () => {
    const { api } = await ApiWorld.make({ limits: QUICK });
    const stream = await (await listening(api))('?kind=volume');
    await stream.when(() => (stream.comments > 0 ? true : null));
    await api.post('/v1/volumes', newVolume(FREE_NODE));
    const [message] = await stream.until(1);
    expect(message?.data).to.include({ kind: 'volume.reserved', node: FREE_NODE });
    stream.close();
  });

  it('says that it is there while nothing happens', async () => {
    const api = await ApiFixture.start({ limits: { ...QUICK, streamHeartbeatMs: 10 } });
    const stream = await (await listening(api))('');
    await stream.when(() => (stream.comments >= 5 ? true : null));
    stream.close();
  });

  it('ends each stream after a while, so that its reader shows again who they are', async () => {
    const api = await ApiFixture.start({ limits: { ...QUICK, streamLifeMs: 50 } });
    const stream = await (await listening(api))('');
    await stream.ended();
    expect(api.feed.size).to.equal(0);
  });

  it('goes to so many readers and no more, and has room again when one is gone', async () => {
    const api = await ApiFixture.start({ limits: { ...QUICK, maxStreams: 2 } });
    const open = await listening(api);
    const [one, two] = [await open(''), await open('')];
    expect((await open('')).status).to.equal(503);
    one.close();
    let next = await open('');
    while (next.status === 503) next = await open('');
    expect(next.status).to.equal(200);
    two.close();
    next.close();
  });

  it('is ended for a reader who does not read, and bounded in memory', async () => {
    const api = await ApiFixture.start({ limits: { ...QUICK, maxUnreadBytes: 100_000 } });
    const address = await listenAt(api.server, { kind: 'tcp', host: '127.0.0.1', port: 0 }, false);
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.write('GET /v1/events/stream HTTP/1.1\r\nhost: x\r\nx-test-caller: admin\r\n\r\n');
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    socket.pause();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    while (api.feed.size > 0) {
      await tell(api, 20, 'web', 'x'.repeat(20_000));
      await api.feed.poll();
    }
    socket.on('error', () => {});
    socket.resume();
    await closed;
  });

  it('does not begin where the store does not work, and ends where it stops while a reader catches up', async () => {
    const api = await ApiFixture.start({ limits: { streamPollMs: 60_000 } });
    const open = await listening(api);
    await tell(api, 1200);
    const read = api.store.read.bind(api.store);
    const fail = async () => {
      throw new BmvError('STORE_FAILED', 'the database does not work');
    };
    api.store.read = fail;
    expect((await open('')).status).to.equal(503);
    let reads = 0;
    api.store.read = async (query) => {
      reads += 1;
      return reads > 2 ? await fail() : await read(query);
    };
    const cut = await open('?after=0');
    await cut.ended();
    expect(ids(cut.messages)).to.deep.equal(upTo(500));
    api.store.read = read;
    const whole = await open('', 'admin', { 'last-event-id': '500' });
    expect(ids(await whole.until(700))).to.deep.equal(upTo(1200).slice(500));
    whole.close();
  });

  it('is no answer whose time is measured', async () => {
    const api = await ApiFixture.start({ limits: { ...QUICK, streamLifeMs: 20 } });
    const open = await listening(api);
    await (await open('')).ended();
    await open('?after=x');
    while (api.answered.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(api.answered).to.deep.equal([{ route: '/v1/events/stream', status: 400 }]);
  });

  it('reads nothing where nobody listens, and goes on when the store works again', async () => {
    const api = await ApiFixture.start({ limits: { streamPollMs: 10 } });
    const open = await listening(api);
    const stream = await open('?after=0');
    await tell(api, 1);
    await stream.until(1);
    const read = api.store.read.bind(api.store);
    let failures = 0;
    api.store.read = async () => {
      failures += 1;
      throw new Error('the database does not work');
    };
    while (failures < 3) await new Promise((resolve) => setImmediate(resolve));
    api.store.read = read;
    await tell(api, 1);
    expect(ids(await stream.until(2))).to.deep.equal([1, 2]);
    expect(api.log.filter(({ msg }) => /cannot be streamed/.test(msg))).to.have.length(1);
    expect(api.log.filter(({ msg }) => /streamed again/.test(msg))).to.have.length(1);
    stream.close();
    while (api.feed.size > 0) await new Promise((resolve) => setImmediate(resolve));
    let reads = 0;
    api.store.read = async (query) => {
      reads += 1;
      return await read(query);
    };
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(reads).to.equal(0);
  });
});
