import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from 'chai';
import { indexLocation, loadIndex } from '../../../agent/image-index/load-index.ts';
import { ImageServer } from '../../support/image-server.ts';
import { indexBytes, sha256Of } from '../../support/indexed-image.ts';
import { errorOf } from '../../support/read-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

describe('where the index of an image lies', () => {
  for (const [image, index] of [
    ['/images/system.raw', '/images/system.raw.bmvidx'],
    ['http://host/system.raw', 'http://host/system.raw.bmvidx'],
    ['https://host/system.raw?temp_url_sig=1#part', 'https://host/system.raw.bmvidx?temp_url_sig=1#part'],
    ['HTTP://user:secret@host/a%20b.raw', 'http://user:secret@host/a%20b.raw.bmvidx'],
  ] as const)
    it(`is beside ${image}`, () => {
      expect(indexLocation(image)).to.equal(index);
    });
});

describe('an index behind a URL', () => {
  const bytes = indexBytes(seededBytes(1, 100_000));
  const { signal } = new AbortController();
  let server: ImageServer | null = null;

  afterEach(async () => {
    await server?.stop();
    server = null;
  });

  /** Answers by turns; the last answer again and again. */
  async function load(...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
    let count = 0;
    const answer = (request: IncomingMessage, response: ServerResponse) => {
      const at = Math.min(count, answers.length - 1);
      count += 1;
      answers[at]?.(request, response);
    };
    server = await ImageServer.start(bytes, { answer });
    const options = { retries: 2, backOffMs: 1 };
    const loaded = loadIndex(server.url('/i.bmvidx'), options, null, signal);
    return { result: await loaded.catch((error: unknown) => error), count: () => count };
  }

  const whole = (_: IncomingMessage, response: ServerResponse) => void response.end(bytes);
  const status = (code: number) => (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(code).end('busy');
  const cutShort = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-length': bytes.byteLength });
    response.write(bytes.subarray(0, 100), () => response.destroy());
  };
  const nothing = (request: IncomingMessage) => void request.socket.destroy();

  for (const [what, ...first] of [
    ['dropped', cutShort],
    ['dropped twice', nothing, cutShort],
    ['refused by a busy server', status(503), status(429)],
  ] as const)
    it(`is asked for again when it is ${what}`, async () => {
      const { result, count } = await load(...first, whole);
      expect(result).to.have.property('sizeBytes', bytes.byteLength);
      expect(count()).to.equal(first.length + 1);
    });

  for (const [what, answer, asked, says] of [
    ['dropped for good', cutShort, 3, /cannot be downloaded/],
    ['refused for good', status(503), 3, /answered with HTTP status 503/],
    ['forbidden', status(403), 1, /answered with HTTP status 403/],
    ['not there', status(404), 1, /is not there/],
  ] as const)
    it(`is given up when it is ${what}`, async () => {
      const { result, count } = await load(answer);
      expect(result).to.have.property('code', 'IMAGE_UNREACHABLE');
      expect((result as Error).message).to.match(says);
      expect(count()).to.equal(asked);
    });

  it('must have the checksum that it was vouched for by', async () => {
    server = await ImageServer.start(bytes);
    const url = server.url('/i.bmvidx');
    const checksum = (value: string) => ({ algorithm: 'sha256', value }) as const;
    const right = sha256Of(bytes).slice('sha256:'.length);
    expect((await loadIndex(url, {}, checksum(right), signal)).name).to.equal(url);
    const wrong = loadIndex(
      url,
      {},
      checksum(right.replace(/./, (digit) => (digit === '0' ? '1' : '0'))),
      signal,
    );
    expect(await errorOf(wrong)).to.have.property('code', 'CHECKSUM_MISMATCH');
  });
});
