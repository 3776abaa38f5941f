import { expect } from 'chai';
import { bmv, bmvJson, startBmv } from '../../support/bmv.ts';
import { EventStreams } from '../../support/event-stream.ts';
import { eventJson, NODE_UUID, nodeJson, VOLUME_ID, volumeJson } from '../../support/registry-json.ts';
import { problem, ScriptedRegistry } from '../../support/scripted-registry.ts';

describe('bmv events', () => {
  let registry: ScriptedRegistry;
  let streams: EventStreams;

  beforeEach(async () => {
    streams = new EventStreams();
    registry = await ScriptedRegistry.start();
    registry
      .on('GET', '/v1/events', { events: [eventJson(4), eventJson(3)], next: null })
      .on('GET', '/v1/events/stream', streams.reply)
      .on('GET', '/v1/nodes', { nodes: [nodeJson()], next: null })
      .on('GET', '/v1/volumes', { volumes: [volumeJson()], next: null });
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const run = async (...argv: string[]) => await bmv(['events', ...argv, '--registry', registry.url]);
  /** Numbers of the events in lines of text or JSON. */
  const numbers = (out: string) =>
    out
      .trimEnd()
      .split('\n')
      .map((line) =>
        line.startsWith('{') ? (JSON.parse(line) as { seq: number }).seq : Number(line.slice(0, 6)),
      );

  it('shows the newest, one a line, the newest at the end', async () => {
    const { code, out, err } = await run();
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    expect(numbers(out)).to.deep.equal([3, 4]);
    expect(out.split('\n')[0]).to.equal(
      `     3  2026-11-29 12:00:03Z  volume.created      node ${NODE_UUID}, volume ${VOLUME_ID}, project web, by its agent`,
    );
    expect(registry.asked[0]?.query).to.deep.equal({ newest: 'true' });
  });

  it('writes one object a line for programs, and nothing where nothing happened', async () => {
    const { out } = await run('--json');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).to.deep.equal([eventJson(3), eventJson(4)]);
    registry.on('GET', '/v1/events', { events: [], next: null });
    expect((await run('--json')).out).to.equal('');
  });

  it('says when there are more than it shows', async () => {
    registry.on('GET', '/v1/events', { events: [eventJson(4), eventJson(3)], next: 3 });
    const newest = await run('--limit', '2');
    expect(newest.err).to.equal('the newest 2; --limit shows more, --after SEQ all behind one\n');
    registry.on('GET', '/v1/events', { events: [eventJson(1), eventJson(2)], next: 2 });
    const oldest = await run('--after', '0', '--limit', '2');
    expect(oldest.err).to.equal('there are more behind event 2\n');
    expect(registry.asked.at(-1)?.query).to.deep.equal({ after: '0', limit: '2' });
  });

  it('asks for what is wanted, nodes and volumes by name', async () => {
    const { out } = await run(
      '--node',
      'rack1-07',
      '--volume',
      'data',
      '--project',
      'web',
      '--kind',
      'volume',
      '--after',
      '7',
    );
    expect(registry.asked.at(-1)?.query).to.deep.equal({
      ...{ node: NODE_UUID, volume: VOLUME_ID, project: 'web', kind: 'volume', after: '7' },
    });
    // What is asked for need not be told.
    expect(out.split('\n')[0]).to.equal('     4  2026-11-29 12:00:04Z  volume.created      by its agent');
    expect((await run('--after', '-1')).code).to.equal(2);
  });

  describe('--follow', () => {
    const start = (...argv: string[]) =>
      startBmv(['events', '--follow', ...argv, '--registry', registry.url]);

    it('goes on with what happens behind what it showed, until it is stopped, which is no failure', async () => {
      const events = start();
      const stream = await streams.at(0);
      expect(stream.asked.query).to.deep.equal({ after: '4', progress: 'false' });
      expect(stream.asked.headers['last-event-id']).to.equal('4');
      stream.event(eventJson(5));
      await events.until((out) => out.split('\n').length === 4);
      events.stop();
      const { code, out, err } = await events.outcome;
      expect({ code, err }).to.deep.equal({ code: 0, err: '' });
      expect(numbers(out)).to.deep.equal([3, 4, 5]);
    });

    it('begins behind the number that is given, and asks the stream for all of it', async () => {
      const events = start('--after', '2', '--json', '--node', NODE_UUID);
      const stream = await streams.at(0);
      expect(stream.asked.query).to.deep.equal({ after: '2', progress: 'false', node: NODE_UUID });
      expect(registry.asked).to.have.lengthOf(1);
      events.stop();
      expect((await events.outcome).out).to.equal('');
    });

    it('begins behind the newest of all where there are none of the kind', async () => {
      registry.on('GET', '/v1/events', { events: [eventJson(9)], next: null }, { events: [], next: null });
      const events = start('--kind', 'alarm');
      expect((await streams.at(0)).asked.query).to.include({ after: '9', kind: 'alarm' });
      events.stop();
      await events.outcome;
    });

    it('loses none and doubles none, however often the connection is cut in the middle', async () => {
      const events = start('--json');
      const first = await streams.at(0);
      first.event(eventJson(5));
      first.write(`id: 6\nevent: event\ndata: ${JSON.stringify(eventJson(6)).slice(0, 40)}`);
      await events.until((out) => out.includes('"seq":5'));
      first.cut();
      const second = await streams.at(1);
      expect(second.asked.headers['last-event-id']).to.equal('5');
      // What came before comes again.
      for (const seq of [4, 5, 6, 7]) second.event(eventJson(seq));
      await events.until((out) => out.includes('"seq":7'));
      second.end();
      const third = await streams.at(2);
      expect(third.asked.headers['last-event-id']).to.equal('7');
      third.event(eventJson(8));
      await events.until((out) => out.includes('"seq":8'));
      events.stop();
      const { code, out, err } = await events.outcome;
      expect({ code, err }).to.deep.equal({ code: 0, err: '' });
      expect(numbers(out)).to.deep.equal([3, 4, 5, 6, 7, 8]);
    }).timeout(30_000);

    it('waits for a registry that is away, says so once, and when it is back', async () => {
      const events = start();
      (await streams.at(0)).event(eventJson(5));
      await events.until((out) => out.includes('  5  '));
      const { port } = registry;
      await registry.stop();
      await events.until((_, err) => err.includes('trying again'));
      await registry.listen(port);
      const stream = await streams.at(1);
      stream.event(eventJson(6));
      await events.until((out) => out.includes('  6  '));
      events.stop();
      const { err } = await events.outcome;
      expect(err.split('\n')).to.have.lengthOf(3);
      expect(err).to.match(
        /^registry http:\/\/127\.0\.0\.1:\d+ cannot be reached: .*; trying again until Ctrl-C\nconnected again; nothing was missed\n$/,
      );
    }).timeout(30_000);

    it('waits where the registry has no room, and ends where it does not let one in any more', async () => {
      registry.on(
        'GET',
        '/v1/events/stream',
        problem(503, 'REGISTRY_FULL', 'the registry has as many streams as it takes; try again later'),
        streams.reply,
        problem(401, 'UNAUTHENTICATED', 'user or password is wrong'),
      );
      const events = start();
      const stream = await streams.at(0);
      expect(events.err()).to.contain('as many streams as it takes');
      stream.cut();
      const { code, err } = await events.outcome;
      expect(code).to.equal(3);
      expect(err).to.match(/\nbmv: user or password is wrong; give --user .*\(UNAUTHENTICATED\)\n$/);
    }).timeout(30_000);

    it('ends where what comes is no event, and passes by what a newer registry tells', async () => {
      const events = start();
      const stream = await streams.at(0);
      stream.write('id: 5\nevent: weather\ndata: sunny\n\n');
      stream.event(eventJson(5));
      await events.until((out) => out.includes('  5  '));
      stream.write('id: 6\nevent: event\ndata: {"seq":6}\n\n');
      const { code, err } = await events.outcome;
      expect(code).to.equal(1);
      expect(err).to.match(
        /^bmv: the stream of http:.* has an event that does not fit; .*\(REGISTRY_ANSWER\)\n$/,
      );
    });

    it('ends where the answer is no stream', async () => {
      registry.on(
        'GET',
        '/v1/events/stream',
        (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>hello'),
      );
      const { code, json } = await bmvJson('events', '--follow', '--after', '0', '--registry', registry.url);
      expect(code).to.equal(1);
      expect(json.error).to.include({ code: 'REGISTRY_ANSWER' });
    });
  });
});
