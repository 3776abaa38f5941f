import { expect } from 'chai';
import { bmv, bmvJson } from '../../support/bmv.ts';
import {
  alarmJson,
  NODE_UUID,
  NOON_MS,
  nodeJson,
  uuidOf,
  VOLUME_ID,
  volumeJson,
} from '../../support/registry-json.ts';
import { problem, ScriptedRegistry } from '../../support/scripted-registry.ts';

describe('bmv alarms', () => {
  let registry: ScriptedRegistry;

  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const run = async (...argv: string[]) => await bmv([...argv, '--registry', registry.url]);

  it('list shows what is open, the newest at the end, with the way out', async () => {
    const older = alarmJson({
      id: uuidOf(602),
      raised_at_ms: NOON_MS - 60_000,
      kind: 'moved',
      message: 'look',
    });
    registry.on('GET', '/v1/alarms', { alarms: [alarmJson(), older], next: null });
    const { code, out } = await run('alarms', 'list');
    expect(code).to.equal(0);
    expect(out.split('\n')).to.deep.equal([
      '2026-11-29 11:59:00Z  moved',
      `  alarm ${uuidOf(602)}, node ${NODE_UUID}, volume ${VOLUME_ID}`,
      '  look',
      '2026-11-29 12:00:00Z  unknown-claim',
      `  alarm ${uuidOf(601)}, node ${NODE_UUID}, volume ${VOLUME_ID}`,
      '  disk wwn:0x5 claims a volume that nobody asked for; accept, release or ignore it',
      '',
    ]);
    expect(registry.asked[0]?.query).to.deep.equal({ open: 'true' });
  });

  it('list takes nodes and volumes by name, and shows resolved ones too with --all', async () => {
    const resolved = alarmJson({ resolved_at_ms: NOON_MS + 5000, resolution: 'ops: was a clone' });
    registry
      .on('GET', '/v1/alarms', { alarms: [resolved], next: null })
      .on('GET', '/v1/nodes', { nodes: [nodeJson()], next: null })
      .on('GET', '/v1/volumes', { volumes: [volumeJson()], next: null });
    const { out } = await run('alarms', 'list', '--all', '--node', 'rack1-07', '--volume', 'data');
    expect(registry.asked.at(-1)?.query).to.deep.equal({ node: NODE_UUID, volume: VOLUME_ID });
    expect(out)
      .to.contain('unknown-claim, resolved 2026-11-29 12:00:05Z\n')
      .and.contain('\n  ops: was a clone\n');
    const found = await bmvJson('alarms', 'list', '--registry', registry.url);
    expect(found.json).to.deep.equal({ alarms: [resolved], more: false });
  });

  it('list says that there are none', async () => {
    registry.on('GET', '/v1/alarms', { alarms: [], next: null });
    expect((await run('alarms', 'list')).out).to.equal('no alarms\n');
  });

  it('resolve tells the note, and needs one', async () => {
    const resolved = alarmJson({ resolved_at_ms: NOON_MS, resolution: 'ops: seen' });
    registry.on(
      'POST',
      `/v1/alarms/${uuidOf(601)}/resolve`,
      resolved,
      problem(404, 'ALARM_UNKNOWN', 'no such alarm'),
    );
    const { json, code } = await bmvJson(
      'alarms',
      'resolve',
      uuidOf(601),
      '--note',
      'seen',
      '--registry',
      registry.url,
    );
    expect({ json, code }).to.deep.equal({ json: { alarm: resolved }, code: 0 });
    expect(registry.asked.at(-1)?.body).to.deep.equal({ note: 'seen' });
    expect((await run('alarms', 'resolve', uuidOf(601), '--note', 'seen')).code).to.equal(3);
    expect((await run('alarms', 'resolve', uuidOf(601))).code).to.equal(2);
    expect((await run('alarms', 'resolve', 'x', '--note', 'y')).err).to.match(
      /"x" is no id of an alarm.*USAGE/,
    );
  });
});
