import { expect } from 'chai';
import fc from 'fast-check';
import { parseSize } from '../../../agent/volumes/size.ts';
import { BmvError } from '../../../proto/error.ts';

function endOf(text: string): string {
  try {
    return String(parseSize(text));
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.match(/^size .*; write a number with B, K, M, G or T .*$/);
    return error.code;
  }
}

describe('a size, however it is written,', () => {
  const sizes: readonly [string, number | 'rest'][] = [
    ['rest', 'rest'],
    ['1B', 1],
    ['512b', 512],
    ['1K', 1024],
    ['0.5k', 512],
    ['512M', 512 * 2 ** 20],
    ['512MiB', 512 * 2 ** 20],
    ['10g', 10 * 2 ** 30],
    ['10 GiB', 10 * 2 ** 30],
    ['1.5TiB', 1.5 * 2 ** 40],
    ['0010M', 10 * 2 ** 20],
    ['8191T', 8191 * 2 ** 40],
    ['9007199254740991B', Number.MAX_SAFE_INTEGER],
  ];
  for (const [text, bytes] of sizes) {
    it(`may be ${text}`, () => expect(parseSize(text)).to.equal(bytes));
  }

  const nothing = ['', ' ', 'M', '.', 'all', 'REST', ' rest', 'rest '];
  const numbers = ['-1M', '+1M', '1e3M', '0x10M', '1,5G', '.5G', '5.G', '1.2.3G', 'NaN', 'Infinity', '١M'];
  const units = ['10', '1.5', '10GB', '1kb', '10X', '10Mi', '10KM', '1P', '1Bi', '1BiB'];
  const values = ['0M', '0.0G', '1.5B', '0.1K', '0.3G', '9007199254740992B', '8192T', `${'9'.repeat(400)}M`];
  for (const text of [...nothing, ...numbers, ...units, ...values, ' 1M', '1M ', '1M\n', '1M 2M']) {
    it(`may not be ${JSON.stringify(text.slice(0, 20))}`, () => expect(endOf(text)).to.equal('BAD_SIZE'));
  }

  it('is a whole number of bytes above 0 or refused, whatever is written', () => {
    const pieces = fc.constantFrom('0', '1', '9', '.', 'M', 'K', 'i', 'B', 'T', ' ', '-', 'e', 'rest');
    const text = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (written) => {
        const end = endOf(written);
        return ['rest', 'BAD_SIZE'].includes(end) || (Number.isSafeInteger(Number(end)) && Number(end) > 0);
      }),
    );
  });
});
