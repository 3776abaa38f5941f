import { expect } from 'chai';
import { startBmv } from '../../support/bmv.ts';
import { EventStreams } from '../../support/event-stream.ts';
import {
  eventJson,
  NODE_UUID,
  nodeDetailJson,
  nodeJson,
  RUN_ID,
  runJson,
  uuidOf,
} from '../../support/registry-json.ts';
import { ScriptedRegistry } from '../../support/scripted-registry.ts';

const MIB = 1024 ** 2;

describe('bmv nodes watch', () => {
  let registry: ScriptedRegistry;
  let streams: EventStreams;

  beforeEach(async () => {
    streams = new EventStreams();
    registry = await ScriptedRegistry.start();
    registry
      .on('GET', '/v1/events', { events: [eventJson(40)], next: null })
      .on('GET', '/v1/events/stream', streams.reply)
      .on('GET', '/v1/nodes', { nodes: [nodeJson({ running: runJson() })], next: null })
      .on('GET', `/v1/nodes/${NODE_UUID}`, nodeDetailJson({ running: runJson() }));
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const start = (argv: readonly string[], isTTY = false) =>
    startBmv(['nodes', 'watch', ...argv, '--registry', registry.url], isTTY);
  const finished = (seq: number) =>
    eventJson(seq, {
      kind: 'step.finished',
      volume: '',
      project: '',
      details: { run: RUN_ID, step: 'write_image' },
    });

  it('begins with the steps that run, and follows one node from then on', async () => {
    const watch = start(['rack1-07']);
    const stream = await streams.at(0);
    expect(stream.asked.query).to.deep.equal({ node: NODE_UUID, after: '40' });
    stream.progress(runJson({ done_bytes: 300 * MIB }));
    stream.progress(runJson({ phase: 'verify', done_bytes: 0, total_bytes: null }));
    stream.event(finished(41));
    await watch.until((out) => out.includes('step.finished'));
    watch.stop();
    const { code, out, err } = await watch.outcome;
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    // Of one phase a line is enough for a while.
    expect(out.split('\n')).to.deep.equal([
      'rack1-07: deploy.write_image, write: 256 MiB of 1 GiB (25 %)',
      'rack1-07: deploy.write_image, verify: 0 B',
      `    41  2026-11-29 12:00:41Z  step.finished       by its agent, step=write_image`,
      '',
    ]);
  });

  it('follows all nodes where none is named', async () => {
    const watch = start([]);
    const stream = await streams.at(0);
    expect(stream.asked.query).to.deep.equal({ after: '40' });
    stream.progress(
      runJson({ run: uuidOf(502), node: uuidOf(2), step: 'erase_devices', kind: 'clean', phase: '' }),
    );
    await watch.until((out) => out.includes(`${uuidOf(2)}: clean.erase_devices\n`));
    watch.stop();
    expect((await watch.outcome).code).to.equal(0);
  });

  it('writes events and progress as objects, one a line, for programs', async () => {
    const watch = start(['rack1-07', '--json'], true);
    const stream = await streams.at(0);
    stream.progress(runJson({ done_bytes: 300 * MIB }));
    stream.event(finished(41));
    await watch.until((out) => out.split('\n').length === 4);
    watch.stop();
    const { out, err } = await watch.outcome;
    expect(err).to.equal('');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).to.deep.equal([
      { type: 'progress', run: runJson() },
      { type: 'progress', run: runJson({ done_bytes: 300 * MIB }) },
      { type: 'event', event: finished(41) },
    ]);
  });

  it('writes progress over on a terminal, and takes it away from before events and at the end', async () => {
    const watch = start(['rack1-07'], true);
    const stream = await streams.at(0);
    await watch.until((_, err) => err === 'rack1-07: deploy.write_image, write: 256 MiB of 1 GiB (25 %)\n');
    stream.progress(runJson({ done_bytes: 512 * MIB }));
    await watch.until((_, err) =>
      err.endsWith('\u001b[1A\u001b[Jrack1-07: deploy.write_image, write: 512 MiB of 1 GiB (50 %)\n'),
    );
    stream.event(eventJson(41));
    await watch.until((out) => out.includes('volume.created'));
    await watch.until((_, err) =>
      err.endsWith('\u001b[1A\u001b[Jrack1-07: deploy.write_image, write: 512 MiB of 1 GiB (50 %)\n'),
    );
    stream.event(finished(42));
    await watch.until((out) => out.includes('step.finished'));
    watch.stop();
    const { out, err } = await watch.outcome;
    expect(err.endsWith('50 %)\n\u001b[1A\u001b[J')).to.equal(true);
    expect(out).not.to.contain('\u001b');
    expect(out).not.to.contain('%');
  });

  it('is taken up again with what runs then', async () => {
    const watch = start(['rack1-07']);
    (await streams.at(0)).cut();
    const stream = await streams.at(1);
    expect(stream.asked.headers['last-event-id']).to.equal('40');
    stream.progress(runJson({ phase: 'commit', done_bytes: 1, total_bytes: 4 }));
    await watch.until((out) => out.includes('commit: 1 B of 4 B (25 %)'));
    watch.stop();
    expect((await watch.outcome).err).to.match(
      /trying again until Ctrl-C\nconnected again; nothing was missed\n$/,
    );
  }).timeout(30_000);
});
