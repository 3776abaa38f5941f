import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bmv, bmvJson } from '../support/bmv.ts';
import { makeSystemImage } from '../support/bootable-root.ts';
import { digestOfFile, makeDiskFile } from '../support/disk-file.ts';

const MIB = 1024 * 1024;

describe('bmv with an operating system in a volume', () => {
  let folder = '';
  let disk = '';
  let image = '';
  let checksum = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-cli-boot-'));
    image = makeSystemImage(folder, 'os');
    checksum = `sha256:${createHash('sha256').update(readFileSync(image)).digest('hex')}`;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    disk = makeDiskFile(join(folder, 'disk.img'), 700 * MIB);
  });

  const create = (...rest: string[]) => ['volume', 'create', disk, '--name', 'os', '--size', '64M', ...rest];

  it('makes a volume out of an image', async () => {
    const { code, json } = await bmvJson(...create('--image', image, '--checksum', checksum));
    expect(code).to.equal(0);
    expect(json.volume).to.deep.include({ filesystem: 'ext4', label: 'os-root' });
    expect(json.volume).to.deep.include({ image: { name: image, checksum } });
  });

  const wrong: readonly [string, () => readonly string[], RegExp][] = [
    ['a bootable volume without an image', () => create('--bootable'), /add --image/],
    ['one without a checksum', () => create('--bootable', '--image', image), /needs --checksum/],
    [
      'an image beside --boot-volume',
      () => ['deploy', image, disk, '--boot-volume', 'os'],
      /writes no image/,
    ],
    ['a deployment without a disk', () => ['deploy', image], /missing required argument 'disk'/],
  ];
  for (const [what, argv, says] of wrong)
    it(`refuses ${what}, and writes nothing`, async () => {
      const before = digestOfFile(disk);
      const { code, err } = await bmv(argv());
      expect([code, digestOfFile(disk)]).to.deep.equal([2, before]);
      expect(err).to.match(says);
    });
});
