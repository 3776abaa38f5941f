import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { AuthOptions } from '../../../registry/sessions/authenticate.ts';
import { nodeOfSubject } from '../../../registry/sessions/certificate.ts';
import { AgentClient, type AgentSays, outcomeOf, type RegistryAddress } from '../../support/agent-client.ts';
import { AGENT_KEY, type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';
import { TestAuthority, type TestCertificate } from '../../support/test-authority.ts';

const NODE = '11111111-1111-4111-8111-1111111111ab';
const OTHER = '22222222-2222-4222-8222-222222222222';
const BOOT = '33333333-3333-4333-8333-333333333333';

const read = (path: string) => readFileSync(path, 'utf8');

describe('the node of a client certificate', () => {
  it('is the one of its one URI', () => {
    expect(nodeOfSubject(`URI:urn:uuid:${NODE}`)).to.equal(NODE);
    expect(
      nodeOfSubject(`DNS:server-7.example, URI:urn:uuid:${NODE.toUpperCase()}, IP Address:192.0.2.1`),
    ).to.equal(NODE);
  });

  it('is none where there is no such URI, two of them, or something like one', () => {
    for (const name of [
      undefined,
      '',
      `DNS:${NODE}`,
      `DNS:urn:uuid:${NODE}`,
      `URI:urn:uuid:${NODE}, URI:urn:uuid:${OTHER}`,
      `URI:urn:uuid:${NODE}0`,
      `URI:https://example/urn:uuid:${NODE}`,
    ])
      expect(nodeOfSubject(name), name).to.equal(null);
  });

  it('is none where a name pretends to be several', () => {
    expect(nodeOfSubject(`DNS:"a, URI:urn:uuid:${NODE}"`)).to.equal(null);
    expect(nodeOfSubject(`DNS:"a", URI:urn:uuid:${NODE}`)).to.equal(null);
  });
});

describe('an agent with a client certificate', () => {
  let authority: TestAuthority;
  let ours: TestCertificate;
  let endpoint: SessionEndpoint;

  before(() => {
    authority = new TestAuthority('agents');
    ours = authority.issue({ subjectAltName: `URI:urn:uuid:${NODE}` });
  });
  after(() => authority.remove());

  async function start(auth: Partial<AuthOptions> = {}): Promise<void> {
    const { cert, key } = authority.issue();
    const tls = { cert: read(cert), key: read(key), ca: read(authority.ca) };
    endpoint = await startEndpoint({ tls, auth: { clientCertificates: true, ...auth } });
  }

  function addressWith(certificate: TestCertificate | null): RegistryAddress {
    const shown = certificate && { cert: read(certificate.cert), key: read(certificate.key) };
    return { authority: endpoint.authority, tls: { ca: read(authority.ca), ...shown } };
  }

  /** What an agent gets that shows a certificate, or none. */
  async function outcome(
    certificate: TestCertificate | null,
    says: Partial<AgentSays> = {},
  ): Promise<string> {
    return await outcomeOf(addressWith(certificate), { node: NODE, boot: BOOT, ...says });
  }

  afterEach(async () => await endpoint.close());

  it('is trusted as the node that the certificate names', async () => {
    await start();
    expect(await outcome(ours)).to.equal('trusted');
    expect([...endpoint.store.sessions.keys()]).to.deep.equal([NODE]);
  });

  it('is refused when its hello names another node', async () => {
    await start();
    const client = await AgentClient.connect(addressWith(ours), { node: OTHER, boot: BOOT });
    client.hello();
    expect(await client.next('refusal')).to.include({ code: 'NODE_DIFFERS', mayRetry: false });
    await client.closed;
  });

  it('is not let in with one that names no node, several, or that nobody signed', async () => {
    await start();
    const none = authority.issue({ subjectAltName: 'DNS:server-7.example' });
    const two = authority.issue({ subjectAltName: `URI:urn:uuid:${NODE},URI:urn:uuid:${OTHER}` });
    expect(await outcome(none)).to.equal('403 AGENT_UNAUTHENTICATED');
    expect(await outcome(two)).to.equal('403 AGENT_UNAUTHENTICATED');
    const stranger = new TestAuthority('agents');
    const foreign = stranger.issue({ subjectAltName: `URI:urn:uuid:${NODE}` });
    expect(await outcome(foreign)).to.equal('401 AGENT_UNAUTHENTICATED');
    stranger.remove();
  });

  it('is not let in with one that has expired', async () => {
    await start();
    expect(await outcome(authority.issue({ subjectAltName: `URI:urn:uuid:${NODE}`, days: -1 }))).to.equal(
      '401 AGENT_UNAUTHENTICATED',
    );
  });

  it("is not let in with one node's certificate and another node's authorization", async () => {
    await start();
    const key = { method: 'key', secret: AGENT_KEY } as const;
    expect(await outcome(ours, { ...key, node: NODE })).to.equal('trusted');
    expect(await outcome(ours, { ...key, node: OTHER })).to.equal('403 NODE_DIFFERS');
  });

  it('may show none, and is then believed as without TLS', async () => {
    await start();
    expect(await outcome(null)).to.equal('untrusted');
    expect(await outcome(null, { method: 'key', secret: AGENT_KEY })).to.equal('trusted');
  });

  it('is not believed for it where the operator named no CA of agents', async () => {
    await start({ clientCertificates: false });
    expect(await outcome(ours)).to.equal('untrusted');
  });
});
