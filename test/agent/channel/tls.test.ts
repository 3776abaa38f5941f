import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Channel } from '../../../agent/channel/channel.ts';
import type { TlsFiles } from '../../../agent/channel/tls.ts';
import { FakeRegistry, type FakeRules, NODE } from '../../support/fake-registry.ts';
import { serverOptions, TestAuthority } from '../../support/test-authority.ts';
import { startChannel, type TestLog, testLog, testSettings } from '../../support/test-channel.ts';
import { until } from '../../support/until.ts';

const KEY = 'a shared key';

describe('a registry that is reached by TLS', function () {
  this.timeout(120_000);
  let own: TestAuthority;
  let other: TestAuthority;
  let registry: FakeRegistry;
  let channel: Channel | null = null;
  let log: TestLog;
  before(() => {
    own = new TestAuthority('own');
    other = new TestAuthority('other');
    writeFileSync(join(own.folder, 'shared'), KEY);
  });
  after(() => {
    own.remove();
    other.remove();
  });
  beforeEach(() => {
    log = testLog();
  });
  afterEach(async () => {
    await registry.stop();
    await channel?.stop(AbortSignal.abort());
    channel = null;
  });

  const serve = async (tls: object, rules: Partial<FakeRules> = {}) => {
    registry = await FakeRegistry.start({ secrets: { key: KEY }, ...rules }, tls);
  };
  const connect = (tls: Partial<TlsFiles> = {}) => {
    const files = { ca: own.ca, cert: '', certKey: '', ...tls };
    const keyFile = join(own.folder, 'shared');
    channel = startChannel(testSettings(registry.url, { tls: files, node: NODE, keyFile }), {
      logger: log.logger,
    });
    return channel;
  };
  /** Waits for the first attempt to fail, and says why. */
  const failure = async (started: Channel) => {
    await until(() => started.link.is === 'down' && started.link.why !== 'the agent has just started');
    expect(registry.sessions).to.deep.equal([]);
    return started.link.is === 'down' ? started.link.why : '';
  };

  it('is believed when the authority that is pinned has signed it, for its challenge and its socket', async () => {
    await serve(serverOptions(own.issue()));
    const started = connect();
    await registry.until(() => started.health.trust === 'trusted');
    expect(registry.challenges).to.equal(1);
  });

  it('is not believed when another authority has signed it, whatever the environment says', async () => {
    await serve(serverOptions(other.issue()));
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(await failure(connect())).to.contain('unable to verify');
      expect(registry.challenges).to.equal(0);
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it('is not believed by the system’s authorities either', async () => {
    await serve(serverOptions(own.issue()));
    expect(await failure(connect({ ca: '' }))).to.contain('unable to verify');
  });

  it('is not believed when its certificate has expired', async () => {
    await serve(serverOptions(own.issue({ days: -1 })));
    expect(await failure(connect())).to.contain('expired');
  });

  it('is not believed under another name', async () => {
    await serve(serverOptions(own.issue({ subjectAltName: 'DNS:registry.example' })));
    expect(await failure(connect())).to.contain("does not match certificate's altnames");
  });

  it('is not talked to by an older TLS', async () => {
    await serve({ ...serverOptions(own.issue()), maxVersion: 'TLSv1.2' });
    expect(await failure(connect())).to.match(/protocol version|EPROTO|SSL/);
  });

  it('knows the node by its certificate, where it has one', async () => {
    const { cert, key } = own.issue({ subjectAltName: `URI:urn:uuid:${NODE}` });
    const trust = { ...serverOptions(own.issue()), requestCert: true, rejectUnauthorized: false };
    await serve({ ...trust, ca: readFileSync(own.ca) }, { trustCertificates: true, secrets: {} });
    const started = connect({ cert, certKey: key });
    await registry.until(() => started.health.trust === 'trusted');
    expect(registry.upgrades).to.deep.equal([undefined]);
    expect(registry.challenges).to.equal(0);
  });

  it('is shown what else there is, where it does not take the certificate', async () => {
    const { cert, key } = other.issue({ subjectAltName: `URI:urn:uuid:${NODE}` });
    const trust = { requestCert: true, rejectUnauthorized: false, ca: readFileSync(own.ca) };
    await serve(
      { ...serverOptions(own.issue()), ...trust },
      { trustCertificates: true, refuseUntrusted: 401 },
    );
    const started = connect({ cert, certKey: key });
    await registry.until(() => started.health.trust === 'trusted');
    expect(registry.upgrades.map((header) => /method=\w+/.exec(header ?? '')?.[0])).to.deep.equal([
      undefined,
      'method=key',
    ]);
  });

  for (const [what, files, why] of [
    [
      'is not there',
      () => ({ ca: '/absent/ca.pem' }),
      'registry_ca /absent/ca.pem cannot be read; check the path',
    ],
    ['is no PEM', () => ({ ca: join(own.folder, 'shared') }), 'shared has no certificate; check the file'],
    [
      'has a key that is another’s',
      () => ({ cert: own.issue().cert, certKey: own.issue().key }),
      'are no certificates and key that belong together',
    ],
  ] as const)
    it(`is not connected to with a file that ${what}, which the log says`, async () => {
      await serve(serverOptions(own.issue()));
      expect(await failure(connect(files()))).to.contain(why);
      expect(log.lines.at(-1)).to.deep.include({ level: 40, msg: 'no connection to the registry' });
    });
});
