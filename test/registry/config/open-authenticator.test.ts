import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import pino from 'pino';
import { LIMIT_DEFAULTS } from '../../../registry/config/limits.ts';
import { openAuthenticator } from '../../../registry/config/open-authenticator.ts';
import type { RegistrySettings } from '../../../registry/config/settings.ts';
import { codeOf, scratchFolder } from '../../support/stores.ts';
import { serverOptions, TestAuthority } from '../../support/test-authority.ts';

const LOCAL = { kind: 'tcp', host: '127.0.0.1', port: 0 } as const;
const USER = { name: 'bmv', password: 'x', project: 'service', domain: 'Default' };
const TOKEN = {
  token: {
    user: { id: 'u', name: 'mia' },
    project: { id: 'p' },
    roles: [{ name: 'member' }],
    expires_at: '2100-01-01T00:00:00Z',
  },
};

async function opened(changes: Partial<RegistrySettings>) {
  const settings = {
    listen: LOCAL,
    limits: LIMIT_DEFAULTS,
    keystoneUser: null,
    auth: { kind: 'none' },
    ...changes,
  };
  return await openAuthenticator(settings as RegistrySettings, pino({ level: 'silent' }));
}

describe('the way that callers are known', () => {
  it('is none only where no other machine can connect', async () => {
    expect((await opened({})).kind).to.equal('none');
    expect((await opened({ listen: { kind: 'unix', path: '/run/bmv.sock' } })).kind).to.equal('none');
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'registry.example'])
      expect(await codeOf(opened({ listen: { ...LOCAL, host } })), host).to.equal('CONFIG_INVALID');
  });

  it('by Keystone needs a user who may ask it', async () => {
    expect(await codeOf(opened({ auth: { kind: 'keystone', url: 'https://k/v3' } }))).to.equal(
      'CONFIG_INVALID',
    );
  });

  it('by Keystone asks one of the authorities that are given, and no other', async () => {
    const [authority, other] = [new TestAuthority('keystone'), new TestAuthority('other')];
    const server = createServer(serverOptions(authority.issue()), ({ method }, response) => {
      response
        .writeHead(method === 'POST' ? 201 : 200, { 'x-subject-token': 'own' })
        .end(JSON.stringify(TOKEN));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/v3`;
      const ask = async (caFile?: string) => {
        const auth = await opened({
          ...{ auth: { kind: 'keystone', url }, keystoneUser: USER },
          ...(caFile === undefined ? {} : { keystoneCaFile: caFile }),
        });
        return await auth.authenticate({ headers: { 'x-auth-token': 't' }, address: '' });
      };
      expect(await ask(authority.ca)).to.include({ id: 'mia', project: 'p' });
      expect(await codeOf(ask(other.ca))).to.equal('KEYSTONE_FAILED');
      expect(await codeOf(ask())).to.equal('KEYSTONE_FAILED');
      expect(await codeOf(ask('/nowhere'))).to.equal('CONFIG_INVALID');
    } finally {
      server.closeAllConnections();
      server.close();
      for (const made of [authority, other]) made.remove();
    }
  });

  it('by passwords goes on with the last good file when that becomes wrong', async () => {
    const file = join(scratchFolder(), 'users');
    writeFileSync(file, '', { mode: 0o600 });
    const auth = await opened({ auth: { kind: 'basic', file } });
    writeFileSync(file, 'rubbish');
    const authorization = `Basic ${Buffer.from('a:b').toString('base64')}`;
    expect(await codeOf(auth.authenticate({ headers: { authorization }, address: '' }))).to.equal(
      'UNAUTHENTICATED',
    );
    expect(readFileSync(file, 'utf8')).to.equal('rubbish');
  });
});
