import { expect } from 'chai';
import { bmv } from '../../support/bmv.ts';
import { ScriptedRegistry } from '../../support/scripted-registry.ts';

const GIB = 1024 ** 3;
const QUOTA = {
  ...{ project: 'web', max_volumes: 3, max_bytes: null, volumes_by_default: false, bytes_by_default: true },
  ...{ used_volumes: 2, used_bytes: 3 * GIB, exceeded: false, generation: 4 },
};

describe('bmv quotas', () => {
  let registry: ScriptedRegistry;
  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
    registry.on('GET', '/v1/quotas/web', QUOTA).on('PUT', '/v1/quotas/web', QUOTA);
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });
  const run = async (...argv: string[]) => await bmv(['quotas', ...argv, '--registry', registry.url]);
  const last = () => registry.asked.at(-1);

  it('show says what a project has of what it may have', async () => {
    const { code, out } = await run('show', 'web');
    expect([code, out]).to.deep.equal([
      0,
      'project  web\nvolumes  2 of 3\nbytes    3 GiB of unlimited (default)\n',
    ]);
  });

  it('set leaves what is not named as it is, the default too', async () => {
    await run('set', 'web', '--volumes', '20');
    expect(last()).to.deep.include({ method: 'PUT', body: { max_volumes: 20, max_bytes: 'default' } });
    expect(last()?.headers['if-match']).to.equal('"4"');
    await run('set', 'web', '--bytes', '40GiB');
    expect(last()?.body).to.deep.equal({ max_volumes: 3, max_bytes: 40 * GIB });
    await run('set', 'web', '--bytes', 'unlimited', '--volumes', 'default');
    expect(last()?.body).to.deep.equal({ max_volumes: 'default', max_bytes: null });
    await run('set', 'web', '--bytes', '0', '--volumes', '0');
    expect(last()?.body).to.deep.equal({ max_volumes: 0, max_bytes: 0 });
  });

  it('set refuses what is no limit, and to change nothing', async () => {
    for (const words of [['--volumes', '-1'], ['--volumes', 'many'], ['--bytes', 'rest'], []])
      expect((await run('set', 'web', ...words)).code, words.join(' ')).to.equal(2);
    expect(registry.asked.filter(({ method }) => method === 'PUT')).to.deep.equal([]);
  });
});
