import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolumes } from '../../../../agent/steps/create-volumes.ts';
import { deployImage } from '../../../../agent/steps/deploy-image.ts';
import { makeSystemImage } from '../../../support/bootable-root.ts';
import { makeDiskFile } from '../../../support/disk-file.ts';
import { ImageServer } from '../../../support/image-server.ts';
import { expectUntouched } from '../../../support/kept-disks.ts';
import { nodeForEachTest } from '../../../support/step-node.ts';

const MIB = 1024 * 1024;

/** With root, since the volume is looked into by a mount. */
describe('the steps that boot a node from a volume', () => {
  const own = nodeForEachTest({ steps: [createVolumes, deployImage] });
  const { start } = own;
  const servers: ImageServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(path: string) {
    const bytes = readFileSync(path);
    const server = await ImageServer.start(bytes);
    servers.push(server);
    return { url: server.url(), checksum: createHash('sha256').update(bytes).digest('hex') };
  }

  it('boot the node from a volume of a disk that the hints do not pick, whatever image it has', async () => {
    const [root, other] = [
      makeDiskFile(join(own.folder, 'root.img'), 64 * MIB),
      makeDiskFile(join(own.folder, 'other.img'), 700 * MIB),
    ];
    const node = {
      instance_info: { image_source: 'http://127.0.0.1:1/none', image_checksum: '0'.repeat(64) },
    };
    const { run, installDevice } = await start([root, other], { node });
    const image = await serve(makeSystemImage(own.folder, 'os'));
    const volumes = [{ name: 'os', size: '48M', disk: other, image, bootable: true }];
    expect((await run('deploy', 'create_volumes', { volumes })).error).to.equal('');
    const { result, error, asked } = await expectUntouched(
      [root],
      async () => await run('deploy', 'deploy_image', { boot_volume: 'os' }),
    );
    expect(error).to.equal('');
    expect(result).to.deep.include({ device: other, boot_entry: 'made' });
    expect(String(result.message)).to.contain('boots from volume "os"');
    expect(asked.slice(-5)).to.deep.equal([
      `rescan ${other}`,
      `find_efi_partition ${other}`,
      'set_partition_uuids',
      'get_boot_mode',
      `manage_uefi ${other}`,
    ]);
    expect(installDevice()).to.equal(other);
  });
});
