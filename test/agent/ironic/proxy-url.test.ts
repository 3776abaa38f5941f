import { expect } from 'chai';
import { proxyUrl } from '../../../agent/ironic/proxy-url.ts';

describe("a conductor's proxy", () => {
  for (const [text, url] of [
    ['', ''],
    ['http://proxy:3128', 'http://proxy:3128/'],
    ['HTTPS://proxy', 'https://proxy/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    ['proxy:3128', 'http://proxy:3128/'],
    ['//proxy:3128', 'http://proxy:3128/'],
    ['http://[2001:db8::1]:3128', 'http://[2001:db8::1]:3128/'],
    // It ended in "a defect of baremetal-volumes".
    ['http://proxy:3128/path?a=b#c', 'http://proxy:3128/'],
    ['http://user:pass%40word@proxy', 'http://user:pass%40word@proxy/'],
    ['http://user:100%@proxy', 'http://user:100%25@proxy/'],
  ] as const)
    it(`${JSON.stringify(text)} is ${JSON.stringify(url)}`, () => expect(proxyUrl(text)).to.equal(url));

  for (const text of [
    'not a url',
    'http://',
    'http:///path',
    'ftp://proxy',
    'socks5://proxy:1080',
    'http://proxy:port',
    'http://proxy:99999',
    'http://user:SECRET@[bad',
    '://',
    '/',
  ])
    it(`is not ${JSON.stringify(text)}`, () => expect(proxyUrl(text)).to.equal(null));
});
