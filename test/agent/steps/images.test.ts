import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { deployImage } from '../../../agent/steps/deploy-image.ts';
import { writeImage } from '../../../agent/steps/write-image.ts';
import { digestOfFile, makeDiskFile, readAt, writeAt } from '../../support/disk-file.ts';
import { ImageServer, type ServerBehaviour } from '../../support/image-server.ts';
import { expectUntouched, makeKeptDisk } from '../../support/kept-disks.ts';
import { convert } from '../../support/qcow2.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { type NodeOptions, nodeForEachTest, type StepOutcome, startNode } from '../../support/step-node.ts';

const MIB = 1024 * 1024;
const STEPS = [writeImage, deployImage, createVolumes];

describe('steps that write an image', () => {
  const own = nodeForEachTest({ steps: STEPS, environment: { BMV_IMAGE_RETRIES: '0' } });
  const { start } = own;
  let raw: Buffer;
  let digest = '';
  const servers: ImageServer[] = [];

  before(() => {
    const made = mkdtempSync(join(tmpdir(), 'bmv-image-'));
    makeSmallImage(join(made, 'image.raw'), 512, 1);
    raw = readFileSync(join(made, 'image.raw'));
    digest = createHash('sha256').update(raw).digest('hex');
    rmSync(made, { recursive: true });
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(behaviour: ServerBehaviour = {}, bytes: Buffer = raw): Promise<ImageServer> {
    const server = await ImageServer.start(bytes, behaviour);
    servers.push(server);
    return server;
  }

  /** As a conductor would send it. */
  async function imageInfo(fields: object = {}): Promise<object> {
    return {
      id: 'image.raw',
      urls: [(await serve()).url()],
      disk_format: 'raw',
      container_format: 'bare',
      stream_raw_images: true,
      node_uuid: 'n',
      os_hash_algo: 'sha256',
      os_hash_value: digest,
      ...fields,
    };
  }

  /** The image's root partition must lie on the disk as it is in the image. */
  function expectRoot(disk: string): void {
    const root = raw.subarray(2 * MIB, 4 * MIB);
    expect(readAt(disk, { offset: 2 * MIB, length: 2 * MIB }).equals(root)).to.equal(true);
  }

  describe('write_image', () => {
    it('keeps volumes without being told, and leaves behind what the next steps ask for', async () => {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      const before = readAt(path, claim);
      const { run, installDevice } = await start([path]);
      const { result, error, asked } = await run('deploy', 'write_image', { image_info: await imageInfo() });
      expect(error).to.equal('');
      expectRoot(path);
      expect(readAt(path, claim).equals(before)).to.equal(true);
      expect(result).to.deep.include({ device: path, resumed: false });
      expect(String(result.message))
        .to.contain('image (image.raw) written to device')
        .and.contain('kept partition');
      expect(asked).to.deep.equal([
        'get_os_install_device',
        'list_block_devices',
        'get_boot_mode',
        `rescan ${path}`,
        `find_efi_partition ${path}`,
        'set_partition_uuids',
      ]);
      expect(installDevice()).to.equal(path);
    });

    it('tells the disk signature as ironic-python-agent does', async () => {
      const image = Buffer.from(raw);
      image.writeUInt32LE(0x00c0ffee, 440);
      const sums: unknown[] = [];
      const disk = makeDiskFile(join(own.folder, 'blank.img'), 64 * MIB);
      const { run } = await start([disk], {
        reply: (method, { uuids }) => {
          if (method === 'set_partition_uuids') sums.push(uuids);
          return undefined;
        },
      });
      const fields = {
        urls: [(await serve({}, image)).url()],
        os_hash_value: createHash('sha256').update(image).digest('hex'),
      };
      const { error } = await run('deploy', 'write_image', { image_info: await imageInfo(fields) });
      expect(error).to.equal('');
      expect(sums).to.deep.equal([{ 'root uuid': '0x00c0ffee' }]);
    });

    it('writes a config drive of gzip in base64 into a partition of its own', async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      const drive = Buffer.alloc(64 * 1024, 'config drive ');
      const { run } = await start([path]);
      const args = { image_info: await imageInfo(), configdrive: gzipSync(drive).toString('base64') };
      const { error } = await run('deploy', 'write_image', args);
      expect(error).to.equal('');
      expect(readFileSync(path).includes(drive)).to.equal(true);
    });

    it('takes the config drive of image_info too, and one behind a URL', async () => {
      const drive = Buffer.alloc(64 * 1024, 'config drive ');
      const packed = Buffer.from(gzipSync(drive).toString('base64'));
      const drives = await serve({}, packed);
      for (const configdrive of [packed.toString(), drives.url('/configdrive')]) {
        const disk = makeDiskFile(join(own.folder, 'blank.img'), 64 * MIB);
        const { run, stop } = await startNode({ steps: STEPS, disks: [disk] });
        const { error } = await run('deploy', 'write_image', {
          image_info: await imageInfo({ configdrive }),
        });
        expect(error).to.equal('');
        expect(readFileSync(disk).includes(drive)).to.equal(true);
        await stop();
      }
    });

    it('sends the credentials of image_info', async () => {
      const server = await serve();
      const header = Buffer.from('Bearer token').toString('base64');
      const disk = makeDiskFile(join(own.folder, 'blank.img'), 64 * MIB);
      const { run } = await start([disk]);
      const fields = { urls: [server.url()], image_request_authorization: header };
      const { error } = await run('deploy', 'write_image', { image_info: await imageInfo(fields) });
      expect(error).to.equal('');
      expect(new Set(server.requests.map(({ authorization }) => authorization))).to.deep.equal(
        new Set(['Bearer token']),
      );
    });

    it('tries the next URL when one is not to be reached', async () => {
      const gone = await serve({ answer: (_, response) => response.writeHead(404).end() });
      const disk = makeDiskFile(join(own.folder, 'blank.img'), 64 * MIB);
      const { run } = await start([disk]);
      const fields = { urls: [gone.url(), (await serve()).url()] };
      const { error } = await run('deploy', 'write_image', { image_info: await imageInfo(fields) });
      expect(error).to.equal('');
      expectRoot(disk);
    });

    describe('from qcow2', () => {
      let packed: Buffer;
      before(() => {
        const made = mkdtempSync(join(tmpdir(), 'bmv-image-'));
        writeFileSync(join(made, 'image.raw'), raw);
        packed = readFileSync(convert(join(made, 'image.raw'), join(made, 'image.qcow2'), '', '-c'));
        rmSync(made, { recursive: true });
      });

      async function packedInfo(fields: object = {}, behaviour: ServerBehaviour = {}): Promise<object> {
        const os_hash_value = createHash('sha256').update(packed).digest('hex');
        const urls = [(await serve(behaviour, packed)).url()];
        return await imageInfo({ disk_format: 'qcow2', urls, os_hash_value, ...fields });
      }

      for (const noRanges of [false, true])
        it(`writes it around volumes, from a server ${noRanges ? 'without' : 'with'} ranges`, async () => {
          const { path, claim } = await makeKeptDisk(own.folder, 'data');
          const before = readAt(path, claim);
          const { run } = await start([path]);
          const image_info = await packedInfo({}, { noRanges });
          const { error } = await run('deploy', 'write_image', { image_info });
          expect(error).to.equal('');
          expectRoot(path);
          expect(readAt(path, claim).equals(before)).to.equal(true);
        });

      it('makes nothing bootable when its checksum is wrong', async () => {
        const { path, claim } = await makeKeptDisk(own.folder, 'data');
        const before = readAt(path, claim);
        const { run } = await start([path]);
        const image_info = await packedInfo({ os_hash_value: 'f'.repeat(64) });
        const { error } = await run('deploy', 'write_image', { image_info });
        expect(error).to.contain('CHECKSUM_MISMATCH').and.contain('not bootable');
        const table = execFileSync('sgdisk', ['-p', path], { encoding: 'utf8' });
        expect(table).to.contain('data').and.not.contain('root1').and.not.contain('esp1');
        expect(readAt(path, { offset: 0, length: 440 }).equals(Buffer.alloc(440))).to.equal(true);
        expect(readAt(path, claim).equals(before)).to.equal(true);
      });

      it('refuses it before it writes where it is declared to be the disk itself', async () => {
        for (const disk_format of ['raw', 'gpt', 'vmdk']) {
          const { path } = await makeKeptDisk(own.folder, 'data');
          const { run, stop } = await startNode({ steps: STEPS, disks: [path] });
          const image_info = await packedInfo({ disk_format });
          const { error } = await expectUntouched(
            [path],
            async () => await run('deploy', 'write_image', { image_info }),
          );
          expect(error).to.match(/^IMAGE_FORMAT_UNSUPPORTED: .*but is qcow2/);
          await stop();
        }
      });
    });

    it('can be repeated after an image that did not match its checksum', async () => {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      const before = readAt(path, claim);
      const { run } = await start([path]);
      const wrong = await imageInfo({ os_hash_value: 'f'.repeat(64) });
      const first = await run('deploy', 'write_image', { image_info: wrong });
      expect(first.error).to.contain('CHECKSUM_MISMATCH').and.contain('not bootable');
      const second = await run('deploy', 'write_image', { image_info: await imageInfo() });
      expect(second.error).to.equal('');
      expect(second.result.resumed).to.equal(true);
      expectRoot(path);
      expect(readAt(path, claim).equals(before)).to.equal(true);
    });

    describe('refuses before it writes', () => {
      const cases: readonly (readonly [string, () => Promise<object> | object, string])[] = [
        ['an image without a checksum', () => imageInfo({ os_hash_value: null }), 'CHECKSUM_BAD_FORM'],
        ['an unknown algorithm alone', () => imageInfo({ os_hash_algo: 'rot13' }), 'CHECKSUM_BAD_FORM'],
        ['a checksum of another length', () => imageInfo({ os_hash_value: 'ff' }), 'CHECKSUM_BAD_FORM'],
        [
          'an image that is not the declared qcow2',
          () => imageInfo({ disk_format: 'qcow2' }),
          'IMAGE_FORMAT_UNSUPPORTED',
        ],
        ['a file of the ramdisk', () => imageInfo({ urls: ['file:///etc/passwd'] }), 'STEP_ARGUMENT'],
        ['a path of the ramdisk', () => imageInfo({ urls: ['/dev/sda'] }), 'STEP_ARGUMENT'],
        [
          'a scheme that images do not come by',
          () => imageInfo({ urls: ['ftp://images/x'] }),
          'STEP_ARGUMENT',
        ],
        [
          'http_basic without a password',
          () => imageInfo({ image_server_auth_strategy: 'http_basic' }),
          'STEP_ARGUMENT',
        ],
      ];
      for (const [what, info, code] of cases)
        it(what, async () => {
          const { path } = await makeKeptDisk(own.folder, 'data');
          const { run } = await start([path]);
          const image_info = await info();
          const { error } = await expectUntouched(
            [path],
            async () => await run('deploy', 'write_image', { image_info }),
          );
          expect(error).to.match(new RegExp(`^${code}: `));
        });

      for (const [what, configdrive] of [
        ['no base64', '%%%'],
        ['no gzip', Buffer.from('hello').toString('base64')],
        ['a number', 5],
      ] as const)
        it(`a config drive that is ${what}`, async () => {
          const { path } = await makeKeptDisk(own.folder, 'data');
          const { run } = await start([path]);
          const args = { image_info: await imageInfo(), configdrive };
          const { error } = await expectUntouched(
            [path],
            async () => await run('deploy', 'write_image', args),
          );
          expect(error).to.match(/^CONFIG_DRIVE_INVALID: /);
        });

      it('an image that does not fit beside what is kept', async () => {
        const { path } = await makeKeptDisk(own.folder, 'data');
        const { run: prepare, stop } = await startNode({ steps: STEPS, disks: [path] });
        await prepare('deploy', 'create_volumes', { volumes: [{ name: 'all', size: 'rest' }] });
        await stop();
        const { run } = await start([path]);
        const image_info = await imageInfo();
        const { error } = await expectUntouched(
          [path],
          async () => await run('deploy', 'write_image', { image_info }),
        );
        expect(error).to.match(/^CONFLICTS: /);
      });

      const bad: readonly (readonly [object, string])[] = [
        [{}, 'argument image_info:'],
        [{ image_info: 'http://images/x' }, 'argument image_info:'],
        [{ image_info: { urls: [] } }, 'argument image_info.urls:'],
        [{ image_info: { urls: [7] } }, 'argument image_info.urls[0]:'],
        [{ image_info: { urls: ['x'], root_mb: '5' } }, 'argument image_info.root_mb:'],
        [{ image_info: { urls: ['x'] }, keep: [] }, 'there is no argument keep'],
      ];
      for (const [args, message] of bad)
        it(JSON.stringify(args), async () => {
          const { path } = await makeKeptDisk(own.folder, 'data');
          const { run } = await start([path]);
          const { error, asked } = await expectUntouched(
            [path],
            async () => await run('deploy', 'write_image', args),
          );
          expect(error).to.contain(`STEP_ARGUMENT: write_image: ${message}`);
          expect(asked).to.deep.equal([]);
        });
    });
  });

  describe('deploy_image', () => {
    async function deployWith(
      instance_info: object,
      args: object = {},
      options: Partial<NodeOptions> = {},
    ): Promise<StepOutcome & { path: string; volume: boolean }> {
      const { path, claim } = await makeKeptDisk(own.folder, 'data');
      const before = readAt(path, claim);
      const { run } = await start([path], { node: { instance_info }, ...options });
      const outcome = await run('deploy', 'deploy_image', args);
      return { ...outcome, path, volume: readAt(path, claim).equals(before) };
    }

    async function instanceInfo(fields: object = {}): Promise<object> {
      const image_source = (await serve()).url();
      return { image_source, image_os_hash_algo: 'sha256', image_os_hash_value: digest, ...fields };
    }

    it('writes the image of instance_info around the volumes and makes the boot entry', async () => {
      const { path, volume, result, error, asked } = await deployWith(await instanceInfo());
      expect(error).to.equal('');
      expectRoot(path);
      expect(volume).to.equal(true);
      expect(result.boot_entry).to.equal('made');
      expect(asked.slice(-2)).to.deep.equal(['get_boot_mode', `manage_uefi ${path}`]);
    });

    it('makes no boot entry where the firmware is BIOS', async () => {
      const { result, asked } = await deployWith(await instanceInfo(), {}, { bootMode: 'bios' });
      expect(result.boot_entry).to.equal('bios');
      expect(asked.join()).not.to.contain('manage_uefi');
    });

    it('fails when the image has no EFI boot loader', async () => {
      const { error, volume } = await deployWith(
        await instanceInfo(),
        {},
        {
          reply: (method) => (method === 'manage_uefi' ? { result: false } : undefined),
        },
      );
      expect(error).to.contain('BOOT_ENTRY_FAILED').and.contain('the image is written');
      expect(volume).to.equal(true);
    });

    it('builds the config drive of a JSON one', async () => {
      const configdrive = { meta_data: { name: 'node-1' }, user_data: '#cloud-config\n{}\n' };
      const { path, error } = await deployWith(await instanceInfo({ configdrive }));
      expect(error).to.equal('');
      expect(readFileSync(path).includes('#cloud-config\n{}\n')).to.equal(true);
    });

    it('keeps partitions that its argument selects', async () => {
      const disk = makeDiskFile(join(own.folder, 'used.img'), 64 * MIB);
      makeSmallImage(disk, 512, 7);
      const { run } = await start([disk], { node: { instance_info: await instanceInfo() } });
      const before = digestOfFile(disk);
      const refused = await run('deploy', 'deploy_image', { keep: ['label:nosuch'] });
      expect(refused.error).to.contain('CONFLICTS').and.contain('label:nosuch');
      expect(digestOfFile(disk)).to.equal(before);
    });

    describe('beside a kept EFI system partition', () => {
      async function deployBeside(options: Partial<NodeOptions>): Promise<StepOutcome & { esp: boolean }> {
        const disk = makeDiskFile(join(own.folder, 'used.img'), 64 * MIB);
        makeSmallImage(disk, 512, 7);
        truncateSync(disk, 64 * MIB);
        const place = { offset: MIB, length: MIB };
        const before = readAt(disk, place);
        const { run } = await start([disk], { node: { instance_info: await instanceInfo() }, ...options });
        const outcome = await run('deploy', 'deploy_image', { keep: ['label:esp7'] });
        return { ...outcome, esp: readAt(disk, place).equals(before) };
      }

      it('refuses before it writes where that would be mounted for the boot entry', async () => {
        const { error, esp, asked } = await deployBeside({});
        expect(error).to.match(/^CONFLICTS: .*kept partition 1 "esp7".*lies before the image's/);
        expect([esp, asked]).to.deep.equal([
          true,
          ['get_os_install_device', 'list_block_devices', 'get_boot_mode'],
        ]);
      });

      it('writes the image where the firmware is BIOS', async () => {
        const { error, esp, asked, result } = await deployBeside({ bootMode: 'bios' });
        expect([error, esp]).to.deep.equal(['', true]);
        expect(asked.join()).not.to.contain('find_efi_partition');
        expect(String(result.notes)).to.contain('firmware without a boot entry');
      });
    });

    it('fails ahead of the boot entry when a partition of a volume would be mounted for it', async () => {
      const { error, volume, asked } = await deployWith(
        await instanceInfo(),
        {},
        { reply: (method) => (method === 'find_efi_partition' ? { result: { number: 127 } } : undefined) },
      );
      expect(error).to.match(/^BOOT_ENTRY_FAILED: the image is written to .* would mount partition 127/);
      expect([volume, asked.join().includes('manage_uefi')]).to.deep.equal([true, false]);
    });

    describe('refuses before it writes', () => {
      const cases: readonly (readonly [string, () => Promise<object> | object, object, string])[] = [
        ['a node without an image', () => ({}), {}, 'STEP_ARGUMENT: the node has no image'],
        [
          'an image by its id, which nobody looks up',
          () => instanceInfo({ image_source: 'b7c0d6c6-29b5-4a4c-a9d4-7f6f0e5c1f43' }),
          {},
          'is no http(s) URL',
        ],
        [
          'a file of the ramdisk',
          () => instanceInfo({ image_source: 'file:///dev/sda' }),
          {},
          'is no http(s) URL',
        ],
        [
          'an image without a checksum',
          () => instanceInfo({ image_os_hash_value: '' }),
          {},
          'CHECKSUM_BAD_FORM',
        ],
        [
          'an image of an unknown type',
          () => instanceInfo({ image_type: 'floppy' }),
          {},
          'instance_info: image_type:',
        ],
        [
          'a partition image, which nobody would make boot',
          () => instanceInfo({ image_type: 'partition', root_mb: 10 }),
          {},
          'take a whole-disk image, or the deploy interface direct',
        ],
        ['a malformed config drive', () => instanceInfo({ configdrive: 'x' }), {}, 'CONFIG_DRIVE_INVALID'],
        [
          'a selector that is none',
          () => instanceInfo(),
          { keep: ['data'] },
          'argument keep[0]: selector "data"',
        ],
        ['a proof that is none', () => instanceInfo(), { proof: 'never' }, 'argument proof:'],
        ['an argument that there is not', () => instanceInfo(), { image: 'x' }, 'there is no argument image'],
      ];
      for (const [what, info, args, message] of cases)
        it(what, async () => {
          const { path } = await makeKeptDisk(own.folder, 'data');
          const before = digestOfFile(path);
          const { run } = await start([path], { node: { instance_info: await info() } });
          const { error } = await run('deploy', 'deploy_image', args);
          expect(error).to.contain(message);
          expect(digestOfFile(path)).to.equal(before);
        });
    });

    it("downloads through the proxy of the node's driver_info, and tells nobody of it", async () => {
      const proxy = await serve();
      const instance_info = await instanceInfo({ image_source: 'http://images.invalid/image.raw' });
      const driver_info = {
        image_http_proxy: proxy.url().replace('http://', 'http://operator:proxy-secret@'),
      };
      const { error, messages } = await deployWith({}, {}, { node: { instance_info, driver_info } });
      expect(error).to.equal('');
      expect(proxy.requests.length).to.be.greaterThan(0);
      expect(JSON.stringify(messages)).not.to.contain('proxy-secret');
    });

    // The line named a switch of `bmv`, which no operator of Ironic can give.
    it("names the agent's option that allows a redirect", async () => {
      const server = await serve({
        answer: (_, response) => response.writeHead(302, { location: '/other' }).end(),
      });
      const { error } = await deployWith(
        await instanceInfo({ image_source: server.url() }),
        {},
        {
          environment: { BMV_IMAGE_REDIRECTS: '0', BMV_IMAGE_RETRIES: '0' },
        },
      );
      expect(error).to.match(/or allow it: option image_redirects of the agent, 1 or more$/);
    });

    it('goes by volumes only, whatever a lessee writes into instance_info', async () => {
      const fields = { keep: [], volumes: [], preserve_volumes: false, wipe: true };
      const { volume, error } = await deployWith(await instanceInfo(fields));
      expect([error, volume]).to.deep.equal(['', true]);
    });
  });

  it('never quotes a secret in an error', async () => {
    const disk = makeDiskFile(join(own.folder, 'blank.img'), 64 * MIB);
    writeAt(disk, 0, Buffer.alloc(16));
    const server = await serve({ answer: (_, response) => response.writeHead(403).end() });
    const { run } = await start([disk]);
    const info = await imageInfo({
      urls: [server.url().replace('http://', 'http://user:url-secret@')],
      image_server_auth_strategy: 'http_basic',
      image_server_user: 'operator',
      image_server_password: 'basic-secret',
    });
    const { error, messages } = await run('deploy', 'write_image', { image_info: info });
    expect(error).to.contain('IMAGE_UNREACHABLE').and.contain('403');
    expect(JSON.stringify(messages)).not.to.match(/url-secret|basic-secret/);
  });
});
