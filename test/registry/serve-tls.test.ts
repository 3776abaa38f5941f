import { randomUUID } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { Agent, request } from 'undici';
import { hashPassword } from '../../registry/auth/password.ts';
import { AgentClient, UpgradeRefused } from '../support/agent-client.ts';
import { RegistryProcess } from '../support/registry-process.ts';
import { newDatabase, scratchFolder } from '../support/stores.ts';
import { TestAuthority } from '../support/test-authority.ts';

describe('bmv registry serve, with TLS and users', function () {
  this.timeout(300_000);
  const authority = new TestAuthority('servers');
  const agents = new TestAuthority('agents');
  const ca = readFileSync(authority.ca, 'utf8');
  after(() => {
    for (const made of [authority, agents]) made.remove();
  });

  async function start(...args: readonly string[]): Promise<RegistryProcess & { readonly folder: string }> {
    const folder = scratchFolder();
    const { cert, key } = authority.issue();
    copyFileSync(cert, join(folder, 'cert.pem'));
    copyFileSync(key, join(folder, 'key.pem'));
    writeFileSync(join(folder, 'users'), `ann::admin:${await hashPassword('secret of ann')}\n`, {
      mode: 0o600,
    });
    const registry = await RegistryProcess.start({
      listen: '0.0.0.0:0',
      args: [
        ...['--store', await newDatabase('sqlite'), '--auth', `basic:${join(folder, 'users')}`],
        ...['--tls-cert', join(folder, 'cert.pem'), '--tls-key', join(folder, 'key.pem'), ...args],
      ],
    });
    return Object.assign(registry, { folder });
  }

  const authorityOf = ({ address }: RegistryProcess) => `127.0.0.1:${new URL(address).port}`;

  async function get(
    registry: RegistryProcess,
    path: string,
    user?: string,
  ): Promise<{ status: number; text: string }> {
    const dispatcher = new Agent({ connect: { ca } });
    const headers =
      user === undefined ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
    const { statusCode, body } = await request(`https://${authorityOf(registry)}${path}`, {
      dispatcher,
      headers,
    });
    const text = await body.text();
    await dispatcher.close();
    return { status: statusCode, text };
  }

  it('lets in users by their passwords, over TLS 1.3 alone', async () => {
    const registry = await start();
    expect((await get(registry, '/v1/nodes')).status).to.equal(401);
    expect((await get(registry, '/v1/nodes', 'ann:guess')).status).to.equal(401);
    expect((await get(registry, '/v1/nodes', 'ann:secret of ann')).status).to.equal(200);
    expect((await get(registry, '/v1/health')).status).to.equal(200);
    expect((await get(registry, '/metrics')).status).to.equal(401);
    const old = await new Promise<string>((resolve) => {
      const { port } = new URL(registry.address);
      const socket = connect({ host: '127.0.0.1', port: Number(port), ca, maxVersion: 'TLSv1.2' });
      socket.on('secureConnect', () => resolve('connected'));
      socket.on('error', ({ message }) => resolve(message));
    });
    expect(old).to.match(/protocol version/);
    expect(registry.log.filter(({ level }) => level >= 40)).to.deep.equal([]);
  });

  it('tells metrics to whoever asks, where it was told to', async () => {
    const registry = await start('--open-metrics');
    expect((await get(registry, '/metrics')).text).to.include('bmv_store_up 1');
    expect((await get(registry, '/v1/nodes')).status).to.equal(401);
  });

  it('believes agents by certificates of their authority, and no others', async () => {
    const registry = await start('--client-ca', agents.ca, '--accept-untrusted', 'no');
    const node = randomUUID();
    const address = (own?: { cert: string; key: string }) => ({
      authority: authorityOf(registry),
      tls: {
        ca,
        ...(own ? { cert: readFileSync(own.cert, 'utf8'), key: readFileSync(own.key, 'utf8') } : {}),
      },
    });
    const subjectAltName = `URI:urn:uuid:${node}`;
    const agent = await AgentClient.open(address(agents.issue({ subjectAltName })), {
      node,
      boot: randomUUID(),
    });
    expect(agent.received[0]?.body).to.include({ type: 'welcome', trust: 'trusted' });
    await agent.close();
    for (const own of [authority.issue({ subjectAltName }), undefined]) {
      const refused = await AgentClient.connect(address(own), { node, boot: randomUUID() }).catch(
        (error) => error,
      );
      expect(refused).to.be.instanceOf(UpgradeRefused).and.include({ status: 401 });
    }
  });

  it('reads its certificate again when it is told to, and keeps the old one where the new one is wrong', async () => {
    const registry = await start();
    const serial = async () =>
      await new Promise<string>((resolve, reject) => {
        const { port } = new URL(registry.address);
        const socket = connect({ host: '127.0.0.1', port: Number(port), ca });
        socket.on('secureConnect', () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        });
        socket.on('error', reject);
      });
    const first = await serial();
    writeFileSync(join(registry.folder, 'key.pem'), 'rubbish');
    registry.child.kill('SIGHUP');
    await registry.logged('certificates cannot be read again');
    expect(await serial()).to.equal(first);
    const { cert, key } = authority.issue();
    copyFileSync(cert, join(registry.folder, 'cert.pem'));
    copyFileSync(key, join(registry.folder, 'key.pem'));
    registry.child.kill('SIGHUP');
    await registry.logged('certificates were read again');
    expect(await serial()).to.not.equal(first);
  });

  it('warns where others can read what is sent', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'users'), `ann::admin:${await hashPassword('secret of ann')}\n`, {
      mode: 0o600,
    });
    const registry = await RegistryProcess.start({
      listen: '0.0.0.0:0',
      args: ['--store', await newDatabase('sqlite'), '--auth', `basic:${join(folder, 'users')}`],
    });
    expect((await registry.logged(/^without TLS/)).level).to.equal(40);
  });

  it('serves a unix socket, also where a process that was killed has left its own', async () => {
    const path = join(scratchFolder(), 'registry.sock');
    const args = ['--store', await newDatabase('sqlite')];
    const killed = await RegistryProcess.start({ listen: `unix:${path}`, args });
    await killed.stop('SIGKILL');
    const registry = await RegistryProcess.start({ listen: `unix:${path}`, args });
    expect(registry.address).to.equal(`unix:${path}`);
    const dispatcher = new Agent({ connect: { socketPath: path } });
    const { statusCode } = await request('http://registry/v1/nodes', { dispatcher });
    expect(statusCode).to.equal(200);
    await dispatcher.close();
    const second = await RegistryProcess.start({ listen: `unix:${path}`, args }).catch(String);
    expect(second).to.include('cannot listen at');
  });
});
