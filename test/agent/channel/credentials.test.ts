import { expect } from 'chai';
import { type Attempt, Credentials } from '../../../agent/channel/credentials.ts';
import { parseAuthHeader } from '../../../proto/agent-auth.ts';
import { NODE } from '../../support/fake-registry.ts';
import { uuidOf } from '../../support/inventories.ts';

const BOOT = uuidOf(1);
const OTHER = uuidOf(2);

function credentialsOf(changes: Partial<ConstructorParameters<typeof Credentials>[0]> = {}): Credentials {
  return new Credentials({
    boot: BOOT,
    node: '',
    hasCertificate: false,
    readKey: async () => null,
    session: null,
    onSession: () => {},
    ...changes,
  });
}

describe('what an agent shows of itself', () => {
  /** Methods in the order in which they are tried, each refused, until they begin anew. */
  const round = async (credentials: Credentials): Promise<string[]> => {
    const tried: string[] = [];
    for (;;) {
      const attempt = await credentials.next();
      tried.push(attempt.method);
      if (!credentials.refused(attempt)) return tried;
    }
  };
  const known = async (credentials: Credentials): Promise<Attempt> => {
    const attempt = await credentials.next();
    credentials.welcomed(attempt, 'credential');
    return attempt;
  };
  const key = async () => 'key';

  it('is nothing while nobody has said which node it is, whatever secrets there are', async () => {
    const credentials = credentialsOf({ readKey: key });
    credentials.learn({ node: '', nonce: 'nonce' });
    expect(await credentials.next()).to.deep.equal({ method: 'none', node: '', secret: null });
  });

  it('is its certificate first, then what the welcome gave it, the nonce, the key, and nothing', async () => {
    const credentials = credentialsOf({ node: NODE, hasCertificate: true, readKey: key });
    await known(credentials);
    credentials.learn({ node: NODE, nonce: 'nonce' });
    expect(await round(credentials)).to.deep.equal(['certificate', 'session', 'nonce', 'key', 'none']);
    // The credential and the nonce are of no more use.
    expect(await round(credentials)).to.deep.equal(['certificate', 'key', 'none']);
  });

  it('is a nonce once, whether it was taken or refused', async () => {
    const credentials = credentialsOf();
    expect(credentials.learn({ node: NODE, nonce: 'one' })).to.equal(true);
    expect(credentials.learn({ node: NODE, nonce: 'one' })).to.equal(false);
    expect((await known(credentials)).method).to.equal('nonce');
    // A later step may still bring it.
    expect(credentials.learn({ node: NODE, nonce: 'one' })).to.equal(false);
    expect((await credentials.next()).method).to.equal('session');
    expect(credentials.learn({ node: NODE, nonce: 'two' })).to.equal(true);
    expect(await round(credentials)).to.deep.equal(['session', 'nonce', 'none']);
    expect(credentials.learn({ node: NODE, nonce: 'two' })).to.equal(false);
    expect(await round(credentials)).to.deep.equal(['none']);
  });

  it('is nothing of one node for another', async () => {
    const credentials = credentialsOf();
    credentials.learn({ node: NODE, nonce: 'one' });
    await known(credentials);
    credentials.learn({ node: NODE, nonce: 'two' });
    expect(credentials.learn({ node: OTHER, nonce: null })).to.equal(true);
    expect(await credentials.next()).to.deep.equal({ method: 'none', node: OTHER, secret: null });
    expect(credentials.node).to.equal(OTHER);
  });

  it('is what was refused before, once a step brings something new', async () => {
    const credentials = credentialsOf({ node: NODE, readKey: key });
    const attempt = await credentials.next();
    credentials.refused(attempt);
    expect((await credentials.next()).method).to.equal('none');
    credentials.learn({ node: NODE, nonce: 'new' });
    expect(await round(credentials)).to.deep.equal(['nonce', 'key', 'none']);
  });

  it('is what an earlier process of the boot had, of the node that it was of', async () => {
    const session = { node: NODE, secret: 'kept' };
    const attempt = { method: 'session', node: NODE, secret: 'kept' };
    expect(await credentialsOf({ session }).next()).to.deep.equal(attempt);
    expect(await credentialsOf({ session, node: NODE }).next()).to.deep.equal(attempt);
    const other = credentialsOf({ session, node: OTHER });
    expect(await other.next()).to.deep.equal({ method: 'none', node: OTHER, secret: null });
  });

  it('is kept for the next process as long as it is good', async () => {
    const kept: unknown[] = [];
    const credentials = credentialsOf({ node: NODE, onSession: (session) => kept.push(session) });
    credentials.learn({ node: NODE, nonce: 'one' });
    const attempt = await known(credentials);
    credentials.welcomed(attempt, 'renewed');
    credentials.refused(await credentials.next());
    await known(credentials);
    credentials.learn({ node: OTHER, nonce: null });
    const of = (secret: string) => ({ node: NODE, secret });
    expect(kept).to.deep.equal([of('credential'), of('renewed'), null, of('credential'), null]);
  });

  it('is no credential of an untrusted welcome', async () => {
    const credentials = credentialsOf({ node: NODE });
    const attempt = await credentials.next();
    credentials.welcomed(attempt, '');
    expect((await credentials.next()).method).to.equal('none');
  });

  it('is proven over the challenge, for its node and boot', async () => {
    const credentials = credentialsOf({ node: NODE, readKey: key });
    const attempt = await credentials.next();
    const claim = parseAuthHeader(credentials.header(attempt, 'challenge-1') ?? '');
    expect(claim).to.deep.include({ method: 'key', node: NODE, boot: BOOT, challenge: 'challenge-1' });
    expect([claim.proves('key'), claim.proves('other')]).to.deep.equal([true, false]);
    expect(credentials.header({ method: 'none', node: NODE, secret: null }, 'c')).to.equal(null);
    expect(credentials.header({ method: 'certificate', node: NODE, secret: null }, 'c')).to.equal(null);
  });
});
