import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findChecksum, parseChecksum } from '../../../agent/image/checksum.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { ImageServer } from '../../support/image-server.ts';
import { errorOf, readImage } from '../../support/read-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';

const hex = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('hex');
const [A, B] = [hex('sha256', Buffer.from('a')), hex('sha256', Buffer.from('b'))];
const MD5 = hex('md5', Buffer.from('a'));
const SHA512 = hex('sha512', Buffer.from('a'));

describe('checksums', () => {
  describe('as given', () => {
    const good: readonly [string, object][] = [
      [`sha256:${A}`, { algorithm: 'sha256', value: A }],
      [`SHA256:${A.toUpperCase()}`, { algorithm: 'sha256', value: A }],
      [`sha-256:${A}`, { algorithm: 'sha256', value: A }],
      [A, { algorithm: 'sha256', value: A }],
      [MD5, { algorithm: 'md5', value: MD5 }],
      [SHA512, { algorithm: 'sha512', value: SHA512 }],
      [`sha512:${SHA512}`, { algorithm: 'sha512', value: SHA512 }],
      ['https://host/SHA256SUMS', { algorithm: null, location: 'https://host/SHA256SUMS' }],
      ['sha512:https://host/SUMS', { algorithm: 'sha512', location: 'https://host/SUMS' }],
      ['./SHA256SUMS', { algorithm: null, location: './SHA256SUMS' }],
    ];
    for (const [text, expected] of good) {
      it(`reads ${text.slice(0, 40)}`, () => {
        const { algorithm, ...rest } = parseChecksum(text);
        expect({ algorithm: algorithm?.toLowerCase() ?? null, ...rest }).to.deep.equal(expected);
      });
    }

    for (const text of [
      '',
      'sha256:',
      'sha256:xyz',
      `sha257:${A}`,
      `md5:${A}`,
      `sha256:${MD5}`,
      'abc',
      'hello world',
    ]) {
      it(`refuses ${JSON.stringify(text.slice(0, 30))} with the forms that there are`, () => {
        expect(() => parseChecksum(text))
          .to.throw(/ALGO:HEX/)
          .with.property('code', 'CHECKSUM_BAD_FORM');
      });
    }
  });

  describe('in a checksum file', () => {
    const found = (file: string, algorithm: string | null = null) =>
      findChecksum(file, 'http://host/dir/image.raw?x=1', algorithm).value;

    it('are found in GNU form, text and binary, among others', () => {
      expect(found(`${B}  other.raw\n${A}  image.raw\n`)).to.equal(A);
      expect(found(`${A} *image.raw\r\n${B} *other.raw\r\n`)).to.equal(A);
      expect(found(`${A}  ./dir/image.raw\n`)).to.equal(A);
    });

    it('are found in BSD form, whichever algorithm the file names', () => {
      expect(found(`SHA256 (other.raw) = ${B}\nSHA256 (image.raw) = ${A}\n`)).to.equal(A);
      expect(
        findChecksum(`SHA512 (image.raw) = ${SHA512}`, 'image.raw', null).algorithm.toLowerCase(),
      ).to.equal('sha512');
    });

    it('are found as the only value, with comments and empty lines about', () => {
      expect(found(`# checksum\n\n${A}\n`)).to.equal(A);
    });

    it('are those of the algorithm that was asked for', () => {
      const file = `MD5 (image.raw) = ${MD5}\nSHA256 (image.raw) = ${A}\n`;
      expect(found(file, 'sha256')).to.equal(A);
    });

    const bad: readonly [string, string][] = [
      ['no line for the image', `${A}  other.raw\n`],
      ['nothing', ''],
      ['an HTML page', '<html>not found</html>'],
      ['two different values for the image', `${A}  image.raw\n${B}  image.raw\n`],
      ['a value that is too short', 'abcdef  image.raw\n'],
    ];
    for (const [what, file] of bad) {
      it(`are refused when there is ${what}`, () => {
        expect(() => found(file))
          .to.throw()
          .with.property('code', 'CHECKSUM_BAD_FORM');
      });
    }
  });

  describe('of an image', () => {
    let folder = '';
    let raw: Buffer;
    let path = '';
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'bmv-checksum-'));
      path = join(folder, 'image.raw');
      makeSmallImage(path, 512, 1);
      raw = readFileSync(path);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    async function read(checksum: string, location = path) {
      const source = await openImage(location, { checksum, backOffMs: 1 });
      return await readImage(source).finally(() => source.close());
    }

    for (const algorithm of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'blake2b512']) {
      it(`match by ${algorithm}, holes of the file included`, async () => {
        const value = hex(algorithm, raw);
        const { result } = await read(`${algorithm}:${value}`);
        expect(result.checksum?.toLowerCase()).to.equal(`${algorithm}:${value}`);
      });
    }

    it('that differ by one bit end the stream with an error that has both', async () => {
      const value = hex('sha256', raw);
      const wrong = `${value.startsWith('0') ? '1' : '0'}${value.slice(1)}`;
      const error = await errorOf(read(`sha256:${wrong}`));
      expect(error.code).to.equal('CHECKSUM_MISMATCH');
      expect(error.message).to.contain(value).and.contain(wrong);
    });

    it('come from a file beside the image, by path and by URL', async () => {
      const sums = join(folder, 'SHA256SUMS');
      writeFileSync(sums, `${hex('sha256', raw)}  image.raw\n`);
      expect((await read(sums)).bytes.equals(raw)).to.equal(true);
      const server = await ImageServer.start(readFileSync(sums));
      const { result } = await read(server.url('/SHA256SUMS')).finally(() => server.stop());
      expect(result.checksum).to.equal(`sha256:${hex('sha256', raw)}`);
    });

    it('whose file cannot be reached are an error before the image is read', async () => {
      expect((await errorOf(read(join(folder, 'no/SUMS')))).code).to.equal('IMAGE_UNREACHABLE');
    });
  });
});
