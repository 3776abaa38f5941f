import { expect } from 'chai';
import { BmvError } from '../../../proto/error.ts';
import { KeystoneAuth, type KeystoneOptions } from '../../../registry/auth/keystone-auth.ts';
import type { TokenInfo } from '../../../registry/auth/keystone-client.ts';

const GOOD: TokenInfo = {
  user: { id: 'u1', name: 'mia' },
  project: 'p1',
  isSystem: false,
  roles: ['member', 'creator'],
  expiresAtMs: 100_000,
};

describe('tokens of Keystone', () => {
  let nowMs = 0;
  let asked: string[] = [];
  let answer: () => Promise<TokenInfo | null> = async () => GOOD;
  beforeEach(() => {
    nowMs = 0;
    asked = [];
    answer = async () => GOOD;
  });

  function auth(options: Partial<KeystoneOptions> = {}) {
    const client = {
      validate: async (token: string) => {
        asked.push(token);
        return await answer();
      },
    };
    return new KeystoneAuth('http://keystone/v3', client, options, () => nowMs);
  }

  const ask = async (who: KeystoneAuth, token: string | undefined) =>
    await who
      .authenticate({ headers: token === undefined ? {} : { 'x-auth-token': token }, address: '' })
      .then(
        (caller) => caller,
        (error: { code: string; reason?: string }) => `${error.code} ${error.reason ?? ''}`,
      );

  it('say who calls, for which project, and with which of the roles that count here', async () => {
    expect(await ask(auth(), 'good')).to.deep.equal({
      ...{ id: 'mia', project: 'p1', roles: ['member'], isSystem: false },
    });
  });

  it('are needed, must be known, and must not have expired', async () => {
    const who = auth();
    expect(await ask(who, undefined)).to.equal('UNAUTHENTICATED missing');
    expect(await ask(who, '')).to.equal('UNAUTHENTICATED missing');
    answer = async () => null;
    expect(await ask(who, 'bad')).to.equal('UNAUTHENTICATED wrong');
    answer = async () => ({ ...GOOD, expiresAtMs: 0 });
    expect(await ask(who, 'old')).to.equal('UNAUTHENTICATED wrong');
  });

  it('are asked about once a minute, and never counted as good behind their end', async () => {
    const who = auth();
    await ask(who, 'good');
    nowMs = 59_999;
    await ask(who, 'good');
    expect(asked).to.have.length(1);
    nowMs = 60_000;
    await ask(who, 'good');
    expect(asked).to.have.length(2);
    nowMs = 100_000;
    expect(await ask(who, 'good')).to.equal('UNAUTHENTICATED wrong');
  });

  it('that many show at the same time are asked about once', async () => {
    const who = auth();
    await Promise.all([1, 2, 3].map(async () => await ask(who, 'good')));
    expect(asked).to.have.length(1);
  });

  it('are asked about again where Keystone failed', async () => {
    const who = auth();
    answer = async () => {
      throw new BmvError('KEYSTONE_FAILED', 'it is down');
    };
    expect(await ask(who, 'good')).to.equal('KEYSTONE_FAILED ');
    answer = async () => GOOD;
    expect(await ask(who, 'good')).to.include({ id: 'mia' });
  });

  it('are remembered up to a number', async () => {
    const who = auth({ maxRemembered: 2 });
    for (const token of ['a', 'b', 'c', 'c', 'b', 'a']) await ask(who, token);
    expect(asked).to.deep.equal(['a', 'b', 'c', 'a']);
  });
});
