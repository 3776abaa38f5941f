import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { type ClientOptions, RegistryClient } from '../../../cli/registry/client.ts';
import { BmvError } from '../../../proto/error.ts';
import { bmv, bmvJson } from '../../support/bmv.ts';
import { problem, type RawReply, ScriptedRegistry } from '../../support/scripted-registry.ts';
import { serverOptions, TestAuthority } from '../../support/test-authority.ts';

const EMPTY = { volumes: [], next: null };
const SECRET = 'correct horse battery staple';

describe('requests to the registry', () => {
  let folder = '';
  let registry: ScriptedRegistry;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-client-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    registry = await ScriptedRegistry.start();
    registry.on('GET', '/v1/volumes', EMPTY);
  });
  afterEach(async () => {
    await registry.stop();
    expect(registry.faults).to.deep.equal([]);
  });

  const list = async (...argv: string[]) =>
    await bmv(['volumes', 'list', '--registry', registry.url, ...argv]);
  const answers = async (reply: RawReply, ...argv: string[]) => {
    registry.on('GET', '/v1/volumes', reply);
    return await list(...argv);
  };
  const with_ = async (environment: Record<string, string>, run: () => Promise<void>) => {
    Object.assign(process.env, environment);
    try {
      await run();
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
    }
  };
  const file = (name: string, text: string, mode = 0o600) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };
  const sent = () => registry.asked.at(-1)?.headers ?? {};

  describe('say who asks', () => {
    it('with nothing, by default', async () => {
      await list();
      expect(sent()).not.to.have.any.keys('authorization', 'x-auth-token');
    });

    it('with user and password, which comes from the environment or from a file', async () => {
      const basic = `Basic ${Buffer.from(`ops:${SECRET}`).toString('base64')}`;
      await with_({ BMV_REGISTRY_PASSWORD: SECRET }, async () => {
        await list('--user', 'ops');
        expect(sent().authorization).to.equal(basic);
      });
      await list('--user', 'ops', '--password-file', file('password', `${SECRET}\n`));
      expect(sent().authorization).to.equal(basic);
    });

    it('with a token of Keystone from the environment or from a file', async () => {
      await with_({ OS_TOKEN: 'gAAAAAB-token' }, async () => {
        await list();
        expect(sent()['x-auth-token']).to.equal('gAAAAAB-token');
        await list('--os-token-file', file('token', 'other-token\n'));
        expect(sent()['x-auth-token']).to.equal('other-token');
      });
    });

    it('as the environment has it: address, user, and no secret in any message', async () => {
      registry.on('GET', '/v1/volumes', problem(401, 'UNAUTHENTICATED', 'user or password is wrong'));
      await with_(
        { BMV_REGISTRY_URL: registry.url, BMV_REGISTRY_USER: 'ops', BMV_REGISTRY_PASSWORD: SECRET },
        async () => {
          const { code, err } = await bmv(['volumes', 'list']);
          expect(code).to.equal(3);
          expect(err).to.equal(
            'bmv: user or password is wrong; check user and password, or the token (UNAUTHENTICATED)\n',
          );
        },
      );
    });

    it('and are wrong usage where that is not clear, without showing a secret', async () => {
      const wrong: readonly [readonly string[], RegExp][] = [
        [['--user', 'ops'], /password of user ops is missing; set BMV_REGISTRY_PASSWORD/],
        [['--user', 'a:b'], /user "a:b" is none/],
        [['--password-file', file('p', SECRET)], /without a user/],
        [['--user', 'ops', '--os-token-file', file('t', SECRET)], /not both/],
        [['--user', 'ops', '--password-file', join(folder, 'absent')], /absent cannot be read/],
        [
          ['--user', 'ops', '--password-file', file('open', SECRET, 0o644)],
          /can be read by everybody; chmod 600/,
        ],
        [['--user', 'ops', '--password-file', file('empty', '\n')], /is not one line with the password/],
        [['--user', 'ops', '--password-file', file('lines', `${SECRET}\n${SECRET}\n`)], /is not one line/],
        [['--user', 'ops', '--password-file', file('huge', 'x'.repeat(70_000))], /is not one line/],
        [['--os-token-file', file('no-token', SECRET)], /no-token has no token of Keystone/],
        [['--ca', join(folder, 'absent')], /CA file .* cannot be read/],
        [['--registry', 'ftp://registry'], /ftp:\/\/registry is no address/],
        [['--registry', 'registry:8790'], /no address of a registry/],
        [['--registry', `http://ops:${encodeURIComponent(SECRET)}@127.0.0.1:1`], /has credentials in it/],
        [['--timeout', '0'], /whole number of seconds/],
      ];
      for (const [argv, says] of wrong) {
        const { code, err } = await list(...argv);
        expect(err, argv.join(' ')).to.match(says);
        expect(code, err).to.equal(2);
        expect(err).not.to.contain('horse');
      }
      expect(registry.asked).to.deep.equal([]);
    });

    it('to another machine over http only where that is allowed', async () => {
      await with_({ BMV_REGISTRY_PASSWORD: SECRET }, async () => {
        const argv = ['volumes', 'list', '--registry', 'http://registry.invalid:8790', '--user', 'ops'];
        const refused = await bmv(argv);
        expect(refused.code).to.equal(2);
        expect(refused.err).to.match(/would show it password or token.*--plain-http/);
        const tried = await bmv([...argv, '--plain-http']);
        expect(tried.code).to.equal(1);
        expect(tried.err).to.match(/registry http:\/\/registry\.invalid:8790 cannot be reached/);
      });
    });
  });

  describe('over TLS', () => {
    let secure: ScriptedRegistry;
    let authority: TestAuthority;

    before(async () => {
      authority = new TestAuthority('registries of a test');
      secure = await ScriptedRegistry.start(serverOptions(authority.issue()));
      secure.on('GET', '/v1/volumes', EMPTY);
    });
    after(async () => {
      authority.remove();
      await secure.stop();
    });

    it('trust the authority that is given, and no other', async () => {
      const trusted = await bmv(['volumes', 'list', '--registry', secure.url, '--ca', authority.ca]);
      expect(trusted).to.deep.equal({ code: 0, out: 'no volumes\n', err: '' });
      const unknown = await bmv(['volumes', 'list', '--registry', secure.url]);
      expect(unknown.code).to.equal(1);
      expect(unknown.err).to.match(
        /^bmv: registry https:.* cannot be reached: .*; give the certificate authority .* --ca \(REGISTRY_UNREACHABLE\)\n$/,
      );
    });
  });

  describe('that fail', () => {
    it('where nobody listens: with the address, and the ways out', async () => {
      const { url } = registry;
      await registry.stop();
      const { code, err } = await bmv(['volumes', 'list', '--registry', url]);
      expect(code).to.equal(1);
      expect(err).to.equal(
        `bmv: registry ${url} cannot be reached: connect ECONNREFUSED ${url.slice(7)} (ECONNREFUSED); start it with ` +
          '`bmv registry serve`, or give its address with --registry or BMV_REGISTRY_URL (REGISTRY_UNREACHABLE)\n',
      );
    });

    it('with the code and the exit code of the problem that the registry tells', async () => {
      const told: readonly [number, string, number][] = [
        [403, 'FORBIDDEN', 3],
        [404, 'NODE_UNKNOWN', 3],
        [409, 'VOLUME_STATE', 3],
        [412, 'GENERATION_DIFFERS', 3],
        [400, 'REQUEST_INVALID', 2],
        [503, 'STORE_FAILED', 1],
        [500, 'INTERNAL', 1],
      ];
      for (const [status, name, exit] of told) {
        const { code, err } = await answers(problem(status, name, 'no, because of this'));
        expect(err).to.equal(`bmv: no, because of this (${name})\n`);
        expect(code).to.equal(exit);
      }
    });

    it('with each part of a request that is wrong, and with what it is about', async () => {
      const invalid = problem(400, 'REQUEST_INVALID', 'query /limit: too large, and 1 more', {
        errors: [
          { in: 'query', path: '/limit', message: 'too large' },
          { in: 'query', path: '/node', message: 'no UUID' },
        ],
        fields: { volume: 'v', wrong: 1 },
      });
      expect((await answers(invalid)).err).to.equal(
        'bmv: query /limit: too large, and 1 more; query /node: no UUID (REQUEST_INVALID)\n',
      );
      const { json } = await bmvJson('volumes', 'list', '--registry', registry.url);
      expect(json.error).to.deep.equal({
        code: 'REQUEST_INVALID',
        message: 'query /limit: too large, and 1 more; query /node: no UUID',
        fields: { volume: 'v' },
      });
    });

    it('with the code of a newer registry in the message', async () => {
      const newer = await answers(problem(409, 'TOO_MODERN', 'not so'));
      expect(newer.code).to.equal(3);
      expect(newer.err).to.equal('bmv: not so (the registry calls it TOO_MODERN) (REGISTRY_REFUSED)\n');
      const broken = await answers(problem(500, 'TOO_MODERN', 'not so'));
      expect(broken.code).to.equal(1);
      expect(broken.err).to.match(/\(REGISTRY_ANSWER\)\n$/);
    });

    it('where somebody else answers', async () => {
      const wrong: readonly [RawReply, RegExp][] = [
        [(response) => void response.end('<html>hello'), /does not fit.*REGISTRY_ANSWER/],
        [
          (response) => void response.end('{"volumes":[{}],"next":null}'),
          /does not fit at volumes\/0\/id .*REGISTRY_ANSWER/,
        ],
        [(response) => void response.end('{"volumes":'), /does not fit.*REGISTRY_ANSWER/],
        [
          (response) => void response.writeHead(404).end('not here'),
          /is status 404, without a word of a registry.*REGISTRY_ANSWER/,
        ],
        [
          (response) => void response.writeHead(302, { location: 'http://u:p@elsewhere/x?token=1' }).end(),
          /is status 302, to http:\/\/elsewhere\/x\?\.\.\., without.*REGISTRY_ANSWER/,
        ],
        [
          (response) => void response.writeHead(502).end('<html>'),
          /something before it answers with 502.*REGISTRY_UNREACHABLE/,
        ],
        [(response) => void response.destroy(), /cannot be reached: .*REGISTRY_UNREACHABLE/],
        [
          (response) => {
            response.writeHead(200, { 'content-length': '100' });
            response.write('{"volumes":');
            setImmediate(() => response.destroy());
          },
          /cannot be reached: .*REGISTRY_UNREACHABLE/,
        ],
      ];
      for (const [reply, says] of wrong) {
        const { code, err, out } = await answers(reply);
        expect(err).to.match(says);
        expect(err.trimEnd().split('\n')).to.have.lengthOf(1);
        expect({ code, out }).to.deep.equal({ code: 1, out: '' });
      }
    });

    it('where what answers speaks no HTTP', async () => {
      const server: Server = createServer((socket) => {
        socket.on('error', () => {});
        socket.write('220 mail ready\r\n', () => socket.destroySoon());
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address() as { port: number };
      const { code, err } = await bmv(['volumes', 'list', '--registry', `http://127.0.0.1:${address.port}`]);
      await new Promise((resolve) => server.close(resolve));
      expect(code).to.equal(1);
      expect(err).to.match(/cannot be reached: .*\(REGISTRY_UNREACHABLE\)\n$/);
    });

    it('where it is silent, or drips, for longer than --timeout', async () => {
      const silent = await answers(() => {}, '--timeout', '1');
      expect(silent.code).to.equal(1);
      expect(silent.err).to.match(
        /did not answer GET \/v1\/volumes within 1 s \(--timeout\) \(REGISTRY_UNREACHABLE\)\n$/,
      );
      const drips: RawReply = (response) => {
        const timer = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(timer));
      };
      expect((await answers(drips, '--timeout', '1')).err).to.match(/within 1 s/);
    }).timeout(30_000);

    it('when they are interrupted', async () => {
      const controller = new AbortController();
      registry.on('GET', '/v1/volumes', () => controller.abort());
      const { code, err } = await bmv(['volumes', 'list', '--registry', registry.url], {
        signal: controller.signal,
      });
      expect({ code, err }).to.deep.equal({ code: 1, err: 'bmv: interrupted (ABORTED)\n' });
    });
  });

  it('keep to the limit of an answer', async () => {
    const options: ClientOptions = { registry: registry.url, timeout: 60, maxAnswerBytes: 1000 };
    const client = await RegistryClient.open(options, {}, new AbortController().signal);
    registry.on('GET', '/v1/volumes', (response) => void response.end('x'.repeat(5_000_000)));
    const error: unknown = await client
      .json({ method: 'GET', path: '/v1/volumes' }, z.unknown())
      .catch((why) => why);
    await client.close();
    expect(error).to.be.instanceOf(BmvError).with.property('code', 'REGISTRY_ANSWER');
    expect((error as BmvError).message).to.match(/has more than 1000 bytes/);
  });

  it('keep a path of the address, as behind a proxy', async () => {
    const { err } = await bmv(['volumes', 'list', '--registry', `${registry.url}/bmv/?x=1`]);
    expect(err).to.match(/something before it answers with 500/);
    expect(registry.asked.map(({ path }) => path)).to.deep.equal(['/bmv/v1/volumes']);
    registry.faults.pop();
  });
});
