import { expect } from 'chai';
import { instanceImage } from '../../../agent/ironic/instance-image.ts';
import { parseNode } from '../../../agent/ironic/node.ts';
import { BmvError } from '../../../proto/error.ts';

const SOURCE = { image_source: 'http://images/a/image.raw?x=1', image_checksum: 'f'.repeat(32) };

function imageOf(instance_info: object) {
  return instanceImage(parseNode({ uuid: 'u', instance_info }));
}

describe("the image of a node's instance", () => {
  it('is its source, named by the last part of the URL', () => {
    expect(imageOf(SOURCE)).to.deep.include({
      id: 'image.raw',
      urls: ['http://images/a/image.raw?x=1'],
      checksum: 'f'.repeat(32),
    });
  });

  it('is what the conductor has put into the cache, where it has', () => {
    expect(imageOf({ ...SOURCE, image_url: 'http://conductor/cached' }).urls).to.deep.equal([
      'http://conductor/cached',
    ]);
  });

  it('has sizes in MiB, also where they were given in GiB or as text', () => {
    const fields = { image_type: 'partition', root_gb: '10', ephemeral_gb: 2, swap_mb: '512' };
    expect(imageOf({ ...SOURCE, ...fields })).to.deep.include({
      root_mb: 10240,
      ephemeral_mb: 2048,
      swap_mb: 512,
    });
    expect(imageOf({ ...SOURCE, root_mb: 100, root_gb: 10 }).root_mb).to.equal(100);
  });

  for (const [text, value] of [
    ['True', true],
    ['yes', true],
    ['False', false],
    ['', false],
    [true, true],
  ] as const)
    it(`reads preserve_ephemeral ${JSON.stringify(text)}`, () => {
      expect(imageOf({ ...SOURCE, preserve_ephemeral: text }).preserve_ephemeral).to.equal(value);
    });

  for (const [what, fields, message] of [
    ['no source', { image_source: null }, 'the node has no image'],
    ['an id', { image_source: 'b7c0d6c6-29b5' }, 'no http(s) URL'],
    ['a path', { image_source: '/dev/sda' }, 'no http(s) URL'],
    ['a list', { image_source: ['x'] }, 'the node has no image'],
    ['a size that is none', { root_mb: 'big' }, 'root_mb'],
    ['a size in GiB that is none', { root_gb: 'big' }, 'root_mb'],
    ['an unknown type', { image_type: 'floppy' }, 'image_type'],
  ] as const)
    it(`is refused with ${what}`, () => {
      expect(() => imageOf({ ...SOURCE, ...fields })).to.throw(BmvError, message);
    });

  it('is refused for a node of another shape', () => {
    expect(() => parseNode({ uuid: 5 })).to.throw(BmvError, 'uuid');
    expect(() => parseNode({ uuid: 'u', target_raid_config: 'x' })).to.throw(BmvError, 'target_raid_config');
  });
});
