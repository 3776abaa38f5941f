import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { deployImage } from '../../../agent/steps/deploy-image.ts';
import { makeDiskFile } from '../../support/disk-file.ts';
import { ImageServer } from '../../support/image-server.ts';
import { expectUntouched, makeKeptDisk } from '../../support/kept-disks.ts';
import { makeRootImage } from '../../support/root-image.ts';
import { nodeForEachTest } from '../../support/step-node.ts';

const MIB = 1024 * 1024;

describe('steps on volumes with an operating system', () => {
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

  const outcomes = (result: Readonly<Record<string, unknown>>) =>
    (result.volumes as { outcome: string; filesystem: string }[]).map((it) => [it.outcome, it.filesystem]);

  it('make a volume out of an image once, and know it again by the checksum', async () => {
    const disk = makeDiskFile(join(own.folder, 'disk.img'), 64 * MIB);
    const { run } = await start([disk]);
    const image = await serve(makeRootImage(own.folder, 'seed', 12));
    const volumes = [{ name: 'seed', size: '16M', image }];
    const first = await run('deploy', 'create_volumes', { volumes });
    expect(first.error).to.equal('');
    expect(outcomes(first.result)).to.deep.equal([['created', 'ext4']]);

    const again = await expectUntouched(
      [disk],
      async () => await run('clean', 'create_volumes', { volumes }),
    );
    expect(outcomes(again.result)).to.deep.equal([['unchanged', 'ext4']]);
    const other = [{ name: 'seed', size: '16M', image: { ...image, checksum: '0'.repeat(64) } }];
    const { error } = await expectUntouched(
      [disk],
      async () => await run('deploy', 'create_volumes', { volumes: other }),
    );
    expect(error).to.match(/^VOLUME_EXISTS: .*image was .*, not /);
  });

  const wrong: readonly [string, object, RegExp][] = [
    ['bootable without an image', { bootable: true }, /bootable, but has no image/],
    ['an image without a checksum', { image: { url: 'http://127.0.0.1:1/x' } }, /image\.checksum/],
    [
      'an image that is a file of the ramdisk',
      { image: { url: '/etc/passwd', checksum: '0'.repeat(64) } },
      /http/,
    ],
    [
      'an image beside a filesystem',
      { filesystem: 'ext4', image: { url: 'http://127.0.0.1:1/x', checksum: '0'.repeat(64) } },
      /leave filesystem and label out|cannot be reached|IMAGE_UNREACHABLE/,
    ],
  ];
  for (const [what, fields, says] of wrong)
    it(`refuse ${what}, and write nothing`, async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      const { run } = await start([path], { environment: { BMV_IMAGE_RETRIES: '0' } });
      const volumes = [{ name: 'os', size: '16M', ...fields }];
      const { error } = await expectUntouched(
        [path],
        async () => await run('deploy', 'create_volumes', { volumes }),
      );
      expect(error).to.match(says);
    });

  it('refuse to boot a BIOS node from a volume before anything is looked at', async () => {
    const { path } = await makeKeptDisk(own.folder, 'data');
    const { run } = await start([path], { bootMode: 'bios' });
    const { error, asked } = await expectUntouched(
      [path],
      async () => await run('deploy', 'deploy_image', { boot_volume: 'data' }),
    );
    expect(error).to.match(/^STEP_REFUSED: .*by BIOS.*UEFI only/);
    expect(asked).to.deep.equal(['get_boot_mode']);
  });

  it('refuse to boot from a volume that nobody made for it, or that is not there', async () => {
    const { path } = await makeKeptDisk(own.folder, 'data');
    const { run } = await start([path]);
    for (const [boot_volume, says] of [
      ['data', /^VOLUME_NOT_BOOTABLE: .*was not made to be booted from/],
      ['other', /^VOLUME_UNKNOWN: .*"data"/],
    ] as const) {
      const { error } = await expectUntouched(
        [path],
        async () => await run('deploy', 'deploy_image', { boot_volume }),
      );
      expect(error).to.match(says);
    }
  });
});
