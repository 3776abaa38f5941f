import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findChecksum, parseChecksum } from '../../../agent/image/checksum.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { tool } from '../../support/blkid.ts';
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
      [`sha3_512:${SHA512}`, { algorithm: 'sha3-512', value: SHA512 }],
      [`blake2b:${SHA512}`, { algorithm: 'blake2b512', value: SHA512 }],
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
      `blake2b:${A}`,
      'abc',
      'hello world',
    ]) {
      it(`refuses ${JSON.stringify(text.slice(0, 30))} with the forms that there are`, () => {
        expect(() => parseChecksum(text))
          .to.throw(/give ALGO:HEX|take one of md5/)
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

    it('are found beside lines of algorithms that nobody here knows', () => {
      expect(found(`WHIRLPOOL (image.raw) = ${SHA512}\nSHA256 (image.raw) = ${A}\n`)).to.equal(A);
      expect(found(`BLAKE2b (image.raw) = ${SHA512}\n`, 'blake2b512')).to.equal(SHA512);
    });

    it('are found for a URL or a path with signs that mean something elsewhere', () => {
      const file = `${A}  image@2.raw\n`;
      for (const name of ['https://user:pw@host/a/image@2.raw?sig=1', '/mnt/x@y/image@2.raw'])
        expect(findChecksum(file, name, null).value).to.equal(A);
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
      ['a line of an unknown algorithm only', `WHIRLPOOL (image.raw) = ${SHA512}\n`],
    ];
    for (const [what, file] of bad) {
      it(`are refused when there is ${what}`, () => {
        expect(() => found(file))
          .to.throw()
          .with.property('code', 'CHECKSUM_BAD_FORM');
      });
    }
  });

  // A digest that cannot be right was noticed only when the whole image had been written.
  it('of another length than the algorithm has are refused before the image is read', () => {
    expect(() => findChecksum(`${MD5}  image.raw\n`, 'image.raw', 'sha256'))
      .to.throw('the checksum file has no sha256 for image.raw')
      .with.property('code', 'CHECKSUM_BAD_FORM');
  });

  it('quote neither what was given nor what a server sent', () => {
    const message = (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        return String(error);
      }
      return 'nothing was thrown, SECRET or not';
    };
    for (const text of ['the SECRET', 'sha256:SECRET', 'SECRET@host:no', 'https:SECRET'])
      expect(message(() => parseChecksum(text))).not.to.contain('SECRET');
    for (const file of ['<html>SECRET</html>', '{"SECRET": 1}', 'SECRET (image.raw) = ff', `${A}  SECRET`])
      expect(message(() => findChecksum(file, 'http://user:SECRET@host', null))).not.to.contain('SECRET');
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

    const SCRIPT =
      'import hashlib, sys; print(hashlib.new(sys.argv[1], open(sys.argv[2], "rb").read()).hexdigest())';
    for (const algorithm of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_512', 'blake2b']) {
      it(`match by ${algorithm} as Python has it, holes of the file included`, async () => {
        const value = tool('python3', 'python3', ['-c', SCRIPT, algorithm, path]).trim();
        const { result, bytes } = await read(`${algorithm}:${value}`);
        expect(result.checksum).to.match(new RegExp(`^[a-z0-9-]+:${value}$`));
        expect(bytes.equals(raw)).to.equal(true);
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
