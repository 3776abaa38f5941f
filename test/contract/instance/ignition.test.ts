import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ignitionConfig, mergeIgnition } from '../../../agent/tell/ignition.ts';
import { debianRoot } from '../../support/debian-root.ts';
import { aToldVolume } from '../../support/told-volumes.ts';

const OURS = ignitionConfig([aToldVolume({ mountPoint: '/srv/my-data', ways: ['ignition'] })]) ?? {};
const IGNITION = '/usr/lib/dracut/modules.d/30ignition/ignition';

interface Rendered {
  readonly systemd: { readonly units: readonly { name: string; enabled?: boolean; contents?: string }[] };
  readonly storage?: object;
}

/** Debian's Ignition, by itself in a tree of packages. */
describe('what Ignition is told, in Ignition', () => {
  let root = '';
  before(async () => {
    root = await debianRoot({ name: 'ignition', suite: 'trixie', packages: ['ignition'] });
  });

  /** The config that it would apply. */
  function fetched(userData: Uint8Array): Rendered {
    const shared = mkdtempSync(join(tmpdir(), 'bmv-ignition-'));
    try {
      writeFileSync(join(shared, 'config.ign'), userData);
      mkdirSync(join(shared, 'root'));
      const stage = ['-platform', 'file', '-root', '/run/shared/root', '-stage', 'fetch', '-log-to-stdout'];
      const inside = [join(import.meta.dirname, '../in-root.sh'), root, shared, '', IGNITION, ...stage];
      const cache = ['-config-cache', '/run/shared/cache.json'];
      const spaces = ['--mount', '--pid', '--net', '--uts', '--fork', '--kill-child'];
      const env = { ...process.env, IGNITION_CONFIG_FILE: '/run/shared/config.ign' };
      execFileSync('unshare', [...spaces, 'sh', ...inside, ...cache], { stdio: 'pipe', env });
      return JSON.parse(readFileSync(join(shared, 'cache.json'), 'utf8')) as Rendered;
    } finally {
      rmSync(shared, { recursive: true });
    }
  }

  const mount = ({ systemd }: Rendered) => systemd.units.find(({ name }) => name === 'srv-my\\x2ddata.mount');

  it('is a unit beside those of the tenant', () => {
    const own = { name: 'own.service', enabled: true, contents: '[Service]\nExecStart=/bin/true\n' };
    for (const version of ['3.0.0', '3.3.0']) {
      const tenants = { ignition: { version }, systemd: { units: [own] } };
      const rendered = fetched(mergeIgnition(Buffer.from(JSON.stringify(tenants)), OURS));
      expect(rendered.systemd.units).to.deep.include(own);
      expect(mount(rendered)?.enabled).to.equal(true);
      expect(mount(rendered)?.contents).to.contain('Where=/srv/my-data\n');
      expect(JSON.stringify(rendered.storage ?? {})).to.not.contain('filesystems');
    }
  });

  it('is all where there is no user data', () => {
    expect(mount(fetched(mergeIgnition(null, OURS)))?.enabled).to.equal(true);
  });
});
