import { expect } from 'chai';
import { parseCommandLine } from '../../../agent/config/command-line.ts';

describe('kernel command line', () => {
  const cases: readonly (readonly [string, string, Record<string, string>])[] = [
    ['reads name=value and lone names', 'quiet bmv.log_level=debug', { quiet: '', 'bmv.log_level': 'debug' }],
    ['takes the last of two values', 'a=1 a=2', { a: '2' }],
    ['keeps what is quoted together', 'a="b c" d=e', { a: 'b c', d: 'e' }],
    ['takes quotes around the whole parameter', '"a=b c" d=e', { a: 'b c', d: 'e' }],
    ['keeps further equals signs in the value', 'url=http://h/?q=1', { url: 'http://h/?q=1' }],
    ['skips blanks, tabs and the line break at the end', ' \t a=1  b=2\n', { a: '1', b: '2' }],
    ['reads a quote that never ends up to the end', 'a="b c', { a: 'b c' }],
    ['has nothing in an empty line', '', {}],
  ];
  for (const [title, line, expected] of cases)
    it(title, () => {
      expect(Object.fromEntries(parseCommandLine(line))).to.deep.equal(expected);
    });
});
