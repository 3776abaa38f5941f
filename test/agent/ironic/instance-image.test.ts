import { expect } from 'chai';
import { imageOptionsOf } from '../../../agent/ironic/image-info.ts';
import { instanceImage } from '../../../agent/ironic/instance-image.ts';
import { parseNode } from '../../../agent/ironic/node.ts';
import { BmvError } from '../../../proto/error.ts';

const SOURCE = { image_source: 'http://images/a/image.raw?x=1', image_checksum: 'f'.repeat(32) };

function imageOf(instance_info: object, driver_info: object = {}) {
  return instanceImage(parseNode({ uuid: 'u', instance_info, driver_info }));
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

  // The proxies that `direct` gets from the conductor were not heeded, and the image was out of reach.
  it("comes through the proxies of the node's driver_info", () => {
    const proxies = {
      image_http_proxy: 'proxy:3128',
      image_https_proxy: 'https://operator:proxy-secret@proxy:3129',
      image_no_proxy: '.internal,10.0.0.1',
    };
    const image = imageOf(SOURCE, { ipmi_address: '10.0.0.2', ...proxies });
    expect(imageOptionsOf(image).proxy).to.deep.equal({
      http: 'http://proxy:3128/',
      https: 'https://operator:proxy-secret@proxy:3129/',
      noProxy: '.internal,10.0.0.1',
    });
    expect(imageOptionsOf(imageOf(SOURCE)).proxy).to.equal(undefined);
  });

  it('is refused with a proxy that is none, without a word of what it is', () => {
    const wrong = { image_https_proxy: 'socks://operator:proxy-secret@proxy' };
    expect(() => imageOf(SOURCE, wrong))
      .to.throw(BmvError, 'driver_info: image_https_proxy: this is no proxy')
      .with.property('message')
      .that.does.not.contain('proxy-secret');
    expect(() => imageOf(SOURCE, { image_no_proxy: 5 })).to.throw(BmvError, 'driver_info: image_no_proxy:');
  });

  // A disk was written that nothing could boot: BIOS had no GRUB, and UEFI an empty EFI system partition.
  it('is no partition image, which nobody would make boot', () => {
    expect(() => imageOf({ ...SOURCE, image_type: 'partition', root_mb: 10 }))
      .to.throw(BmvError, 'take a whole-disk image, or the deploy interface direct')
      .with.property('code', 'STEP_REFUSED');
  });

  for (const [what, fields, message] of [
    ['no source', { image_source: null }, 'the node has no image'],
    ['an id', { image_source: 'b7c0d6c6-29b5' }, 'no http(s) URL'],
    ['a path', { image_source: '/dev/sda' }, 'no http(s) URL'],
    ['a list', { image_source: ['x'] }, 'the node has no image'],
    ['an unknown type', { image_type: 'floppy' }, 'instance_info: image_type:'],
    ['a checksum that is none', { image_checksum: 5 }, 'instance_info: checksum:'],
  ] as const)
    it(`is refused with ${what}`, () => {
      expect(() => imageOf({ ...SOURCE, ...fields })).to.throw(BmvError, message);
    });

  it('is refused for a node of another shape', () => {
    expect(() => parseNode({ uuid: 5 })).to.throw(BmvError, 'uuid');
    expect(() => parseNode({ uuid: 'u', target_raid_config: 'x' })).to.throw(BmvError, 'target_raid_config');
    expect(() => parseNode({ uuid: 'u', driver_info: 'x' })).to.throw(BmvError, 'driver_info');
  });
});
