import { connect } from 'node:net';
import { expect } from 'chai';
import { z } from 'zod';
import { BmvError } from '../../../proto/error.ts';
import { jsonRoute } from '../../../registry/api/route.ts';
import { ROUTES } from '../../../registry/api/routes.ts';
import { listenAt } from '../../../registry/listen.ts';
import { ApiFixture } from '../../support/api-fixture.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Routes that go wrong. */
const WRONG = [
  jsonRoute({
    ...{ id: 'fail', method: 'GET', path: '/v1/fail', tag: 'test', action: 'public', summary: 'Fails' },
    answer: z.object({}),
    handle: async () => {
      throw new Error('the password is swordfish');
    },
  }),
  jsonRoute({
    ...{ id: 'store', method: 'GET', path: '/v1/store', tag: 'test', action: 'public', summary: 'Fails' },
    answer: z.object({}),
    handle: async () => {
      throw new BmvError('STORE_FAILED', 'the database does not work');
    },
  }),
  jsonRoute({
    ...{ id: 'hang', method: 'GET', path: '/v1/hang', tag: 'test', action: 'public', summary: 'Hangs' },
    answer: z.object({}),
    handle: async () => await new Promise(() => {}),
  }),
];

describe('the API’s server', () => {
  it('answers every refusal with a problem document', async () => {
    const api = await ApiFixture.start({ limits: { maxBodyBytes: 1000 } });
    const volume = '/v1/volumes/aaaaaaaa-0000-4000-8000-000000000001';
    const cases: readonly (readonly [number, string, Parameters<ApiFixture['call']>])[] = [
      [404, 'ROUTE_UNKNOWN', ['GET', '/v1/nothing']],
      [404, 'ROUTE_UNKNOWN', ['POST', '/']],
      [404, 'VOLUME_UNKNOWN', ['GET', volume]],
      [405, 'METHOD_UNKNOWN', ['DELETE', '/v1/volumes']],
      [405, 'METHOD_UNKNOWN', ['POST', '/v1/events', { body: {} }]],
      [401, 'UNAUTHENTICATED', ['GET', '/v1/volumes', { as: null }]],
      [403, 'FORBIDDEN', ['GET', '/v1/alarms', { as: 'member' }]],
      [400, 'REQUEST_INVALID', ['GET', '/v1/volumes?limit=many']],
      [400, 'REQUEST_INVALID', ['GET', '/v1/volumes?colour=red']],
      [400, 'REQUEST_INVALID', ['GET', '/v1/volumes/%zz']],
      [400, 'REQUEST_INVALID', ['GET', '/v1/volumes/not-a-uuid']],
      [400, 'REQUEST_INVALID', ['POST', '/v1/volumes']],
      [400, 'REQUEST_INVALID', ['POST', '/v1/volumes', { body: '{"name":', headers: JSON_TYPE }]],
      [400, 'REQUEST_INVALID', ['POST', '/v1/volumes', { body: '', headers: JSON_TYPE }]],
      [400, 'REQUEST_INVALID', ['POST', '/v1/volumes', { body: '{"__proto__":{}}', headers: JSON_TYPE }]],
      [400, 'REQUEST_INVALID', ['POST', `${volume}/cancel`, { body: {}, headers: { 'if-match': 'W/"1"' } }]],
      [413, 'BODY_TOO_LARGE', ['POST', '/v1/volumes', { body: { name: 'x'.repeat(2000) } }]],
      [
        415,
        'BODY_UNSUPPORTED',
        ['POST', '/v1/volumes', { body: 'name=x', headers: { 'content-type': 'text/plain' } }],
      ],
      [
        ...([415, 'BODY_UNSUPPORTED'] as const),
        [
          'POST',
          '/v1/volumes',
          { body: 'x=y', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        ],
      ],
    ];
    for (const [status, code, call] of cases) {
      const answer = await api.call(...call);
      const words = JSON.stringify(call);
      expect(answer.status, words).to.equal(status);
      expect(answer.headers['content-type'], words).to.match(/^application\/problem\+json(;|$)/);
      expect(answer.json, words).to.include({ type: 'about:blank', status, code });
      expect(answer.json.detail, words).to.be.a('string').and.not.equal('');
      expect(answer.json.title, words).to.be.a('string').and.not.equal('');
    }
  });

  it('says all that is wrong with a request, and where, but repeats no value', async () => {
    const api = await ApiFixture.start();
    const { json } = await api.call('POST', '/v1/volumes?swordfish=1', {
      body: { name: '', node: 'swordfish', size_bytes: 'swordfish', filesystem: 'swordfish' },
    });
    expect(
      json.errors.map((part: { in: string; path: string }) => `${part.in} ${part.path}`),
    ).to.have.members(['body /name', 'body /node', 'body /size_bytes', 'body /filesystem']);
    expect(JSON.stringify(json)).to.not.include('swordfish');
  });

  it('asks who calls before it looks at what they send', async () => {
    const api = await ApiFixture.start({ limits: { maxBodyBytes: 10 } });
    const { status, headers } = await api.call('POST', '/v1/volumes', {
      as: null,
      body: { name: 'x'.repeat(99) },
    });
    expect(status).to.equal(401);
    expect(headers['www-authenticate']).to.equal('Basic realm="bmv"');
    expect(api.refused).to.have.length(1);
  });

  it('keeps to itself what its own faults say; the log has them, under the number that the answer names', async () => {
    const api = await ApiFixture.start({ routes: WRONG });
    const { status, json, text } = await api.get('/v1/fail', null);
    expect(status).to.equal(500);
    expect(json.code).to.equal('INTERNAL');
    expect(text).to.not.include('swordfish');
    const line = api.log.find(({ msg }) => msg === 'a request failed by a defect');
    expect(JSON.stringify(line)).to.include('swordfish');
    expect(json.detail).to.include(String(line?.request));
  });

  it('says when to try again, where something does not work for now', async () => {
    const api = await ApiFixture.start({ routes: WRONG });
    const { status, headers, json } = await api.get('/v1/store', null);
    expect(status).to.equal(503);
    expect(headers['retry-after']).to.equal('5');
    expect(json.code).to.equal('STORE_FAILED');
  });

  it('gives up an answer that takes too long', async () => {
    const api = await ApiFixture.start({ routes: WRONG, limits: { answerMs: 50 } });
    const { status, json } = await api.get('/v1/hang', null);
    expect(status).to.equal(503);
    expect(json.code).to.equal('REQUEST_TIMEOUT');
  });

  it('tells of each answer by its route, whatever was in its place', async () => {
    const api = await ApiFixture.start();
    await api.get('/v1/volumes/aaaaaaaa-0000-4000-8000-000000000001');
    await api.get('/v1/nothing');
    expect(api.answered).to.deep.equal([
      { route: '/v1/volumes/:id', status: 404 },
      { route: '', status: 404 },
    ]);
  });

  it('answers what is no HTTP with a problem document, and ends the connection', async () => {
    const api = await ApiFixture.start();
    const address = await listenAt(api.server, { kind: 'tcp', host: '127.0.0.1', port: 0 }, false);
    const answerTo = async (text: string) =>
      await new Promise<string>((resolve, reject) => {
        let answer = '';
        const socket = connect(Number(new URL(address).port), '127.0.0.1');
        socket.on('data', (bytes: Buffer) => {
          answer += bytes.toString();
        });
        socket.on('close', () => resolve(answer));
        socket.on('error', reject);
        socket.end(text);
      });
    expect(await answerTo('rubbish\r\n\r\n')).to.match(
      /^HTTP\/1.1 400 .*application\/problem\+json.*REQUEST_INVALID/s,
    );
    const long = `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`;
    expect(await answerTo(long)).to.match(/^HTTP\/1.1 431 .*"status":431/s);
  });

  it('lets nothing be kept by whoever is in between', async () => {
    const api = await ApiFixture.start();
    const { headers } = await api.get('/v1/volumes');
    expect(headers).to.include({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  it('writes no header of a request into the log', async () => {
    const api = await ApiFixture.start();
    for (const route of ROUTES.filter(({ id }) => id !== 'stream_events'))
      await api.call(route.method, route.path.replace(/\{\w+\}/, 'x'), {
        headers: { authorization: 'Basic c3dvcmRmaXNo', 'x-auth-token': 'swordfish', cookie: 'swordfish' },
        ...(route.method === 'POST' ? { body: { password: 'swordfish' } } : {}),
      });
    expect(JSON.stringify(api.log)).to.not.match(/swordfish|c3dvcmRmaXNo/);
  });
});
