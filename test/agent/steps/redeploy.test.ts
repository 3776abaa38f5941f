import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeImage } from '../../../agent/steps/write-image.ts';
import { readAt } from '../../support/disk-file.ts';
import { ImageServer } from '../../support/image-server.ts';
import { sha256Of } from '../../support/indexed-image.ts';
import { makeKeptDisk } from '../../support/kept-disks.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { nodeForEachTest } from '../../support/step-node.ts';
import { makeUpdatedImage } from '../../support/updated-image.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

describe('write_image of a newer image, of which the disk has the older', () => {
  const own = nodeForEachTest({ steps: [writeImage] });
  const files = new Map<string, Buffer>();
  let server: ImageServer;

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-step-'));
    const path = (name: string) => join(folder, name);
    makeSmallImage(path('1.raw'), 512, 1);
    makeUpdatedImage(path('2.raw'), path('1.raw'));
    for (const name of ['1.raw', '2.raw', '2.raw.bmvidx']) files.set(`/${name}`, readFileSync(path(name)));
    rmSync(folder, { recursive: true });
    server = await ImageServer.start((name) => files.get(name) ?? null);
  });
  after(async () => {
    await server.stop();
  });

  const bytesOf = (name: string) => files.get(`/${name}`) ?? Buffer.alloc(0);
  const imageInfo = (name: string) => ({
    image_info: {
      id: name,
      urls: [server.url(`/${name}`)],
      disk_format: 'raw',
      os_hash_algo: 'sha256',
      os_hash_value: sha256Of(bytesOf(name)).slice('sha256:'.length),
    },
  });

  for (const [index, most] of [
    ['auto', 200 * KIB],
    ['never', 6 * MIB],
  ] as const)
    it(`says how little came over the network, with image_index=${index}`, async () => {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      const volume = readAt(path, claim);
      const { run } = await own.start([path], { environment: { BMV_IMAGE_INDEX: index } });
      const first = await run('deploy', 'write_image', imageInfo('1.raw'));
      expect(first.error).to.equal('');
      const second = await run('deploy', 'write_image', imageInfo('2.raw'));
      expect(second.error).to.equal('');
      const { bytes_downloaded: downloaded, bytes_reused: reused, bytes_written: written } = second.result;
      expect(downloaded)
        .to.be.greaterThan(64 * KIB)
        .and.lessThan(most);
      if (index === 'auto') expect(reused).to.be.greaterThan(MIB);
      else expect([reused, downloaded]).to.deep.equal([0, bytesOf('2.raw').byteLength]);
      // What stays where it is is not written again, by index or not.
      expect(written).to.be.lessThan(MIB);
      const root = bytesOf('2.raw').subarray(2 * MIB, 4 * MIB);
      expect(readAt(path, { offset: 2 * MIB, length: 2 * MIB }).equals(root)).to.equal(true);
      expect(readAt(path, claim).equals(volume)).to.equal(true);
    });
});
