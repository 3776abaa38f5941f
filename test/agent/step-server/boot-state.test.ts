import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BootState } from '../../../agent/step-server/boot-state.ts';

describe('state of a boot', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-state-'));
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  const run = {
    run: 'r',
    step: 'write_image',
    kind: 'deploy' as const,
    key: 'k',
    endedAtMs: 1,
    isHeard: false,
    outcome: { type: 'result' as const, result: { device: '/dev/sda' } },
  };

  it('is empty at first', async () => {
    const state = await BootState.open(folder);
    expect(state.installDevice).to.equal(null);
    expect(state.lastRun).to.equal(null);
  });

  it('outlives a restart of the agent', async () => {
    const before = await BootState.open(folder);
    await before.setInstallDevice('/dev/sda');
    await before.setLastRun(run);
    const after = await BootState.open(folder);
    expect(after.installDevice).to.equal('/dev/sda');
    expect(after.lastRun).to.deep.equal(run);
  });

  it('keeps both when they change at the same time', async () => {
    const before = await BootState.open(folder);
    await Promise.all([before.setInstallDevice('/dev/sda'), before.setLastRun(run)]);
    const after = await BootState.open(folder);
    expect([after.installDevice, after.lastRun?.run]).to.deep.equal(['/dev/sda', 'r']);
  });

  it('can be read by root only', async () => {
    const state = await BootState.open(folder);
    await state.setInstallDevice('/dev/sda');
    expect((await stat(join(folder, 'boot-state.json'))).mode & 0o777).to.equal(0o600);
  });

  for (const [what, text] of [
    ['no JSON', '{'],
    ['of another shape', '{"installDevice":5}'],
    ['empty', ''],
  ] as const)
    it(`counts as empty when the file is ${what}`, async () => {
      await writeFile(join(folder, 'boot-state.json'), text);
      expect((await BootState.open(folder)).lastRun).to.equal(null);
    });
});
