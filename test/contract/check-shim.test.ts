import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ContractFixture } from './fixture.ts';
import { type IpaOptions, runInRoot, SUITES } from './ipa.ts';
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
      const given = { suite, folder: fixture.folder, disks: [], waitSeconds: 1, ...options };
      const { code, output } = await runInRoot(given, [
        ...['/bin/sh', '-c', `${before}; exec /run/shared/bmv-check-shim`],
      ]);
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

    // Each took the other for IPA's own manager, and handed its steps over to it.
    it('keeps it from starting when the hardware manager is installed twice', async () => {
      await fixture.agent();
      const twice = 'cp -r /run/shared/site/bmv_hardware_manager-0.1.0.dist-info /opt/older-0.1.dist-info';
      const renamed = "sed -i 's/^Name: .*/Name: older/' /opt/older-0.1.dist-info/METADATA";
      const { code, lines } = await check({}, `${twice}; ${renamed}; export PYTHONPATH=$PYTHONPATH:/opt`);
      expect(code).to.equal(1);
      expect(lines).to.deep.equal([
        'baremetal-volumes: its hardware manager is installed 2 times; build the ramdisk anew',
      ]);
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
