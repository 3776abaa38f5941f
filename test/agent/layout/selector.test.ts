import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { matchSelector, mayMatchSeveral, parseSelector } from '../../../agent/layout/selector.ts';
import { BmvError } from '../../../proto/error.ts';
import { aFilesystem, aJournal, aLayout, guidOf } from '../../support/layouts.ts';

function errorOf(text: string): BmvError {
  try {
    parseSelector(text);
  } catch (error) {
    if (error instanceof BmvError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('selector', () => {
  it('reads every kind that the documentation names', () => {
    expect(parseSelector('label:da*')).to.deep.equal({ kind: 'label', glob: 'da*', text: 'label:da*' });
    expect(parseSelector('fslabel:a:b')).to.include({ kind: 'fslabel', glob: 'a:b' });
    expect(parseSelector('index:3')).to.include({ first: 3, last: 3 });
    expect(parseSelector('index:3-7')).to.include({ first: 3, last: 7 });
    const text = 'partuuid:AAAAAAAA-0000-4000-8000-00000000000B';
    expect(parseSelector(text)).to.deep.equal({ kind: 'partuuid', guid: text.slice(9).toLowerCase(), text });
  });

  for (const text of [
    '',
    'data',
    'label:',
    'fslabel:',
    'name:data',
    'LABEL:data',
    ':data',
    'index:',
    'index:0',
    'index:-3',
    'index:3-',
    'index:9-7',
    'index:0x7',
    'index:23q',
    'index:1 ',
    'index:99999',
    'partuuid:',
    'partuuid:1234',
    'partuuid:zzzzzzzz-0000-4000-8000-000000000000',
  ]) {
    it(`refuses ${JSON.stringify(text)} with one line that names the forms`, () => {
      const error = errorOf(text);
      expect(error.code).to.equal('BAD_SELECTOR');
      expect(error.message).to.contain('label:GLOB').and.not.contain('\n');
    });
  }

  it('may pick several only by a pattern or a number', () => {
    const several = ['label:a*', 'fslabel:?', 'index:1', 'index:1-2'].map((text) =>
      mayMatchSeveral(parseSelector(text)),
    );
    expect(several).to.deep.equal([true, true, true, true]);
    const single = ['label:a', 'fslabel:a', `partuuid:${guidOf('d', 1)}`].map((text) =>
      mayMatchSeveral(parseSelector(text)),
    );
    expect(single).to.deep.equal([false, false, false]);
  });

  const layout = aLayout({
    partitions: [
      { number: 1, offset: MIB, length: MIB, name: 'root', filesystem: aFilesystem('ext4', 'slash') },
      { number: 2, offset: 2 * MIB, length: MIB, name: '' },
      { number: 5, offset: 3 * MIB, length: MIB, name: 'data', filesystem: aFilesystem('xfs', '') },
    ],
  });
  const numbers = (text: string) => matchSelector(parseSelector(text), layout).map(({ number }) => number);

  it('picks by name, filesystem label, GUID in either case, and number', () => {
    expect(numbers('label:da*')).to.deep.equal([5]);
    expect(numbers('fslabel:slash')).to.deep.equal([1]);
    expect(numbers(`partuuid:${guidOf('d', 2).toUpperCase()}`)).to.deep.equal([2]);
    expect(numbers('index:2-9')).to.deep.equal([2, 5]);
  });

  it('picks unnamed partitions by label:* (E16), but only known filesystems by fslabel:*', () => {
    expect(numbers('label:*')).to.deep.equal([1, 2, 5]);
    expect(numbers('fslabel:*')).to.deep.equal([1, 5]);
  });

  it('picks nothing where nothing fits', () => {
    expect(
      ['label:Root', 'index:3-4', 'fslabel:data', `partuuid:${guidOf('d', 9)}`].flatMap(numbers),
    ).to.deep.equal([]);
  });

  it('still picks what an interrupted deployment kept when the table is gone, and none of its new partitions (E47)', () => {
    const kept = { number: 5, offset: 3 * MIB, length: MIB, name: 'data' };
    const placing = { number: 1, offset: MIB, length: MIB, name: 'data' };
    const torn = aLayout({ kind: 'damaged', journal: aJournal([kept], [placing]) });
    expect(matchSelector(parseSelector('label:data'), torn).map(({ number }) => number)).to.deep.equal([5]);
    const committed = aLayout({
      partitions: [kept, { ...placing, guid: guidOf('a', 1) }],
      journal: aJournal([kept], [placing], { phase: 'committed' }),
    });
    expect(matchSelector(parseSelector('label:data'), committed).map(({ number }) => number)).to.deep.equal([
      5,
    ]);
  });
});
