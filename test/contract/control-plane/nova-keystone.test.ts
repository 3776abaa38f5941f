import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../../support/free-port.ts';
import { ScriptedIronic } from '../../support/ironic-api.ts';
import { RegistryProcess } from '../../support/registry-process.ts';
import { scratchFolder } from '../../support/stores.ts';
import { Keystone } from './keystone.ts';
import { Nova } from './nova.ts';

const NOVA = { name: 'nova', password: 'secret of nova' };
const MIA = { name: 'mia', password: 'secret of mia' };
const BMV = { name: 'bmv', password: 'secret of bmv' };

/** Debian's Keystone 27 between Debian's Nova 31 and the registry. */
describe('Nova with tokens of a real Keystone', function () {
  this.timeout(300_000);
  let keystone: Keystone;
  let nova: Nova | undefined;
  let port: number;
  before(async function () {
    this.timeout(3_600_000);
    keystone = await Keystone.start();
    port = await freePort();
    const service = await keystone.addProject('service');
    for (const [user, role] of [
      [BMV, 'service'],
      [NOVA, 'service'],
      [MIA, 'member'],
    ] as const)
      await keystone.grant(role, await keystone.addUser(user), service);
  });
  after(async () => await keystone?.stop());
  afterEach(async () => await nova?.stop());

  const signIn = ({ name, password }: typeof NOVA) =>
    [
      ...[
        'auth_type = password',
        `auth_url = ${keystone.url}`,
        `username = ${name}`,
        `password = ${password}`,
      ],
      ...['project_name = service', 'user_domain_name = Default', 'project_domain_name = Default', ''],
    ].join('\n');

  async function start(user: typeof NOVA, ironic: ScriptedIronic): Promise<Nova> {
    const file = join(scratchFolder(), 'password');
    writeFileSync(file, BMV.password, { mode: 0o600 });
    await RegistryProcess.start({
      listen: `127.0.0.1:${port}`,
      args: [
        ...['--store', join(scratchFolder(), 'registry.db'), '--ironic', ironic.url],
        ...['--auth', `keystone:${keystone.url}`, '--keystone-password-file', file],
      ],
    });
    const url = `http://127.0.0.1:${port}`;
    nova = await Nova.start(
      'trixie',
      [
        ...['[api]', `vendordata_dynamic_targets = cloud-init@${url}/v1/nova/vendordata`],
        ...['[vendordata_dynamic_auth]', signIn(user)],
        ...['[baremetal_volumes]', `registry_url = ${url}`, 'timeout = 30', signIn(user)],
      ].join('\n'),
    );
    return nova;
  }

  const node = randomUUID();
  const hosts = [{ host: 'ironic-1', node, type: 'ironic' }];

  it('is answered where its user has the role service, and told what cloud-init is to mount', async () => {
    const ironic = await ScriptedIronic.start();
    const asking = await start(NOVA, ironic);
    expect(await asking.filter({ project: 'web', hosts })).to.deep.equal([[node]]);
    const { json } = await asking.vendordata({ instance: randomUUID(), project: 'web' });
    expect(json).to.deep.equal({ 'cloud-init': '' });
    expect(asking.log).to.not.contain(NOVA.password);
    await ironic.close();
  });

  it('is refused where its user is a member of some project, and admits no node', async () => {
    const ironic = await ScriptedIronic.start();
    const asking = await start(MIA, ironic);
    expect(await asking.filter({ project: 'web', hosts })).to.deep.equal([[]]);
    expect(asking.log).to.match(/the registry answers 403: \S+/);
    const { json } = await asking.vendordata({ instance: randomUUID(), project: 'web' });
    expect(json).to.deep.equal({ 'cloud-init': {} });
    await ironic.close();
  });
});
