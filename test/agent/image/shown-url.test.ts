import { expect } from 'chai';
import { HttpClient } from '../../../agent/image/http-client.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { shownUrl } from '../../../agent/image/shown-url.ts';
import { ImageServer } from '../../support/image-server.ts';
import { errorOf } from '../../support/read-image.ts';

describe('a URL that is shown', () => {
  for (const [location, shown] of [
    ['http://server/image.raw', 'http://server/image.raw'],
    ['https://server:8443/a/b?temp_url_sig=SECRET&x=1#SECRET', 'https://server:8443/a/b?...'],
    ['http://user:SECRET@server/image', 'http://server/image'],
    ['http://user:SECRET@server', 'http://server/'],
    ['http://user:SECRET@[bad/image?SECRET', 'http://...@[bad/image'],
    ['user:SECRET@[bad', '...@[bad'],
    ['http://a:SECRET@b@[bad', 'http://...@[bad'],
  ] as const)
    it(`is ${shown} of ${location}`, () => expect(shownUrl(location)).to.equal(shown));

  // Whoever read the error could get the image, or the config drive, by its signed URL.
  it('is without its signature in every error, and under its redirects', async () => {
    const server = await ImageServer.start(Buffer.alloc(16), {
      answer: (request, response) => {
        if (request.url?.startsWith('/moved'))
          response.writeHead(302, { location: '/image?sig=SECRET' }).end();
        else response.writeHead(403).end();
      },
    });
    for (const path of ['/image?sig=SECRET', '/moved?sig=SECRET']) {
      const { message } = await errorOf(openImage(server.url(path)));
      expect(message).to.contain('127.0.0.1').and.not.to.contain('SECRET');
    }
    await server.stop();
  });

  for (const location of ['http:/user:SECRET@127.0.0.1:1/i', 'https:user:SECRET@127.0.0.1:1/i?SECRET'])
    it(`is no path with fewer slashes: ${location}`, async () => {
      const { code, message } = await errorOf(openImage(location));
      expect(code).to.equal('IMAGE_UNREACHABLE');
      expect(message).to.contain('//127.0.0.1:1/i').and.not.to.contain('SECRET');
    });

  it('may have credentials with a percent sign that escapes nothing', async () => {
    const client = await HttpClient.create('http://user:100%@server/image', {});
    expect(client.shown).to.equal('http://server/image');
    await client.close();
  });
});
