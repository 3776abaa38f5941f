import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import pino from 'pino';
import { readBuiltPage } from '../../../registry/web/built-page.ts';
import { extendWithPage, servePage } from '../../../registry/web/serve-page.ts';
import { codeOf } from '../../support/stores.ts';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(2000))})`;
const NODE = '11111111-1111-4111-8111-111111111111';

describe('the page, as it is handed out', () => {
  let folder = '';
  let app: FastifyInstance;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-page-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>page</title>');
    await writeFile(join(folder, 'assets/index-A1b2.js'), SCRIPT);
    await writeFile(join(folder, 'secret.txt'), 'not of the page');
    app = Fastify();
    servePage(app, await readBuiltPage(folder));
  });

  after(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function get(url: string, headers: InjectOptions['headers'] = {}, method: 'GET' | 'HEAD' = 'GET') {
    return await app.inject({ method, url, headers });
  }

  it('is the same at the address of each view', async () => {
    for (const url of [
      '/',
      '/nodes',
      `/nodes/${NODE}`,
      '/volumes?state=missing',
      `/volumes/${NODE}`,
      '/alarms',
    ]) {
      const { statusCode, headers, body } = await get(url);
      expect(statusCode, url).to.equal(200);
      expect(headers['content-type']).to.equal('text/html; charset=utf-8');
      expect(body).to.contain('<title>page</title>');
    }
  });

  it('lets nothing in from elsewhere, and is in no other page', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    expect(policy).to.match(/^default-src 'self';/);
    expect(policy).to.contain("frame-ancestors 'none'");
    expect(policy).to.not.match(/unsafe|\*|https?:/);
    expect((await get('/')).headers['x-content-type-options']).to.equal('nosniff');
  });

  it('is asked for again each time, but what its names tell is kept for ever', async () => {
    expect((await get('/')).headers['cache-control']).to.equal('no-cache');
    const { headers } = await get('/assets/index-A1b2.js');
    expect(headers['cache-control']).to.equal('public, max-age=31536000, immutable');
    expect(headers['content-type']).to.equal('text/javascript; charset=utf-8');
  });

  it('is not sent again to whoever has it', async () => {
    const { headers } = await get('/');
    const tag = String(headers.etag);
    expect(tag).to.match(/^"[\w-]{22}"$/);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const answer = await get('/', { 'if-none-match': known });
      expect(answer.statusCode, known).to.equal(304);
      expect(answer.body).to.equal('');
      expect(answer.headers.etag).to.equal(tag);
    }
    expect((await get('/', { 'if-none-match': '"other"' })).statusCode).to.equal(200);
  });

  it('is compressed for whoever takes that, under a tag of its own', async () => {
    const plain = await get('/assets/index-A1b2.js');
    const small = await get('/assets/index-A1b2.js', { 'accept-encoding': 'br;q=1.0, gzip;q=0.8' });
    expect(small.headers['content-encoding']).to.equal('gzip');
    expect(small.headers.vary).to.equal('accept-encoding');
    expect(small.headers.etag).to.not.equal(plain.headers.etag);
    expect(small.rawPayload.length).to.be.lessThan(plain.rawPayload.length / 10);
    expect(gunzipSync(small.rawPayload).toString()).to.equal(SCRIPT);
    for (const refused of ['', 'br', 'gzip;q=0', 'gzip; q=0.0', 'xgzip']) {
      const { headers, body } = await get('/assets/index-A1b2.js', { 'accept-encoding': refused });
      expect(headers['content-encoding'], refused).to.equal(undefined);
      expect(body).to.equal(SCRIPT);
    }
  });

  it('tells what it would send to whoever asks for that alone', async () => {
    const { statusCode, body, headers } = await get('/', {}, 'HEAD');
    expect(statusCode).to.equal(200);
    expect(body).to.equal('');
    expect(headers.etag).to.match(/^"/);
  });

  it('has no other files', async () => {
    for (const url of [
      '/assets/other.js',
      '/assets/..%2fsecret.txt',
      '/assets/../secret.txt',
      '/secret.txt',
      '/assets/__proto__',
    ])
      expect((await get(url)).statusCode, url).to.equal(404);
  });

  it('that is not built is refused with the command that builds it', async () => {
    expect(await codeOf(readBuiltPage(join(folder, 'nowhere')))).to.equal('PAGE_NOT_BUILT');
    await readBuiltPage(join(folder, 'nowhere')).catch((error: Error) => {
      expect(error.message).to.contain('npm run build:web');
    });
  });

  it('keeps no registry from working by not being built', async () => {
    const lines: string[] = [];
    const bare = Fastify();
    const logger = pino({ base: null }, { write: (line) => void lines.push(line) });
    await extendWithPage(bare, logger, join(folder, 'nowhere'));
    expect((await bare.inject({ url: '/' })).statusCode).to.equal(404);
    expect(lines[0]).to.contain('npm run build:web');
    await bare.close();
  });
});
