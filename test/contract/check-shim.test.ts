import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ContractFixture } from './fixture.ts';
import { type IpaOptions, SUITES, spawnInRoot } from './ipa.ts';
import { sendJson, standIn } from './stand-in-agent.ts';

const SCRIPT = join(import.meta.dirname, '../../hardware-managers/ipa/systemd/bmv-check-shim');

for (const suite of SUITES) {
  describe(`bmv-check-shim before ironic-python-agent of ${suite} starts`, () => {
    let fixture: ContractFixture;
    beforeEach(() => {
      fixture = new ContractFixture();
      copyFileSync(SCRIPT, join(fixture.folder, 'bmv-check-shim'));
    });
    afterEach(async () => await fixture.close());

    /** `before` is run by the shell ahead of the check. */
    async function check(
      options: Partial<IpaOptions> = {},
      before = 'true',
    ): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
      const child = spawnInRoot({ suite, folder: fixture.folder, disks: [], waitSeconds: 1, ...options }, [
        ...['/bin/sh', '-c', `${before}; exec /run/shared/bmv-check-shim`],
      ]);
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (bytes: Buffer) => {
          output += bytes.toString();
        });
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      return { code, lines: output.split('\n').filter((line) => line !== '') };
    }

    it('lets it start beside a healthy agent of one build with the hardware manager', async () => {
      await fixture.agent();
      expect(await check()).to.deep.equal({ code: 0, lines: [] });
    });

    it('keeps it from starting without an agent', async () => {
      const { code, lines } = await check();
      expect(code).to.equal(1);
      expect(lines).to.have.lengthOf(1);
      expect(lines[0]).to.match(/^baremetal-volumes: its hardware manager does not work .*does not answer/);
    });

    it('keeps it from starting beside an agent of another build', async () => {
      const stand = await standIn(join(fixture.folder, 'agent.sock'), {
        '/v1/health': (_, response) => sendJson(response, { status: 'ok', build: '9.9.9+abc', protocol: 1 }),
      });
      const { code, lines } = await check();
      await stand.close();
      expect(code).to.equal(1);
      expect(lines).to.have.lengthOf(1);
      expect(lines[0]).to.contain('9.9.9+abc').and.contain('build the ramdisk anew');
    });

    for (const [title, spoilShim, error] of [
      ['is no Python', () => 'def (', 'SyntaxError'],
      ['ends where it is imported', () => 'raise SystemExit(0)', 'SystemExit'],
      ['needs a module that is not there', (source: string) => `import gone\n${source}`, 'gone'],
      [
        'has no such class any more',
        (source: string) => source.replaceAll('BaremetalVolumesHardwareManager', 'Renamed'),
        'AttributeError',
      ],
    ] as const)
      it(`keeps it from starting when the hardware manager ${title}`, async () => {
        await fixture.agent();
        const { code, lines } = await check({ spoilShim });
        expect(code).to.equal(1);
        expect(lines).to.have.lengthOf(1);
        expect(lines[0])
          .to.match(/^baremetal-volumes: /)
          .and.contain(error);
      });

    it('keeps it from starting when the hardware manager is not installed', async () => {
      await fixture.agent();
      const { code, lines } = await check({}, 'unset PYTHONPATH');
      expect(code).to.equal(1);
      expect(lines).to.deep.equal([
        'baremetal-volumes: its hardware manager is not installed; build the ramdisk anew',
      ]);
    });
  });
}

describe('a command among the packages of ironic-python-agent', () => {
  // HAZARD: one byte of it is enough to reset the machine that runs the tests.
  it('cannot reach the switch of the machine', async () => {
    const fixture = new ContractFixture();
    const child = spawnInRoot({ suite: 'trixie', folder: fixture.folder, disks: [] }, [
      ...['/bin/sh', '-c', ': >/proc/sysrq-trigger'],
    ]);
    let complaint = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      complaint += bytes.toString();
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    await fixture.close();
    expect(code).not.to.equal(0);
    expect(complaint).to.contain('/proc/sysrq-trigger');
  });
});
