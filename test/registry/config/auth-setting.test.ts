import { expect } from 'chai';
import { parseAuthSetting } from '../../../registry/config/auth-setting.ts';
import { refusalOf } from '../../support/registry-records.ts';

describe('how callers are known', () => {
  it('is said in a word', () => {
    expect(parseAuthSetting('none')).to.deep.equal({ kind: 'none' });
    expect(parseAuthSetting('basic:/etc/bmv/users')).to.deep.equal({ kind: 'basic', file: '/etc/bmv/users' });
    expect(parseAuthSetting('keystone:https://keystone:5000/v3')).to.deep.equal({
      ...{ kind: 'keystone', url: 'https://keystone:5000/v3' },
    });
  });

  it('is nothing else, and a URL with a password is not repeated', () => {
    for (const text of [
      '',
      'all',
      'basic',
      'basic:',
      'keystone:',
      'keystone:keystone',
      'keystone:https://bmv:swordfish@k/v3',
    ]) {
      const { code, message } = refusalOf(() => parseAuthSetting(text));
      expect(code, text).to.equal('USAGE');
      expect(message).to.not.include('swordfish');
    }
  });
});
