import { expect } from 'chai';
import { isLoopback, NoAuth } from '../../../registry/auth/no-auth.ts';

describe('a registry that asks nobody', () => {
  const ask = async (host: string | undefined) =>
    await new NoAuth()
      .authenticate({ headers: host === undefined ? {} : { host }, address: '127.0.0.1' })
      .then(
        ({ roles }) => roles.join(),
        (error: { code: string; reason: string }) => `${error.code} ${error.reason}`,
      );

  it('takes whoever calls it by a name of this machine for its admin', async () => {
    for (const host of [
      'localhost',
      'localhost:8790',
      '127.0.0.1:8790',
      '127.9.9.9',
      '[::1]:8790',
      'LOCALHOST',
      undefined,
    ])
      expect(await ask(host), String(host)).to.equal('admin');
  });

  it('answers no page that calls it by a name of its own', async () => {
    for (const host of [
      'evil.example',
      'evil.example:8790',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '192.0.2.7',
      '[2001:db8::1]:80',
    ])
      expect(await ask(host), host).to.equal('FORBIDDEN forged-host');
  });

  it('answers over a unix socket whatever it is called there, as no browser comes that way', async () => {
    const caller = await new NoAuth().authenticate({ headers: { host: 'registry' }, address: '' });
    expect(caller.roles).to.deep.equal(['admin']);
  });

  it('knows which addresses other machines cannot reach', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'].every(isLoopback)).to.equal(true);
    expect(['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', 'example.org', ''].some(isLoopback)).to.equal(false);
  });
});
