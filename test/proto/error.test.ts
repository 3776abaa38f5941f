import { expect } from 'chai';
import { BmvError, ERROR_CODES, type ErrorCode } from '../../proto/error.ts';

describe('BmvError', () => {
  it('has codes in capitals, each of a known kind', () => {
    for (const [code, kind] of Object.entries(ERROR_CODES)) {
      expect(code).to.match(/^[A-Z]+(_[A-Z]+)*$/);
      expect(kind).to.be.oneOf(['failed', 'usage', 'refused']);
    }
  });

  it('tells its kind, its objects and its cause', () => {
    const cause = new Error('EIO');
    const error = new BmvError('IO_ERROR', 'reading /dev/sda at 4096', {
      device: '/dev/sda',
      offset: 4096,
      cause,
    });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({ code: 'IO_ERROR', kind: 'failed', name: 'BmvError', cause });
    expect(error.fields).to.deep.equal({ device: '/dev/sda', offset: 4096 });
  });

  it('refuses what endangers a volume rather than failing at it', () => {
    const codes: ErrorCode[] = [
      'CATALOG_DAMAGED',
      'CATALOG_NEWER',
      'CATALOG_FOREIGN',
      'TABLE_DAMAGED',
      'DISK_IN_USE',
      'CONFLICTS',
    ];
    for (const code of codes) expect(ERROR_CODES[code]).to.equal('refused');
  });

  it('has no cause where none was given', () => {
    expect(new BmvError('USAGE', 'what')).to.not.have.property('cause');
  });
});
