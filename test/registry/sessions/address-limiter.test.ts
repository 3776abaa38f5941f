import { expect } from 'chai';
import { AddressLimiter, addressGroup } from '../../../registry/sessions/address-limiter.ts';

const RATE = { perSecond: 1, burst: 3 };

describe('attempts of one address', () => {
  it('are limited, without a limit for others', () => {
    const limiter = new AddressLimiter(RATE, 100);
    const attempts = (address: string, nowMs: number) =>
      [1, 2, 3, 4, 5].filter(() => limiter.allows(address, nowMs)).length;
    expect([attempts('192.0.2.1', 0), attempts('192.0.2.1', 0), attempts('192.0.2.2', 0)]).to.deep.equal([
      3, 0, 3,
    ]);
    expect(attempts('192.0.2.1', 2000)).to.equal(2);
  });

  it('count together for an IPv6 network of 64 bits, and for both spellings of an IPv4 address', () => {
    expect(addressGroup('2001:db8:1:2:3:4:5:6')).to.equal('2001:db8:1:2::/64');
    expect(addressGroup('2001:db8:1:2::9')).to.equal('2001:db8:1:2::/64');
    expect(addressGroup('2001:DB8::1')).to.equal('2001:db8:0:0::/64');
    expect(addressGroup('fe80::1%eth0')).to.equal('fe80:0:0:0::/64');
    expect(addressGroup('::1')).to.equal('0:0:0:0::/64');
    expect(addressGroup('::ffff:192.0.2.7')).to.equal('192.0.2.7');
    expect(addressGroup('192.0.2.7')).to.equal('192.0.2.7');
    expect(addressGroup('unknown')).to.equal('unknown');
  });

  it('take bounded memory, however many addresses there are', () => {
    const limiter = new AddressLimiter(RATE, 50);
    for (let host = 0; host < 10_000; host += 1) limiter.allows(`192.0.${host >> 8}.${host & 255}`, 0);
    expect(limiter.size).to.equal(50);
  });

  it('are remembered longer of those that still try than of those that are quiet', () => {
    const limiter = new AddressLimiter(RATE, 2);
    for (let attempt = 0; attempt < 4; attempt += 1) limiter.allows('192.0.2.1', 9000);
    limiter.allows('192.0.2.2', 0);
    expect(limiter.allows('192.0.2.3', 9000)).to.equal(true);
    expect(limiter.allows('192.0.2.1', 9000)).to.equal(false);
  });
});
