import { expect } from 'chai';
import { parseSize } from '../../../agent/volumes/size.ts';

describe('size of a volume, as written', () => {
  const good: readonly [string, number | 'rest'][] = [
    ['1B', 1],
    ['512M', 512 * 1024 ** 2],
    ['10G', 10 * 1024 ** 3],
    ['10g', 10 * 1024 ** 3],
    ['1.5TiB', 1.5 * 1024 ** 4],
    ['100 GiB', 100 * 1024 ** 3],
    ['64K', 65_536],
    ['rest', 'rest'],
  ];
  for (const [text, bytes] of good) {
    it(`reads ${text}`, () => {
      expect(parseSize(text)).to.equal(bytes);
    });
  }

  const bad: readonly [string, RegExp][] = [
    ['10Q', /unknown unit Q/],
    ['10', /no unit/],
    ['10GB', /powers of 1000 or of 1024/],
    ['0G', /is nothing/],
    ['-1G', /is no size/],
    ['1.5B', /no whole number/],
    ['9999999T', /too large/],
    ['1e9B', /is no size|unknown unit/],
    ['', /is no size/],
    ['Rest', /is no size/],
    ['0x10M', /is no size|unknown unit/],
  ];
  for (const [text, says] of bad) {
    it(`refuses ${JSON.stringify(text)} with the reason`, () => {
      expect(() => parseSize(text))
        .to.throw(says)
        .with.property('code', 'BAD_SIZE');
    });
  }
});
