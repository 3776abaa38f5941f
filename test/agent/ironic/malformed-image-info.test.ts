import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { writeImage } from '../../../agent/steps/write-image.ts';
import { ImageServer, type ServerBehaviour } from '../../support/image-server.ts';
import { expectUntouched, makeKeptDisk } from '../../support/kept-disks.ts';
import { nodeForEachTest } from '../../support/step-node.ts';

const DIGEST = createHash('sha256').update('image').digest('hex');
/** As a portal, an object store or a signed URL may have it. */
const SECRET = 'SECRET-9f8e7d6c';

describe('a malformed image_info', () => {
  const own = nodeForEachTest({ steps: [writeImage], environment: { BMV_IMAGE_RETRIES: '0' } });
  const servers: ImageServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(text: string, behaviour: ServerBehaviour = {}): Promise<ImageServer> {
    const server = await ImageServer.start(Buffer.from(text), behaviour);
    servers.push(server);
    return server;
  }

  /** What write_image of this ends with, which changes no byte of the disk. */
  async function refusal(fields: object): Promise<string> {
    const { path } = await makeKeptDisk(own.folder, 'data');
    const { run } = await own.start([path]);
    const image_info = { id: 'i', urls: ['http://127.0.0.1:1/image.raw'], checksum: DIGEST, ...fields };
    const { error } = await expectUntouched(
      [path],
      async () => await run('deploy', 'write_image', { image_info }),
    );
    expect(error).not.to.contain(SECRET).and.not.to.contain('\n');
    return error;
  }

  // Each of these ended as INTERNAL, a defect to report.
  describe('ends in one line that names the proxy and does not quote it', () => {
    for (const [key, value] of [
      ['https', `not a url ${SECRET}`],
      ['http', 'http://'],
      ['https', `ftp://user:${SECRET}@proxy`],
      ['http', `http://user:${SECRET}@proxy:99999`],
      ['https', `http://user:${SECRET}@proxy:port`],
    ] as const)
      it(`proxies.${key} ${JSON.stringify(value)}`, async () => {
        expect(await refusal({ proxies: { [key]: value } })).to.equal(
          `STEP_ARGUMENT: write_image: argument image_info.proxies.${key}: this is no proxy; give http://HOST:PORT`,
        );
      });

    for (const value of [3128, { host: SECRET }, [SECRET], true])
      it(`proxies.https ${JSON.stringify(value)}`, async () => {
        expect(await refusal({ proxies: { https: value } })).to.match(
          /^STEP_ARGUMENT: write_image: argument image_info\.proxies\.https: .*expected string/,
        );
      });

    it('but reaches for a proxy whose password has a percent sign that escapes nothing', async () => {
      const proxies = { http: `http://user:${SECRET}%@127.0.0.1:1` };
      expect(await refusal({ proxies })).to.match(
        /^IMAGE_UNREACHABLE: http:\/\/127\.0\.0\.1:1\/image\.raw .*ECONNREFUSED/,
      );
    });
  });

  describe('ends in one line without the URL or text that it has in the wrong place', () => {
    for (const [what, fields, message] of [
      ['a checksum of words', { checksum: `hello ${SECRET}` }, /a text of 21 characters is no checksum/],
      ['another scheme', { checksum: `ftp://user:${SECRET}@sums/SUMS?sig=${SECRET}` }, /http\(s\) URL/],
      ['a path of the ramdisk', { checksum: `/run/${SECRET}` }, /neither hex digits nor an http\(s\) URL/],
      ['a URL without a host', { checksum: `http://?sig=${SECRET}` }, /http\(s\) URL/],
      [
        'a URL as the algorithm',
        { checksum: null, os_hash_algo: `https://sums/?sig=${SECRET}`, os_hash_value: DIGEST },
        /no checksum algorithm of \d+ characters/,
      ],
      [
        'words as the value',
        { os_hash_algo: 'sha256', os_hash_value: SECRET },
        /what stands behind sha256: is neither hex digits nor/,
      ],
    ] as const)
      it(what, async () => {
        const error = await refusal(fields);
        expect(error).to.match(/^CHECKSUM_BAD_FORM: /);
        expect(error).to.match(message);
      });

    for (const [what, body, message] of [
      ['an HTML page', `<html><body>log in: ${SECRET}</body></html>`, /it is an HTML page/],
      ['JSON', `{"token": "${SECRET}"}`, /it is JSON/],
      ['XML', `<?xml version="1.0"?>\n<Error>${SECRET}</Error>`, /it is XML/],
      ['a line of an unknown algorithm', `${SECRET} (image.raw) = ff`, /no checksum for image\.raw;/],
    ] as const)
      it(`${what} where the checksum file should be`, async () => {
        const server = await serve(body);
        const error = await refusal({ checksum: server.url(`/SUMS?sig=${SECRET}`) });
        expect(error).to.match(/^CHECKSUM_BAD_FORM: /);
        expect(error).to.match(message);
      });

    it('a text where the image should be', async () => {
      const server = await serve(`token=${SECRET}\n`.repeat(100));
      const error = await refusal({ urls: [server.url(`/image.raw?sig=${SECRET}`)] });
      expect(error).to.match(/^IMAGE_NOT_A_DISK: http:\/\/127.*\/image\.raw\?\.\.\. .*; it is text; check/);
    });

    it('an authorization that is no header', async () => {
      const header = Buffer.from(`Bearer ${SECRET}\r\n`).toString('base64');
      expect(await refusal({ image_request_authorization: header })).to.match(
        /^STEP_ARGUMENT: image_request_authorization is no base64/,
      );
    });

    for (const [what, fields, code] of [
      ['an image', { urls: [`http://user:${SECRET}@[bad`] }, 'STEP_ARGUMENT'],
      ['a config drive', { configdrive: `http://user:${SECRET}@[bad` }, 'CONFIG_DRIVE_INVALID'],
    ] as const)
      it(`${what} behind a URL that is none`, async () => {
        expect(await refusal(fields)).to.match(new RegExp(`^${code}: `));
      });

    it('a server that redirects to a URL that is none', async () => {
      const server = await serve('', {
        answer: (_, response) => response.writeHead(302, { location: `http://user:${SECRET}@[bad` }).end(),
      });
      expect(await refusal({ urls: [server.url()] })).to.match(
        /^IMAGE_UNREACHABLE: .* redirects to what is no URL/,
      );
    });
  });
});
