import { expect } from 'chai';
import { ConflictError } from '../../../agent/layout/conflict-error.ts';
import { conflict, partitionWords, sizeWords } from '../../../agent/layout/wording.ts';

describe('conflict error', () => {
  const big = conflict('IMAGE_TOO_BIG', 'root does not fit', 'take a larger disk', ['root']);
  const none = conflict('SELECTOR_NO_MATCH', 'label:x matches nothing', 'correct the selector');

  it('is one line with the way out when there is one conflict', () => {
    const error = new ConflictError([big], '/dev/sdx');
    expect(error.message).to.equal('root does not fit; take a larger disk');
    expect([error.code, error.kind]).to.deep.equal(['CONFLICTS', 'refused']);
  });

  it('is one line with all of them when there are several', () => {
    const error = new ConflictError([big, none], '/dev/sdx');
    expect(error.message).to.equal('2 conflicts on /dev/sdx: root does not fit; label:x matches nothing');
    expect(error.conflicts).to.deep.equal([big, none]);
  });

  it('shows a name from the disk without its control characters', () => {
    expect(partitionWords({ number: 3, name: 'a\n"b' })).to.equal('partition 3 "a\\n\\"b"');
    expect(partitionWords({ number: 3, name: '' })).to.equal('partition 3');
  });

  it('says sizes exactly', () => {
    expect([0, 512, 1024, 1536 * 1024, 2 ** 40].map(sizeWords)).to.deep.equal([
      '0 bytes',
      '512 bytes',
      '1 KiB',
      '1.5 MiB',
      '1 TiB',
    ]);
    expect(sizeWords(1024 * 1024 + 1)).to.equal('1 MiB (1048577 bytes)');
  });
});
