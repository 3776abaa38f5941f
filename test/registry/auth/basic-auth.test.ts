import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { BasicAuth, type BasicOptions } from '../../../registry/auth/basic-auth.ts';
import { hashPassword } from '../../../registry/auth/password.ts';
import { scratchFolder } from '../../support/stores.ts';

function basic(name: string, password: string): { readonly authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
}

describe('HTTP Basic', () => {
  let hash = '';
  let nowMs = 0;
  before(async () => {
    hash = await hashPassword('secret of ann');
  });

  async function opened(options: Partial<BasicOptions> = {}) {
    const path = join(scratchFolder(), 'users');
    writeFileSync(path, `ann::admin:${hash}\n`, { mode: 0o600 });
    nowMs = 0;
    const auth = await BasicAuth.open(
      path,
      () => {},
      options,
      () => nowMs,
    );
    const ask = async (headers: Record<string, string>, address = '192.0.2.1') =>
      await auth.authenticate({ headers, address }).then(
        ({ id }) => id,
        (error: { reason: string; code: string }) => `${error.code} ${error.reason}`,
      );
    return { path, ask };
  }

  it('lets in who knows the password', async () => {
    const { ask } = await opened();
    expect(await ask(basic('ann', 'secret of ann'))).to.equal('ann');
  });

  it('lets in nobody without a password, with a wrong one, of another name, or by another scheme', async () => {
    const { ask } = await opened();
    expect(await ask({})).to.equal('UNAUTHENTICATED missing');
    expect(await ask(basic('ann', 'secret of bob'))).to.equal('UNAUTHENTICATED wrong');
    expect(await ask(basic('ann', ''))).to.equal('UNAUTHENTICATED wrong');
    expect(await ask(basic('bob', 'secret of ann'))).to.equal('UNAUTHENTICATED wrong');
    for (const authorization of [
      'Basic',
      'Basic !!!',
      'Basic YW5u',
      'Bearer abc',
      `Basic ${'A'.repeat(5000)}`,
    ])
      expect(await ask({ authorization }), authorization).to.equal('UNAUTHENTICATED wrong');
  });

  it('does not compute a right password again for a while', async () => {
    const { ask } = await opened({ attempts: { perSecond: 1e-6, burst: 2 }, rememberMs: 1000 });
    for (let times = 0; times < 10; times += 1)
      expect(await ask(basic('ann', 'secret of ann'))).to.equal('ann');
    nowMs = 1001;
    expect(await ask(basic('ann', 'secret of ann'))).to.equal('ann');
    nowMs = 2002;
    expect(await ask(basic('ann', 'secret of ann'))).to.equal('RATE_LIMITED too-often');
  });

  it('computes only so many passwords of an address', async () => {
    const { ask } = await opened({ attempts: { perSecond: 1, burst: 3 } });
    for (let times = 0; times < 3; times += 1)
      expect(await ask(basic('ann', `guess ${times}`))).to.equal('UNAUTHENTICATED wrong');
    expect(await ask(basic('ann', 'guess 3'))).to.equal('RATE_LIMITED too-often');
    expect(await ask(basic('ann', 'secret of ann'), '198.51.100.7')).to.equal('ann');
    nowMs = 1000;
    expect(await ask(basic('ann', 'secret of ann'))).to.equal('ann');
  });

  it('lets only so many passwords wait to be computed', async () => {
    const { ask } = await opened({ maxPending: 2 });
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(async (guess) => await ask(basic('ann', `${guess}`))),
    );
    expect(outcomes.filter((outcome) => outcome === 'RATE_LIMITED too-often')).to.have.length(2);
  });

  it('forgets a password as soon as the file has another', async () => {
    const { path, ask } = await opened();
    expect(await ask(basic('ann', 'secret of ann'))).to.equal('ann');
    writeFileSync(path, `ann::admin:${await hashPassword('another one')}\n`);
    expect(await ask(basic('ann', 'secret of ann'))).to.equal('UNAUTHENTICATED wrong');
    expect(await ask(basic('ann', 'another one'))).to.equal('ann');
  });
});
