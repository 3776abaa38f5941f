import { expect } from 'chai';
import { isLocal, parseListenAddress, shownAddress } from '../../../registry/config/listen-address.ts';
import { refusalOf } from '../../support/registry-records.ts';

describe('where to listen', () => {
  it('is an address with a port, or a unix socket', () => {
    expect(parseListenAddress('127.0.0.1:8790')).to.deep.equal({
      kind: 'tcp',
      host: '127.0.0.1',
      port: 8790,
    });
    expect(parseListenAddress('[::1]:0')).to.deep.equal({ kind: 'tcp', host: '::1', port: 0 });
    expect(parseListenAddress('registry.example:443')).to.include({ host: 'registry.example' });
    expect(parseListenAddress('unix:/run/bmv.sock')).to.deep.equal({ kind: 'unix', path: '/run/bmv.sock' });
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      '8790',
      ':8790',
      '127.0.0.1',
      '127.0.0.1:65536',
      '::1:8790',
      'unix:relative',
      'http://x:1',
    ])
      expect(refusalOf(() => parseListenAddress(text)).code, text).to.equal('USAGE');
  });

  it('is local where no other machine can connect', () => {
    const local = ['127.0.0.1:1', '127.8.9.1:1', '[::1]:1', 'localhost:1', 'unix:/run/bmv.sock'];
    expect(local.map(parseListenAddress).every(isLocal)).to.equal(true);
    expect(
      ['0.0.0.0:1', '[::]:1', '192.0.2.1:1', 'registry.example:1'].map(parseListenAddress).some(isLocal),
    ).to.equal(false);
  });

  it('is shown as whoever connects writes it', () => {
    expect(shownAddress(parseListenAddress('[::1]:8790'), true)).to.equal('https://[::1]:8790');
    expect(shownAddress(parseListenAddress('127.0.0.1:80'), false)).to.equal('http://127.0.0.1:80');
    expect(shownAddress(parseListenAddress('unix:/run/bmv.sock'), false)).to.equal('unix:/run/bmv.sock');
  });
});
