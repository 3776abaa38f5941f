import { expect } from 'chai';
import {
  checksumOf,
  expectDeclaredFormat,
  type ImageInfo,
  imageInfoSchema,
  imageOptionsOf,
} from '../../../agent/ironic/image-info.ts';
import { BmvError } from '../../../proto/error.ts';

const SHA256 = 'a'.repeat(64);
const MD5 = 'b'.repeat(32);

function info(fields: object = {}): ImageInfo {
  return imageInfoSchema.parse({ id: 'image', urls: ['http://images/image.raw'], checksum: MD5, ...fields });
}

function errorOf(run: () => unknown): BmvError {
  try {
    run();
  } catch (error) {
    if (error instanceof BmvError) return error;
  }
  throw new Error('no error of ours was thrown');
}

describe("a conductor's image_info", () => {
  it('may have keys that nobody here knows, and nulls', () => {
    const more = { urls: ['http://images/x'], disk_format: null, os_hash_algo: null, later_key: { a: 1 } };
    expect(imageInfoSchema.safeParse(more).success).to.equal(true);
  });

  it('has no signature in the id, which results and logs show', () => {
    expect(info({ id: 'image.raw?temp_url_sig=SECRET' }).id).to.equal('image.raw');
    expect(info({ id: 'b7c0d6c6-29b5-4a4c-a9d4-7f6f0e5c1f43' }).id).to.equal(
      'b7c0d6c6-29b5-4a4c-a9d4-7f6f0e5c1f43',
    );
    expect(info({ id: null }).id).to.equal(null);
  });

  for (const [what, fields] of [
    ['no URL', { urls: [] }],
    ['an empty URL', { urls: [''] }],
    ['a URL alone instead of a list', { urls: 'http://images/x' }],
    ['a checksum that is a number', { checksum: 5 }],
    ['a negative size', { root_mb: -1 }],
    ['a size with a fraction', { swap_mb: 1.5 }],
    ['an image type that there is not', { image_type: 'floppy' }],
    ['a boot mode that there is not', { deploy_boot_mode: 'coreboot' }],
  ] as const)
    it(`is refused with ${what}`, () => {
      const all = { urls: ['http://images/x'], ...fields };
      expect(imageInfoSchema.safeParse(all).success).to.equal(false);
    });

  describe('tells the checksum', () => {
    const cases: readonly (readonly [string, object, string])[] = [
      [
        'by os_hash_algo before checksum',
        { os_hash_algo: 'sha256', os_hash_value: SHA256 },
        `sha256:${SHA256}`,
      ],
      ['by checksum when there is no os_hash', {}, MD5],
      [
        'by os_hash_value alone, as Metal3 may send it',
        { checksum: null, os_hash_algo: '', os_hash_value: SHA256 },
        SHA256,
      ],
      ['by checksum when os_hash is not whole', { os_hash_algo: 'sha256' }, MD5],
      [
        'by checksum when the algorithm is not known',
        { os_hash_algo: 'whirlpool9', os_hash_value: 'ff' },
        MD5,
      ],
      [
        'by algorithms that Python calls otherwise',
        { os_hash_algo: 'sha3_512', os_hash_value: SHA256 },
        `sha3-512:${SHA256}`,
      ],
      ['as a URL of a checksum file', { checksum: 'http://images/SHA256SUMS' }, 'http://images/SHA256SUMS'],
      [
        'as a URL of a checksum file of an algorithm',
        { os_hash_algo: 'sha512', os_hash_value: 'https://images/SUMS' },
        'sha512:https://images/SUMS',
      ],
    ];
    for (const [what, fields, expected] of cases)
      it(what, () => expect(checksumOf(info(fields))).to.equal(expected));

    it('or is refused: no image is written unverified', () => {
      const error = errorOf(() => checksumOf(info({ checksum: null })));
      expect(error.code).to.equal('CHECKSUM_BAD_FORM');
      expect(error.message).to.contain('os_hash_algo').and.contain('nothing was written');
    });

    for (const algorithm of ['whirlpool9', 'shake_128'])
      it(`or is refused by ${algorithm} when that is all there is, with the algorithms that there are`, () => {
        const fields = { checksum: null, os_hash_algo: algorithm, os_hash_value: 'ff' };
        const { code, message } = errorOf(() => checksumOf(info(fields)));
        expect(code).to.equal('CHECKSUM_BAD_FORM');
        expect(message).to.contain(algorithm).and.contain('sha256, sha384');
      });
  });

  describe('tells how to ask the server', () => {
    it('without credentials and proxy when it has none', () => {
      expect(imageOptionsOf(info())).to.deep.equal({ checksum: MD5 });
    });

    it('with the header that the conductor made', () => {
      const given = Buffer.from('Bearer token').toString('base64');
      expect(imageOptionsOf(info({ image_request_authorization: given }))).to.include({
        authorization: 'Bearer token',
      });
    });

    it('with user and password for http_basic', () => {
      const fields = {
        image_server_auth_strategy: 'http_basic',
        image_server_user: 'user',
        image_server_password: 'pass:word',
      };
      expect(imageOptionsOf(info(fields)).authorization).to.equal(
        `Basic ${Buffer.from('user:pass:word').toString('base64')}`,
      );
    });

    it('and refuses http_basic without a password, quoting neither', () => {
      const fields = { image_server_auth_strategy: 'http_basic', image_server_user: 'operator' };
      const { code, message } = errorOf(() => imageOptionsOf(info(fields)));
      expect(code).to.equal('STEP_ARGUMENT');
      expect(message).not.to.contain('operator');
    });

    it('ignores user and password of another strategy', () => {
      const fields = {
        image_server_auth_strategy: 'noauth',
        image_server_user: 'u',
        image_server_password: 'p',
      };
      expect(imageOptionsOf(info(fields))).not.to.have.property('authorization');
    });

    it('through its proxies', () => {
      const fields = { proxies: { http: 'http://proxy:3128' }, no_proxy: 'localhost,10.0.0.1' };
      expect(imageOptionsOf(info(fields)).proxy).to.deep.equal({
        http: 'http://proxy:3128/',
        https: '',
        noProxy: 'localhost,10.0.0.1',
      });
      expect(imageOptionsOf(info({ proxies: {} }))).not.to.have.property('proxy');
    });
  });

  describe('declares a format', () => {
    for (const [declared, found] of [
      [null, 'raw'],
      ['raw', 'raw'],
      ['raw', 'zstd'],
      ['gpt', 'raw'],
      ['gzip', 'gzip'],
      ['qcow2', 'qcow2'],
      [null, 'qcow2'],
    ] as const)
      it(`${declared}: takes ${found}`, () =>
        expectDeclaredFormat(info({ disk_format: declared }), found, 'http://images/image'));

    // CVE-2024-44082: a file that names places was let pass as one that does not.
    for (const declared of ['raw', 'gpt', 'mbr', 'iso'])
      it(`${declared}: refuses a file that is qcow2`, () => {
        const { code } = errorOf(() =>
          expectDeclaredFormat(info({ disk_format: declared }), 'qcow2', 'http://images/image'),
        );
        expect(code).to.equal('IMAGE_FORMAT_UNSUPPORTED');
      });

    it('qcow2: refuses a file that is raw, which nobody has looked into', () => {
      const { code, message } = errorOf(() =>
        expectDeclaredFormat(info({ disk_format: 'qcow2' }), 'raw', 'http://images/image'),
      );
      expect(code).to.equal('IMAGE_FORMAT_UNSUPPORTED');
      expect(message).to.equal(
        'http://images/image is declared as qcow2, but is raw; mend disk_format of the image, nothing was written',
      );
    });
  });
});
