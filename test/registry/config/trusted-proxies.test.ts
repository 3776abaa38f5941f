import { expect } from 'chai';
import { TrustedProxies } from '../../../registry/config/trusted-proxies.ts';
import { refusalOf } from '../../support/registry-records.ts';

function from(networks: readonly string[], remoteAddress: string, forwarded?: string): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return new TrustedProxies(networks).addressOf({ headers, socket: { remoteAddress } });
}

describe('proxies that are trusted', () => {
  it('are none by default, whatever a request says', () => {
    expect(from([], '192.0.2.1', '198.51.100.9')).to.equal('192.0.2.1');
    expect(from([], '::ffff:192.0.2.1')).to.equal('192.0.2.1');
  });

  it('say who connected to them, and those before them are believed only as far as they are proxies', () => {
    const networks = ['10.0.0.0/8', '2001:db8::1'];
    expect(from(networks, '10.1.2.3', '198.51.100.9')).to.equal('198.51.100.9');
    expect(from(networks, '::ffff:10.1.2.3', '198.51.100.9')).to.equal('198.51.100.9');
    expect(from(networks, '2001:db8::1', '2001:db8::99')).to.equal('2001:db8::99');
    // The client wrote the first one itself.
    expect(from(networks, '10.1.2.3', '127.0.0.1, 198.51.100.9, 10.9.9.9')).to.equal('198.51.100.9');
  });

  it('count themselves where they say nothing that is an address', () => {
    for (const forwarded of [undefined, '', 'unknown', 'a, b', '198.51.100.9, _hidden'])
      expect(from(['10.0.0.0/8'], '10.1.2.3', forwarded), String(forwarded)).to.equal('10.1.2.3');
    expect(from(['10.0.0.0/8'], '10.1.2.3', '10.4.4.4')).to.equal('10.4.4.4');
  });

  it('cannot be any text', () => {
    for (const network of ['', 'proxy', '10.0.0.0/33', '10.0.0.0/x', '10.0.0/8', '::/129'])
      expect(refusalOf(() => new TrustedProxies([network])).code, network).to.equal('USAGE');
  });

  it('are no others than those of the connection: a request over a unix socket is of nobody', () => {
    expect(new TrustedProxies(['10.0.0.0/8']).addressOf({ headers: {}, socket: {} })).to.equal('');
  });
});
