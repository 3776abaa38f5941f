import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { KeystoneClient } from '../../../registry/auth/keystone-client.ts';

const USER = { name: 'bmv', password: 'secret of bmv', project: 'service', domain: 'Default' };
const EXPIRES = '2030-01-02T03:04:05.000000Z';

/** A Keystone of which only what the registry asks is there. */
class FakeKeystone {
  readonly signIns: unknown[] = [];
  /** Our own token that it takes. */
  own = 'own-1';
  validate: (subject: string) => readonly [number, unknown] = () => [404, {}];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v3`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') {
      let body = '';
      for await (const chunk of request) body += chunk;
      this.signIns.push(JSON.parse(body));
      response.writeHead(this.own === '' ? 401 : 201, { 'x-subject-token': this.own }).end('{}');
      return;
    }
    const isOwn = request.headers['x-auth-token'] === this.own;
    const [status, body] = isOwn ? this.validate(String(request.headers['x-subject-token'])) : [401, {}];
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

const GOOD = {
  token: {
    user: { id: 'u1', name: 'mia', domain: { id: 'default' } },
    project: { id: 'p1', name: 'web' },
    roles: [
      { id: 'r1', name: 'member' },
      { id: 'r2', name: 'load-balancer_member' },
    ],
    expires_at: EXPIRES,
  },
};

describe('the client of Keystone', () => {
  const keystone = new FakeKeystone();
  let url = '';
  before(async () => {
    url = await keystone.start();
  });
  after(async () => await keystone.stop());
  beforeEach(() => {
    keystone.own = 'own-1';
    keystone.signIns.length = 0;
  });

  const client = (timeoutMs = 5000) => new KeystoneClient({ url, user: USER, timeoutMs });
  const failureOf = async (token = 'subject', asked = client()) =>
    await asked.validate(token).then(
      () => 'none',
      (error: { code: string; message: string }) => `${error.code} ${error.message}`,
    );

  it('says whose a token is, for which project, and until when', async () => {
    keystone.validate = (subject) => (subject === 'good' ? [200, GOOD] : [404, {}]);
    expect(await client().validate('good')).to.deep.equal({
      user: { id: 'u1', name: 'mia' },
      project: 'p1',
      isSystem: false,
      roles: ['member', 'load-balancer_member'],
      expiresAtMs: Date.parse(EXPIRES),
    });
    expect(await client().validate('bad')).to.equal(null);
  });

  it('tells tokens of the system, and of nothing, from those of a project', async () => {
    const { project: _project, ...rest } = GOOD.token;
    keystone.validate = () => [200, { token: { ...rest, system: { all: true } } }];
    expect(await client().validate('x')).to.include({ isSystem: true, project: null });
    keystone.validate = () => [200, { token: { user: rest.user, expires_at: EXPIRES } }];
    expect(await client().validate('x')).to.deep.include({ isSystem: false, project: null, roles: [] });
  });

  it('signs in once, as the user that it was given, and again when its own token is not good any more', async () => {
    keystone.validate = () => [200, GOOD];
    const asked = client();
    await asked.validate('x');
    await asked.validate('y');
    expect(keystone.signIns).to.have.length(1);
    expect(keystone.signIns[0]).to.deep.equal({
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'bmv', domain: { name: 'Default' }, password: 'secret of bmv' } },
        },
        scope: { project: { name: 'service', domain: { name: 'Default' } } },
      },
    });
    keystone.own = 'own-2';
    expect(await asked.validate('z')).to.not.equal(null);
    expect(keystone.signIns).to.have.length(2);
  });

  it('fails, and names no secret, where it is not let in, gets no sense, or no answer', async () => {
    keystone.own = '';
    expect(await failureOf()).to.match(/^KEYSTONE_FAILED .*does not let the registry's user bmv in/);
    keystone.own = 'own-1';
    const wrong: readonly (readonly [number, unknown])[] = [
      [500, {}],
      [200, 'no JSON'],
      [200, { token: {} }],
      [200, { token: { ...GOOD.token, expires_at: 'tomorrow' } }],
      [200, `"${'x'.repeat(1_048_577)}"`],
    ];
    for (const answer of wrong) {
      keystone.validate = () => answer;
      const failure = await failureOf('subject-token');
      expect(failure).to.match(/^KEYSTONE_FAILED Keystone at http:/);
      expect(failure).to.not.include('subject-token').and.not.include('own-1').and.not.include('secret');
    }
    const nowhere = new KeystoneClient({ url: 'http://127.0.0.1:1/v3', user: USER, timeoutMs: 5000 });
    expect(await failureOf('x', nowhere)).to.match(/^KEYSTONE_FAILED .*does not answer/);
  });

  it('tries to sign in again after it failed', async () => {
    keystone.validate = () => [200, GOOD];
    keystone.own = '';
    const asked = client();
    expect(await failureOf('x', asked)).to.include('does not let');
    keystone.own = 'own-1';
    expect(await failureOf('x', asked)).to.equal('none');
  });
});
