import { expect } from 'chai';
import { FILESYSTEMS, type Filesystem } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import {
  checkEncryption,
  checkLabel,
  checkMountPoint,
  checkProject,
  checkVolumeName,
  encryptionCalled,
  isPlainText,
} from '../../proto/volume-words.ts';

/** The way that a check ends: its code, or nothing; the message is one line, whatever was checked. */
function endOfCheck(check: () => void): string {
  try {
    check();
    return '';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.not.match(/[\n\r]/);
    return error.code;
  }
}

const short = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
const HALF = '\ud83d';

describe('names of volumes', () => {
  for (const name of [
    'data',
    'a',
    'großes Volume 2',
    '\u{1f600}',
    'x'.repeat(36),
    '\u{1f600}'.repeat(18),
    '--help',
    'a/b',
  ]) {
    it(`may be ${short(name)}`, () => expect(endOfCheck(() => checkVolumeName(name))).to.equal(''));
  }
  const wrong = ['', ' ', '\t', ' data', 'data ', '\u00a0data', 'x'.repeat(37), `${'\u{1f600}'.repeat(18)}x`];
  for (const name of [...wrong, 'a\nb', 'a\0b', 'a\u007fb', 'a\u0085b', 'a\u2028b', `a${HALF}`]) {
    it(`may not be ${short(name)}`, () => expect(endOfCheck(() => checkVolumeName(name))).to.equal('USAGE'));
  }

  it('are refused with their length and what a partition holds', () => {
    expect(() => checkVolumeName('x'.repeat(40))).to.throw(/has 40 UTF-16 units; 36 is the limit/);
  });
});

describe('projects of volumes', () => {
  for (const project of ['', 'team a', 'x'.repeat(255)]) {
    it(`may be ${short(project)}`, () => expect(endOfCheck(() => checkProject(project))).to.equal(''));
  }
  for (const project of ['x'.repeat(256), 'a\nb', '\u001b[31m', HALF]) {
    it(`may not be ${short(project)}`, () =>
      expect(endOfCheck(() => checkProject(project))).to.equal('USAGE'));
  }
});

describe('mount points of volumes', () => {
  for (const path of ['', '/srv', '/srv/data', '/srv/a b', '/srv/...', '/.hidden', `/${'x'.repeat(4094)}`]) {
    it(`may be ${short(path)}`, () => expect(endOfCheck(() => checkMountPoint(path))).to.equal(''));
  }
  const wrong = ['srv', './srv', '/', '//srv', '/srv/', '/srv//data', '/srv/./data', '/srv/../etc', '/..'];
  for (const path of [...wrong, '/srv\n/etc', '/a\0', `/${HALF}`, ' /srv', `/${'x'.repeat(4095)}`]) {
    it(`may not be ${short(path)}`, () => expect(endOfCheck(() => checkMountPoint(path))).to.equal('USAGE'));
  }
});

describe('labels of filesystems', () => {
  const limits: readonly [Filesystem, number][] = [
    ['ext4', 16],
    ['xfs', 12],
    ['swap', 15],
  ];
  for (const filesystem of FILESYSTEMS) {
    it(`may be left out of ${filesystem}`, () =>
      expect(endOfCheck(() => checkLabel('', filesystem))).to.equal(''));
  }
  for (const [filesystem, limit] of limits) {
    it(`have ${limit} bytes at most in ${filesystem}`, () => {
      expect(endOfCheck(() => checkLabel('x'.repeat(limit), filesystem))).to.equal('');
      expect(endOfCheck(() => checkLabel('x'.repeat(limit + 1), filesystem))).to.equal('USAGE');
    });

    it(`are counted in bytes, not letters, in ${filesystem}`, () => {
      const letters = Math.floor(limit / 2);
      expect(endOfCheck(() => checkLabel('ü'.repeat(letters), filesystem))).to.equal('');
      expect(endOfCheck(() => checkLabel('ü'.repeat(letters + 1), filesystem))).to.equal('USAGE');
    });

    for (const label of ['a\nb', 'a\0b', HALF]) {
      it(`may not be ${short(label)} in ${filesystem}`, () => {
        expect(endOfCheck(() => checkLabel(label, filesystem))).to.equal('USAGE');
      });
    }
  }

  it('need a filesystem', () => {
    expect(() => checkLabel('data', 'none')).to.throw(BmvError, /needs a filesystem/);
  });
});

describe('encryption of volumes', () => {
  for (const name of ['none', 'luks2', 'opaque'])
    it(`may be called ${name}`, () => expect(encryptionCalled(name)).to.equal(name));
  for (const name of ['', 'luks', 'LUKS2', 'unknown'])
    it(`may not be called ${short(name)}`, () =>
      expect(endOfCheck(() => encryptionCalled(name))).to.equal('USAGE'));

  for (const filesystem of FILESYSTEMS) {
    it(`by us has room for ${filesystem}, as none has`, () => {
      expect(endOfCheck(() => checkEncryption('luks2', filesystem))).to.equal('');
      expect(endOfCheck(() => checkEncryption('none', filesystem))).to.equal('');
    });

    it(`by its tenant ${filesystem === 'none' ? 'leaves' : 'does not go with'} ${filesystem}`, () =>
      expect(endOfCheck(() => checkEncryption('opaque', filesystem))).to.equal(
        filesystem === 'none' ? '' : 'USAGE',
      ));
  }
});

describe('plain text', () => {
  for (const text of ['', 'abc', 'ä€\u{1f600}', 'tab as words']) {
    it(`is ${short(text)}`, () => expect(isPlainText(text)).to.equal(true));
  }
  for (const text of ['\t', '\r', '\u0000', '\u009f', '\u2029', HALF, '\ude00a']) {
    it(`is not ${short(text)}`, () => expect(isPlainText(text)).to.equal(false));
  }
});
