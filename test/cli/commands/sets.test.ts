import { expect } from 'chai';
import { bmv, bmvJson } from '../../support/bmv.ts';
import { NODE_UUID, VOLUME_ID, volumeJson } from '../../support/registry-json.ts';
import { ScriptedRegistry } from '../../support/scripted-registry.ts';

const GIB = 1024 ** 3;
const SET = {
  ...{ name: 'db', project: 'web', volume_count: 1, node_count: 1, size_bytes: 2 * GIB },
  states: { available: 1 },
};

describe('bmv sets', () => {
  let registry: ScriptedRegistry;
  const released = volumeJson({ set: 'db', state: 'releasing' });

  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
    registry
      .on('GET', '/v1/sets', { sets: [SET], next: null })
      .on('GET', '/v1/sets/db', { ...SET, volumes: [volumeJson({ set: 'db' })], next: null })
      .on('POST', '/v1/sets/db/release', { volumes: [released] })
      .on('GET', `/v1/volumes/${VOLUME_ID}`, volumeJson())
      .on('POST', `/v1/volumes/${VOLUME_ID}/update`, { volume: volumeJson({ set: 'db' }), notes: [] });
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const run = async (...argv: string[]) => await bmv([...argv, '--registry', registry.url]);
  const json = async (...argv: string[]) => await bmvJson(...argv, '--registry', registry.url);
  const last = () => registry.asked.at(-1);

  it('list shows sets as an aligned table', async () => {
    const { code, out } = await run('sets', 'list');
    expect(code).to.equal(0);
    expect(out.split('\n')).to.deep.equal([
      'name  project  volumes  nodes   size  states',
      'db    web            1      1  2 GiB  1 available',
      '',
    ]);
  });

  it('show has the set above its volumes', async () => {
    const { out } = await run('sets', 'show', 'db', '--project', 'web');
    expect(out).to.match(
      /^set +db\nproject +web\nvolumes +1\nnodes +1\nsize +2 GiB\nstates +1 available\n\n/,
    );
    expect(out).to.include(VOLUME_ID).and.include(NODE_UUID);
    expect((await json('sets', 'show', 'db')).json).to.deep.include({ set: SET, more: false });
  });

  it('release names each volume, and wants the name of the set once more', async () => {
    const silent = await run('sets', 'release', 'db');
    expect([silent.code, silent.err]).to.satisfy(
      ([code, err]: [number, string]) => code === 3 && /NOT_CONFIRMED/.test(err),
    );
    const wrong = await run('sets', 'release', 'db', '--confirm', 'dv');
    expect(wrong.err).to.match(/nothing was changed \(NOT_CONFIRMED\)/);
    expect(registry.asked.filter(({ method }) => method === 'POST')).to.deep.equal([]);
    const done = await run('sets', 'release', 'db', '--confirm', 'db', '--erase', 'discard');
    expect([done.code, done.out]).to.satisfy(
      ([code, out]: [number, string]) => code === 0 && /releasing/.test(out),
    );
    expect(last()?.body).to.deep.equal({ project: 'web', volumes: [VOLUME_ID], erase: 'discard' });
  });

  it('are what `bmv volumes update` puts a volume into', async () => {
    const { code } = await run('volumes', 'update', VOLUME_ID, '--set', 'db');
    expect(code).to.equal(0);
    expect(last()?.body).to.deep.equal({ set: 'db' });
    await run('volumes', 'update', VOLUME_ID, '--set', '', '--name', 'other');
    expect(last()?.body).to.deep.equal({ name: 'other', set: '' });
    expect((await run('volumes', 'update', VOLUME_ID)).err).to.match(/say what to change.*\(USAGE\)/);
  });
});
