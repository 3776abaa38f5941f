import { existsSync, globSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type DibBuild, DibFixture } from './dib.ts';

const DIST_PACKAGES = 'usr/lib/python3/dist-packages';
const VENV_PACKAGES = 'opt/ironic-python-agent/lib/python3.13/site-packages';
const UNITS = 'usr/lib/systemd/system';
const SHELL = '#!/bin/bash\nset -eu\n';
/** Takes Debian's ironic-python-agent out of the tree; the distribution's packages that it needs stay. */
const TAKE_AWAY = `rm -rf /${DIST_PACKAGES}/ironic_python_agent*`;

/** As the element of ironic-python-agent-builder leaves it when it installs from source. */
const FROM_SOURCE = {
  'install.d/60-ironic-python-agent-ramdisk-install': [
    `${SHELL}[ ! -e /opt/ironic-python-agent ] || exit 0`,
    'python3 -m venv --without-pip /opt/ironic-python-agent',
    `mv /${DIST_PACKAGES}/ironic_python_agent* /${VENV_PACKAGES}`,
    `echo /${DIST_PACKAGES} > /${VENV_PACKAGES}/debian.pth`,
  ].join('\n'),
};

describe('element baremetal-volumes of diskimage-builder', () => {
  const fixture = new DibFixture();
  before(async () => await fixture.open());
  after(() => fixture.close());

  function done(build: DibBuild): DibBuild {
    if (build.status !== 0) throw new Error(`the build failed:\n${build.log.slice(-4000)}`);
    return build;
  }

  function text({ changes }: DibBuild, path: string): string {
    return readFileSync(join(changes, path), 'utf8');
  }

  /** Where hardware managers and their metadata are, relative to the image. */
  function managers({ changes }: DibBuild): string[] {
    return globSync('{usr,opt}/**/bmv_hardware_manager*', { cwd: changes }).sort();
  }

  function expectPayload(build: DibBuild, packages: string): void {
    expect(managers(build)).to.deep.equal([
      `${packages}/bmv_hardware_manager-0.1.0.dist-info`,
      `${packages}/bmv_hardware_manager.py`,
    ]);
    const id = text(build, 'opt/bmv/BUILD').trim();
    expect(text(build, `${packages}/bmv_hardware_manager.py`)).to.contain(`BUILD = '${id}'`);
    expect(text(build, 'etc/bmv/agent.conf')).to.contain('log_level = debug\n');
    expect(text(build, `${UNITS}/ironic-python-agent.service.d/10-bmv.conf`)).to.contain('bmv-check-shim');
    const enabled = 'etc/systemd/system/multi-user.target.wants/bmv-agent.service';
    expect(readlinkSync(join(build.changes, enabled))).to.equal(`/${UNITS}/bmv-agent.service`);
    expect(existsSync(join(build.changes, 'opt/bmv/python'))).to.equal(false);
    expect(build.log).to.contain('options are valid\n');
  }

  it('is as diskimage-builder’s own check wants elements to be', () => {
    expect(fixture.lint())
      .to.contain('80-bmv-enable')
      .and.match(/^PASS$/m);
  });

  describe('with Debian’s package', () => {
    let build: DibBuild;
    before(() => {
      build = done(fixture.build());
    });

    it('puts all in place', () => expectPayload(build, DIST_PACKAGES));

    it('leaves the links of a merged /usr as they are', () => {
      for (const name of ['bin', 'sbin', 'lib', 'lib64'])
        expect(existsSync(join(build.changes, name)), name).to.equal(false);
      expect(existsSync(join(build.changes, 'usr/bin/bmv'))).to.equal(true);
    });

    it('has the packages installed under the names of the distribution', () => {
      expect(text(build, 'root/installed-packages').trim().split('\n').sort()).to.deep.equal([
        ...['bzip2', 'cryptsetup-bin', 'dosfstools', 'e2fsprogs', 'fdisk', 'gzip', 'libstdc++6', 'mount'],
        ...['util-linux', 'xfsprogs', 'xz-utils', 'zstd'],
      ]);
    });
  });

  it('puts the hardware manager into the virtual environment of an installation from source', () => {
    expectPayload(done(fixture.build({ ipa: FROM_SOURCE })), VENV_PACKAGES);
  });

  it('leaves the same when it is run twice', () => {
    expectPayload(done(fixture.build({ rounds: 2 })), DIST_PACKAGES);
    expectPayload(done(fixture.build({ ipa: FROM_SOURCE, rounds: 2 })), VENV_PACKAGES);
  });

  it('replaces the hardware manager of an older version', () => {
    const older = `/${DIST_PACKAGES}/bmv_hardware_manager-0.0.1.dist-info`;
    const ipa = {
      'install.d/60-older': `${SHELL}mkdir ${older}\n: > /${DIST_PACKAGES}/bmv_hardware_manager.py\n`,
    };
    expectPayload(done(fixture.build({ ipa })), DIST_PACKAGES);
  });

  it('guards ironic-python-agent also under the name that RDO gives its unit', () => {
    const rename = `cd /${UNITS}\nmv ironic-python-agent.service openstack-ironic-python-agent.service\n`;
    const build = done(fixture.build({ ipa: { 'install.d/60-rdo': SHELL + rename } }));
    const guard = '.service.d/10-bmv.conf';
    expect(text(build, `${UNITS}/openstack-ironic-python-agent${guard}`)).to.equal(
      text(build, `${UNITS}/ironic-python-agent${guard}`),
    );
  });

  it('takes the options from the payload and none from the environment of the build', () => {
    done(fixture.build({ environment: { BMV_CONFIG: '/nowhere', BMV_LOG_LEVEL: 'loud' } }));
  });

  describe('ends the build with one line when', () => {
    function line(build: DibBuild): string {
      expect(build.status).to.not.equal(0);
      const lines = build.log.split('\n').filter((one) => one.startsWith('baremetal-volumes: '));
      expect(lines, build.log.slice(-2000)).to.not.be.empty;
      return lines.at(-1) ?? '';
    }

    it('DIB_BMV_PAYLOAD is not set', () => {
      expect(line(fixture.build({ environment: { DIB_BMV_PAYLOAD: '' } }))).to.equal(
        'baremetal-volumes: DIB_BMV_PAYLOAD is not set; make one by: bmv ramdisk payload --out payload.tar, and export its path',
      );
    });

    it('DIB_BMV_PAYLOAD names no file', () => {
      const DIB_BMV_PAYLOAD = '/nowhere/payload.tar';
      expect(line(fixture.build({ environment: { DIB_BMV_PAYLOAD } }))).to.contain(
        `no file: ${DIB_BMV_PAYLOAD};`,
      );
    });

    it('DIB_BMV_PAYLOAD is something else', () => {
      const DIB_BMV_PAYLOAD = `${fixture.payload}.txt`;
      writeFileSync(DIB_BMV_PAYLOAD, 'not a payload\n');
      expect(line(fixture.build({ environment: { DIB_BMV_PAYLOAD } }))).to.contain('is not a payload');
    });

    it('the image has no ironic-python-agent', () => {
      expect(line(fixture.build({ ipa: { 'install.d/60-none': SHELL + TAKE_AWAY } }))).to.contain(
        'no Python of the image has ironic_python_agent; add the element ironic-python-agent-ramdisk',
      );
    });

    it('the image has no unit of ironic-python-agent', () => {
      const remove = `rm /${UNITS}/ironic-python-agent.service\n`;
      expect(line(fixture.build({ ipa: { 'install.d/60-no-unit': SHELL + remove } }))).to.contain(
        'the image has no unit ironic-python-agent.service',
      );
    });

    it('the image is not started by systemd', () => {
      const more = { 'environment.d/20-init': 'export DIB_INIT_SYSTEM=openrc\n' };
      expect(line(fixture.build({ more }))).to.contain('the image is started by openrc; only systemd');
    });

    it('another element brings the hardware manager a second time', () => {
      const copy = `cd /${DIST_PACKAGES}\ncp -r bmv_hardware_manager-0.1.0.dist-info other_manager-1.dist-info\n`;
      const rename = 'sed -i "s/^Name:.*/Name: other/" other_manager-1.dist-info/METADATA\n';
      const more = { 'install.d/90-again': SHELL + copy + rename };
      expect(line(fixture.build({ more }))).to.contain('finds its hardware manager 2 times, not once');
    });
  });

  it('ends the build with the agent’s line when another element spoils its options', () => {
    const more = { 'install.d/90-spoil': `${SHELL}echo 'log_level = loud' > /etc/bmv/agent.conf\n` };
    const { status, log } = fixture.build({ more });
    expect(status).to.not.equal(0);
    expect(log)
      .to.match(/log_level/)
      .and.match(/loud/);
  });
});
