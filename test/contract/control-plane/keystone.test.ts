import { expect } from 'chai';
import { KeystoneAuth } from '../../../registry/auth/keystone-auth.ts';
import { KeystoneClient } from '../../../registry/auth/keystone-client.ts';
import { reach } from '../../../registry/auth/policy.ts';
import { Keystone, type Scope } from './keystone.ts';

const MIA = { name: 'mia', password: 'secret of mia' };
const BMV = { name: 'bmv', password: 'secret of bmv' };

/** Debian's Keystone 27 on SQLite, with the roles and policies that it comes with. */
describe('a real Keystone', () => {
  let keystone: Keystone;
  let web = '';
  before(async () => {
    keystone = await Keystone.start();
    web = await keystone.addProject('web');
    const service = await keystone.addProject('service');
    await keystone.grant('service', await keystone.addUser(BMV), service);
    const mia = await keystone.addUser(MIA);
    await keystone.grant('member', mia, web);
    await keystone.grant('reader', mia, 'system');
  });
  after(async () => await keystone?.stop());

  const client = (password = BMV.password) =>
    new KeystoneClient({
      ...{ url: keystone.url, timeoutMs: 60_000 },
      user: { name: BMV.name, password, project: 'service', domain: 'Default' },
    });
  /** Every question is asked of Keystone. */
  const auth = (rememberMs = 0) => new KeystoneAuth(keystone.url, client(), { rememberMs });
  const ask = async (token: string, who = auth()) =>
    await who.authenticate({ headers: { 'x-auth-token': token }, address: '' });
  const refusalOf = async (token: string) =>
    await ask(token).then(
      () => 'none',
      ({ code, reason }: { code: string; reason?: string }) => `${code} ${reason}`,
    );
  const tokenOfMia = async (scope: Scope) => await keystone.tokenOf(MIA, scope);

  it('says which project and roles a token is for', async () => {
    const caller = await ask(await tokenOfMia({ project: 'web' }));
    expect(caller).to.deep.equal({ id: 'mia', project: web, roles: ['member', 'reader'], isSystem: false });
    expect(reach(caller, 'volumes:reserve')).to.equal('own');
  });

  it('says of its admin that they may do everything', async () => {
    const caller = await ask(await keystone.tokenOf(keystone.admin, { project: 'admin' }));
    expect(reach(caller, 'alarms:resolve')).to.equal('all');
  });

  it('tells readers of the system from those of a project', async () => {
    const caller = await ask(await tokenOfMia('system'));
    expect(caller).to.deep.equal({ id: 'mia', project: '', roles: ['reader'], isSystem: true });
    expect(reach(caller, 'alarms:read')).to.equal('all');
    expect(reach(caller, 'volumes:reserve')).to.equal('none');
  });

  it('gives whose token is for nothing no role, so that they may do nothing', async () => {
    const caller = await ask(await tokenOfMia('nothing'));
    expect(caller.roles).to.deep.equal([]);
    expect(reach(caller, 'volumes:read')).to.equal('none');
  });

  it('does not know rubbish, a token that was changed, or one that was revoked', async () => {
    const token = await tokenOfMia({ project: 'web' });
    expect(await refusalOf('rubbish')).to.equal('UNAUTHENTICATED wrong');
    expect(await refusalOf(`${token.slice(0, -4)}AAAA`)).to.equal('UNAUTHENTICATED wrong');
    expect(await refusalOf(token)).to.equal('none');
    await keystone.revoke(token);
    expect(await refusalOf(token)).to.equal('UNAUTHENTICATED wrong');
  });

  it('is not asked again about a token within the minute, so that a revoked one counts for so long', async () => {
    const who = auth(60_000);
    const token = await tokenOfMia({ project: 'web' });
    await ask(token, who);
    await keystone.revoke(token);
    expect(await ask(token, who)).to.include({ id: 'mia' });
  });

  it('does not let the registry in with a wrong password, which fails every caller without a word of theirs', async () => {
    const failure = await client('wrong')
      .validate('a-token')
      .catch((error: { code: string; message: string }) => `${error.code} ${error.message}`);
    expect(failure).to.match(/^KEYSTONE_FAILED .*does not let the registry's user bmv in/);
    expect(failure).to.not.include('wrong;').and.not.include('a-token');
  });
});
