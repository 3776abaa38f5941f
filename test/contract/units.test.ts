import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ContractFixture } from './fixture.ts';
import { runInRoot, SUITES } from './ipa.ts';

const SYSTEMD = join(import.meta.dirname, '../../hardware-managers/ipa/systemd');
const DROP_IN = 'ironic-python-agent.service.d/10-bmv.conf';

/** In the shape of ironic-python-agent-builder's. */
const UPSTREAM_UNIT = `[Unit]
Description=Ironic Python Agent
After=network-online.target
Wants=network-online.target

[Service]
ExecStartPre=/bin/true
ExecStart=/usr/bin/ironic-python-agent --config-dir /etc/ironic-python-agent.d/
Restart=always
RestartSec=5s
StandardOutput=journal+console

[Install]
WantedBy=multi-user.target
`;

const VERIFY = `
set -e
mkdir -p /opt/bmv/bin
for program in node bmv-check-shim; do ln -s /bin/true /opt/bmv/bin/$program; done
mount -t tmpfs tmpfs /etc/systemd/system
cp -r /run/shared/units/. /etc/systemd/system
exec systemd-analyze verify --man=no ironic-python-agent.service bmv-agent.service
`;

for (const suite of SUITES) {
  describe(`our units in the eyes of systemd of ${suite}`, () => {
    let fixture: ContractFixture;
    let units = '';
    beforeEach(() => {
      fixture = new ContractFixture();
      units = join(fixture.folder, 'units');
      mkdirSync(units);
      cpSync(SYSTEMD, units, { recursive: true });
    });
    afterEach(async () => await fixture.close());

    /** What systemd says of our units together with the one of ironic-python-agent. */
    async function verify(): Promise<{ readonly code: number | null; readonly ours: string }> {
      const options = { suite, folder: fixture.folder, disks: [] };
      const { code, output } = await runInRoot(options, ['/bin/sh', '-c', VERIFY]);
      // Of other packages' units there may be more to say.
      const ours = output.split('\n').filter((line) => /bmv|ironic-python-agent/.test(line));
      return { code, ours: ours.join('\n') };
    }

    it("are right beside Debian's unit", async () => {
      expect(await verify()).to.deep.equal({ code: 0, ours: '' });
    });

    it("are right beside ironic-python-agent-builder's unit", async () => {
      writeFileSync(join(units, 'ironic-python-agent.service'), UPSTREAM_UNIT);
      expect(await verify()).to.deep.equal({ code: 0, ours: '' });
    });

    // Systemd only warns of a key that it does not know, and would start ironic-python-agent without the check.
    it('are read, the one that holds ironic-python-agent back too', async () => {
      const path = join(units, DROP_IN);
      writeFileSync(path, readFileSync(path, 'utf8').replace('ExecStartPre=', 'ExecStartBefore='));
      expect((await verify()).ours)
        .to.contain('10-bmv.conf')
        .and.contain('ExecStartBefore');
    });
  });
}

describe('our units', () => {
  it('hold ironic-python-agent back until the check has passed, whatever it says', () => {
    const lines = readFileSync(join(SYSTEMD, DROP_IN), 'utf8').split('\n');
    // No `-`, which would ignore its failure.
    expect(lines).to.include.members([
      'Wants=bmv-agent.service',
      'After=bmv-agent.service',
      'ExecStartPre=/opt/bmv/bin/bmv-check-shim',
    ]);
  });
});
