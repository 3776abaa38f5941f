import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { algorithmOf, findAlgorithm } from '../../../agent/image/hash-algorithm.ts';
import { tool } from '../../support/blkid.ts';

const SAMPLE = 'An image of a disk, as Glance hashed it.';

/** Glance and ironic-python-agent hash with these; those of variable length have no plain digest. */
const PYTHON = `
import hashlib, json
names = [name for name in hashlib.algorithms_guaranteed if not name.startswith('shake')]
extra = [name for name in ('sha512_224', 'sha512_256') if name in hashlib.algorithms_available]
print(json.dumps({name: hashlib.new(name, ${JSON.stringify(SAMPLE)}.encode()).hexdigest() for name in names + extra}))
`;

describe('checksum algorithms', () => {
  // sha3_512, blake2b and others by their Python names were refused: "is no checksum".
  it('are all that Python has, by its names, with its digests', () => {
    const digests = Object.entries(JSON.parse(tool('python3', 'python3', ['-c', PYTHON])));
    expect(digests.map(([name]) => name)).to.include.members(['md5', 'sha3_512', 'blake2b', 'blake2s']);
    for (const [name, digest] of digests)
      expect(createHash(algorithmOf(name)).update(SAMPLE).digest('hex'), name).to.equal(digest);
  });

  for (const [name, found] of [
    ['sha3_256', 'sha3-256'],
    ['SHA3-256', 'sha3-256'],
    ['sha-256', 'sha256'],
    ['SHA384', 'sha384'],
    ['blake2b', 'blake2b512'],
    ['BLAKE2b', 'blake2b512'],
    ['blake2s256', 'blake2s256'],
    ['SHA512/256', 'sha512-256'],
    ['shake_128', null],
    ['RSA-SHA256', null],
    ['', null],
  ] as const)
    it(`${JSON.stringify(name)} is ${found}`, () => expect(findAlgorithm(name)).to.equal(found));

  for (const [name, message] of [
    ['rot13', /^there is no checksum algorithm rot13; take one of md5, sha1, .*sha3-512, blake2b512/],
    ['shake_256', /^shake_256 has no length of its own, so it is no checksum; take one of md5, /],
    [
      'https://user:SECRET@images/SUMS',
      /^there is no checksum algorithm of 31 characters; take one of md5, [a-z0-9, -]*$/,
    ],
  ] as const)
    it(`${name.slice(0, 9)} is refused with those that there are`, () => {
      expect(() => algorithmOf(name))
        .to.throw(message)
        .with.property('code', 'CHECKSUM_BAD_FORM');
    });
});
