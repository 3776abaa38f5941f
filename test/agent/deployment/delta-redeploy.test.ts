import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { buildOsImage, type OsImage } from '../../../cli/demo/os-image.ts';
import { bmvDone, bmvJson } from '../../support/bmv.ts';
import { makeDiskFile, readAt } from '../../support/disk-file.ts';
import { ImageServer } from '../../support/image-server.ts';
import { sha256Of } from '../../support/indexed-image.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const MIB = 1024 * 1024;

/** A system of some packages, of which one changes with the generation. */
function system(generation: number, espMib: number): OsImage {
  const packages = Array.from({ length: 30 }, (_, at): [string, Buffer] => [
    `usr/lib/package${at}`,
    seededBytes(at === 7 ? 100 * generation : at, MIB + at * 1000),
  ]);
  const root = { ...Object.fromEntries(packages), 'etc/os-release': `VERSION=${generation}\n` };
  return {
    name: `system-${generation}-${espMib}`,
    partitions: [
      {
        name: 'esp',
        filesystem: 'vfat',
        sizeMib: espMib,
        files: { 'EFI/BOOT/BOOTX64.EFI': seededBytes(99, MIB) },
      },
      { name: 'root', filesystem: 'ext4', sizeMib: 64, files: root },
    ],
  };
}

interface Deployed {
  readonly bytesDownloaded: number;
  readonly bytesReused: number;
  readonly bytesWritten: number;
  readonly bytesSkipped: number;
  readonly image: { readonly notes: readonly string[] };
}

describe('a redeployment of a system with one package changed', () => {
  let folder = '';
  let server: ImageServer;
  const checksums = new Map<string, string>();

  before(async function () {
    this.timeout(120_000);
    folder = mkdtempSync(join(tmpdir(), 'bmv-redeploy-'));
    for (const [generation, espMib] of [
      [1, 33],
      [2, 33],
      [3, 40],
    ] as const) {
      const image = await buildOsImage(folder, system(generation, espMib));
      await bmvDone('image', 'index', image);
      checksums.set(basename(image), sha256Of(readFileSync(image)));
    }
    const files = new Map(
      readdirSync(folder)
        .filter((name) => name.startsWith('system-'))
        .map((name) => [name, readFileSync(join(folder, name))]),
    );
    server = await ImageServer.start((path) => files.get(basename(path)) ?? null);
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function deploy(disk: string, name: string, ...rest: string[]): Promise<Deployed> {
    const argv = [
      'deploy',
      server.url(`/${name}`),
      disk,
      '--checksum',
      checksums.get(name) ?? '',
      '--yes',
      ...rest,
    ];
    const { code, json } = await bmvJson(...argv);
    expect(code, JSON.stringify(json)).to.equal(0);
    return json as unknown as Deployed;
  }

  function expectOnDisk(disk: string, name: string, espMib: number): void {
    const image = readFileSync(join(folder, name));
    const bytes = readAt(disk, { offset: MIB, length: (espMib + 64) * MIB });
    expect(bytes.equals(image.subarray(MIB, MIB + bytes.byteLength))).to.equal(true);
  }

  it('downloads little, also where the partition has moved, beside a volume', async function () {
    this.timeout(120_000);
    const disk = makeDiskFile(join(folder, 'disk'), 512 * MIB);
    await bmvDone('volume', 'create', disk, '--name', 'data', '--size', '32M');
    const first = await deploy(disk, 'system-1-33.raw');
    expect(first.bytesReused).to.equal(0);
    const second = await deploy(disk, 'system-2-33.raw');
    expectOnDisk(disk, 'system-2-33.raw', 33);
    const third = await deploy(disk, 'system-3-40.raw');
    expectOnDisk(disk, 'system-3-40.raw', 40);
    const again = await deploy(disk, 'system-3-40.raw');
    expect(second.image.notes.join()).to.match(/the disk has 9\d %/);
    for (const { bytesDownloaded, bytesReused } of [second, third, again]) {
      expect(bytesReused).to.be.greaterThan(30 * MIB);
      // A package of 1 MiB has changed, and the metadata that names it.
      expect(bytesDownloaded).to.be.lessThan(2 * MIB);
    }
    // What stays where it is is not written again, and the third has all of it elsewhere.
    expect(second.bytesSkipped).to.be.greaterThan(26 * MIB);
    expect(second.bytesWritten).to.be.lessThan(6 * MIB);
    expect(again.bytesWritten).to.be.lessThan(3 * MIB);
    // What is left of an identical image are its tables and its index.
    expect(again.bytesDownloaded).to.be.lessThan(MIB / 4);
  });
});
