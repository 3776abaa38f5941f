import { createHash } from 'node:crypto';
import {
  chmodSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createVolumes } from '../../agent/steps/create-volumes.ts';
import { deployImage } from '../../agent/steps/deploy-image.ts';
import { releaseVolumes } from '../../agent/steps/release-volumes.ts';
import { reportVolumes } from '../../agent/steps/report-volumes.ts';
import { verifyVolumesStep } from '../../agent/steps/verify-volumes.ts';
import { writeImage } from '../../agent/steps/write-image.ts';
import { encodeEnvelope } from '../../proto/channel-codec.ts';
import { tool } from '../support/blkid.ts';
import { makeDiskFile } from '../support/disk-file.ts';
import { FakeRegistry, NODE } from '../support/fake-registry.ts';
import { ImageServer } from '../support/image-server.ts';
import { uuidOf } from '../support/inventories.ts';
import { KEY } from '../support/luks.ts';
import { type RegistryNode, startRegistryNode } from '../support/registry-node.ts';
import { makeSmallImage } from '../support/small-image.ts';

const MIB = 1024 * 1024;
const SECRET = 'a shared key';
const TOOLS = ['cryptsetup', 'mkfifo', 'mkfs.ext4', 'filefrag'];

/** Every form in which a key might show. */
function formsOf(key: Buffer): readonly Buffer[] {
  const hex = key.toString('hex');
  const texts = [
    hex,
    hex.toUpperCase(),
    key.toString('base64'),
    key.toString('base64url'),
    [...key].join(','),
  ];
  // Of base64 the last digits hang on what follows.
  return [key, ...texts.map((text) => Buffer.from(text)), Buffer.from(key.toString('base64').slice(0, 40))];
}

/** Where a secret shows; empty for nowhere. */
function seenIn(key: Buffer, places: ReadonlyMap<string, Buffer>): readonly string[] {
  const forms = formsOf(key);
  return [...places].flatMap(([name, bytes]) => (forms.some((form) => bytes.includes(form)) ? [name] : []));
}

/** The key that the sectors are encrypted with, as cryptsetup has it of a header. */
function volumeKeyOf(disk: string, offset: number, length: number, folder: string): Buffer {
  const [header, keyFile, found] = ['header', 'key-file', 'volume-key'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  tool('dd', 'coreutils', [
    'status=none',
    'bs=1M',
    `if=${disk}`,
    `of=${header}`,
    `skip=${offset / MIB}`,
    `count=${length / MIB}`,
  ]);
  writeFileSync(keyFile, KEY, { mode: 0o600 });
  const from = ['--batch-mode', '--key-file', keyFile, '--volume-key-file', found, header];
  tool('cryptsetup', 'cryptsetup-bin', ['luksDump', '--dump-volume-key', ...from]);
  const key = readFileSync(found);
  for (const path of [header, keyFile, found]) rmSync(path);
  return key;
}

describe('the keys of an encrypted volume', () => {
  let folder = '';
  let registry: FakeRegistry;
  let server: ImageServer;
  let node: RegistryNode;
  let disk = '';
  const path = process.env.PATH;
  const temporary = process.env.TMPDIR;
  /** All that could show a key, by what it is. */
  const places = new Map<string, Buffer>();
  const looked: string[] = [];
  let volumeKey: Buffer;

  /** Stands before the real tools, and writes down what each is started with. */
  function spyOnTools(): void {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const notes = join(folder, 'tools');
    for (const name of TOOLS) {
      const real = tool('sh', 'dash', ['-c', `PATH="${path}:/usr/sbin:/sbin" command -v ${name}`]).trim();
      const script = `#!/bin/sh\n{ echo "run ${name}"; tr '\\0' '\\n' </proc/$$/cmdline; tr '\\0' '\\n' </proc/$$/environ; ps -eo args; } >>${notes} 2>&1\nexec ${real} "$@"\n`;
      writeFileSync(join(bin, name), script);
      chmodSync(join(bin, name), 0o755);
    }
    process.env.PATH = `${bin}${delimiter}${path}`;
    process.env.TMPDIR = join(folder, 'tmp');
    mkdirSync(join(folder, 'tmp'));
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-secret-'));
    writeFileSync(join(folder, 'shared-key'), SECRET);
    disk = makeDiskFile(join(folder, 'disk.img'), 128 * MIB);
    const image = join(folder, 'image.raw');
    makeSmallImage(image, 512, 1);
    const bytes = readFileSync(image);
    server = await ImageServer.start(bytes);
    spyOnTools();
    const volume = {
      ...({ id: uuidOf(77), name: 'locked', project: 'p1', state: 'available', length: 40 * MIB } as const),
      ...({ disks: [], filesystem: 'ext4', label: 'inner', mountPoint: '/srv' } as const),
      ...({ erase: 'crypto', adopt: false, encryption: 'luks2' } as const),
    };
    registry = await FakeRegistry.start({
      secrets: { key: SECRET },
      permit: ({ step }) => ({
        allowed: true,
        desired: { revision: 1, volumes: step === 'release_volumes' ? [] : [volume] },
      }),
      keyFor: () => ({ allowed: true, key: KEY }),
    });
    node = await startRegistryNode({
      ...{ registry, disks: [disk] },
      steps: [createVolumes, releaseVolumes, reportVolumes, verifyVolumesStep, writeImage, deployImage],
      settings: { node: NODE, keyFile: join(folder, 'shared-key') },
      node: { lessee: 'p1', instance_uuid: uuidOf(5) },
    });
    await registry.until(() => node.link.health.trust === 'trusted');

    const image_info = {
      ...{ id: 'small', urls: [server.url()], disk_format: 'raw', container_format: 'bare' },
      ...{ os_hash_algo: 'sha256', os_hash_value: createHash('sha256').update(bytes).digest('hex') },
    };
    const metadata = JSON.stringify({ uuid: uuidOf(5) });
    const drive = join(folder, 'drive');
    mkdirSync(join(drive, 'openstack/latest'), { recursive: true });
    writeFileSync(join(drive, 'openstack/latest/meta_data.json'), metadata);
    tool('genisoimage', 'genisoimage', ['-quiet', '-V', 'config-2', '-R', '-J', '-o', `${drive}.iso`, drive]);
    const configdrive = gzipSync(readFileSync(`${drive}.iso`)).toString('base64');
    const run = async (kind: 'deploy' | 'clean', step: string, args: object) => {
      const outcome = await node.run(kind, step, args);
      expect(outcome.error, step).to.equal('');
      places.set(`result of ${step}`, Buffer.from(JSON.stringify(outcome)));
      looked.push(step);
    };
    // The volume is made by the plan of the registry, in front of the image.
    await run('deploy', 'write_image', { image_info, configdrive });
    await run('deploy', 'report_volumes', {});
    await run('clean', 'verify_volumes', {});
    places.set('the disk with the volume, its catalog and the config drive', readFileSync(disk));
    const claims = JSON.parse(places.get('result of report_volumes')?.toString() ?? '') as {
      result: { volumes: readonly { offset: number; size: number }[] };
    };
    const [{ offset, size } = { offset: 0, size: 0 }] = claims.result.volumes;
    process.env.PATH = path;
    volumeKey = volumeKeyOf(disk, offset, size, folder);
    process.env.PATH = `${join(folder, 'bin')}${delimiter}${path}`;
    await run('clean', 'release_volumes', { volumes: ['locked'] });
    places.set('the disk without it', readFileSync(disk));
    await registry.until(() => node.link.health.spooled === 0);
    places.set('the log', Buffer.from(node.log.text()));
    const frames = registry.sessions.flatMap(({ received }) => received);
    places.set('reports', Buffer.concat(frames.map((frame) => Buffer.from(encodeEnvelope(frame)))));
    places.set('reports as text', Buffer.from(JSON.stringify(frames)));
    places.set('tools, their arguments, variables and all processes', readFileSync(join(folder, 'tools')));
  });

  after(async () => {
    process.env.PATH = path;
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
    await registry.stop();
    await node.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('were there: the registry gave one, and all that could show it was looked at', () => {
    expect(registry.bodies('key-request')).to.have.length(1);
    expect(looked).to.deep.equal(['write_image', 'report_volumes', 'verify_volumes', 'release_volumes']);
    expect(volumeKey.byteLength).to.equal(64);
    const tools = places.get('tools, their arguments, variables and all processes')?.toString() ?? '';
    for (const name of TOOLS) expect(tools).to.contain(`run ${name}`);
    expect(tools)
      .to.contain('--volume-key-file\n/proc/self/fd/4\n')
      .and.contain('--key-file\n/proc/self/fd/5\n');
    const drive = places.get('the disk with the volume, its catalog and the config drive');
    expect(drive?.includes(`"serial":"${uuidOf(77)}"`)).to.equal(true);
    expect(drive?.includes('"encryption":"luks2"')).to.equal(true);
    expect(seenIn(Buffer.from(uuidOf(77)), places)).to.include('reports');
  });

  it('would be found in any of their forms', () => {
    for (const form of formsOf(KEY))
      expect(seenIn(KEY, new Map([['here', Buffer.concat([Buffer.from('x'), form])]]))).to.deep.equal([
        'here',
      ]);
  });

  it('are nowhere: not in logs, reports, results, arguments, variables, catalog, config drive', () => {
    expect(seenIn(KEY, places)).to.deep.equal([]);
    expect(seenIn(volumeKey, places)).to.deep.equal([]);
    for (const half of [volumeKey.subarray(0, 32), volumeKey.subarray(32)])
      expect(seenIn(half, places)).to.deep.equal([]);
  });

  it('are in no file that was left, and nothing was', () => {
    const left = globSync(join(folder, 'tmp/**'))
      .filter((file) => statSync(file).isFile())
      .map((file) => [file, readFileSync(file)] as const);
    expect(seenIn(KEY, new Map(left))).to.deep.equal([]);
    expect(globSync(join(folder, 'tmp/bmv-{pipe,format}-*'))).to.deep.equal([]);
  });
});
