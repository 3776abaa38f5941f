import { expect } from 'chai';
import { RegistryClient } from '../../../cli/registry/client.ts';
import { type FollowOptions, follow, type News } from '../../../cli/registry/follow.ts';
import { EventStreams } from '../../support/event-stream.ts';
import { eventJson } from '../../support/registry-json.ts';
import { problem, ScriptedRegistry } from '../../support/scripted-registry.ts';

/** Quick to try again. */
const BACK_OFF = { firstMs: 2, mostMs: 8 };

describe('following what happens', () => {
  let registry: ScriptedRegistry;
  let streams: EventStreams;
  let client: RegistryClient;
  let control: AbortController;
  let lost: string[];
  let backs: number;

  beforeEach(async () => {
    streams = new EventStreams();
    registry = await ScriptedRegistry.start();
    registry.on('GET', '/v1/events/stream', streams.reply);
    control = new AbortController();
    const options = { registry: registry.url, timeout: 3, streamSilenceMs: 3000 };
    client = await RegistryClient.open(options, {}, control.signal);
    [lost, backs] = [[], 0];
  });
  afterEach(async () => {
    control.abort();
    await client.close();
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  function news(changes: Partial<FollowOptions> = {}): AsyncGenerator<News> {
    return follow(client, {
      ...{ query: {}, after: 0, signal: control.signal, backOff: BACK_OFF },
      onLost: ({ message }) => void lost.push(message),
      onBack: () => {
        backs += 1;
      },
      ...changes,
    });
  }

  it('takes up a stream that has fallen silent for too long', async () => {
    const all = news();
    const first = all.next();
    (await streams.at(0)).event(eventJson(1));
    expect((await first).value).to.deep.equal({ type: 'event', event: eventJson(1) });
    const second = all.next();
    const stream = await streams.at(1);
    expect(stream.asked.headers['last-event-id']).to.equal('1');
    stream.event(eventJson(2));
    expect((await second).value).to.deep.equal({ type: 'event', event: eventJson(2) });
    expect(lost).to.have.lengthOf(1);
    expect(backs).to.equal(1);
  }).timeout(30_000);

  it('gives each event once and in order, wherever streams are cut and whatever comes again', async () => {
    const sent = Array.from({ length: 60 }, (_, at) => eventJson(at + 1));
    let at = 0;
    registry.on('GET', '/v1/events/stream', (response, { headers }) => {
      const from = Number(headers['last-event-id']);
      // Some that were told before, some that are new, and one that is cut in two.
      const text = sent
        .slice(Math.max(0, from - 2), from + 1 + (at % 7))
        .map((event) => `id: ${event.seq}\nevent: event\ndata: ${JSON.stringify(event)}\n\n`)
        .join('');
      at += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (at % 3 === 0) response.end(text);
      else response.write(text.slice(0, text.length - (at % 2) * 40), () => response.destroy());
    });
    const got: number[] = [];
    for await (const item of news()) {
      if (item.type === 'event') got.push(item.event.seq);
      if (got.length === sent.length) break;
    }
    expect(got).to.deep.equal(sent.map(({ seq }) => seq));
  }).timeout(60_000);

  it('tells once that the connection is lost, however often it is tried', async () => {
    registry.on(
      'GET',
      '/v1/events/stream',
      problem(503, 'STORE_FAILED', 'the store does not answer'),
      problem(429, 'RATE_LIMITED', 'too often'),
      (response) => void response.destroy(),
      (response) => void response.writeHead(502).end(),
      streams.reply,
    );
    const first = news().next();
    (await streams.at(0)).event(eventJson(1));
    await first;
    expect(lost).to.deep.equal(['the store does not answer']);
    expect(backs).to.equal(1);
    expect(registry.asked).to.have.lengthOf(5);
  }).timeout(30_000);

  it('ends at once when it is stopped: while it waits for news, and while it waits to try again', async () => {
    const waiting = news().next();
    await streams.at(0);
    control.abort();
    expect(await waiting).to.deep.equal({ value: undefined, done: true });

    const later = new AbortController();
    const other = await RegistryClient.open({ registry: registry.url, timeout: 1 }, {}, later.signal);
    registry.on('GET', '/v1/events/stream', problem(503, 'STORE_FAILED', 'no'));
    const retrying = follow(other, {
      ...{ query: {}, after: 0, signal: later.signal, backOff: { firstMs: 3_600_000, mostMs: 3_600_000 } },
      onLost: () => later.abort(),
      onBack: () => {},
    }).next();
    expect(await retrying).to.deep.equal({ value: undefined, done: true });
    await other.close();
  });
});
