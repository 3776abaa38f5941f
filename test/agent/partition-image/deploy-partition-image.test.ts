import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { openImage } from '../../../agent/image/open-image.ts';
import { ConflictError } from '../../../agent/layout/conflict-error.ts';
import { type Extent, MIB } from '../../../agent/layout/extent.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { deployPartitionImage } from '../../../agent/partition-image/deploy-partition-image.ts';
import { partitionPath } from '../../../agent/partition-image/partition-uuids.ts';
import type { PartitionRequest } from '../../../agent/partition-image/request.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { inspectDisk } from '../../../agent/volumes/inspect.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import { entryExtent } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { blkidSignature, tool } from '../../support/blkid.ts';
import { testContext } from '../../support/context.ts';
import { copyRun, digestOfFile, makeDiskFile, readAt, writeAt } from '../../support/disk-file.ts';
import { indexBytes, sha256Of } from '../../support/indexed-image.ts';
import { runTool } from '../../support/partition-script.ts';
import { convert, convertInto, makeQcow2 } from '../../support/qcow2.ts';
import { errorOf } from '../../support/read-image.ts';
import { aPartitionRequest, makeRootImage } from '../../support/root-image.ts';
import { aRequestFor, yes } from '../../support/volume-disk.ts';

const context = testContext(createManagers());
const DISK_BYTES = 448 * MIB;
/** Room for an ESP. */
const UEFI_DISK_BYTES = 1280 * MIB;
const PRECIOUS = 'precious ephemeral bytes ';

function extentOf(layout: Layout, name: string): Extent {
  const entry = layout.table.gpt?.entries.find((candidate) => candidate.name === name);
  if (!entry) throw new Error(`no partition ${name}`);
  return entryExtent(entry, layout.sectorBytes);
}

function namesOn({ table }: Layout): string[] {
  return (table.gpt?.entries ?? []).map(({ name }) => name);
}

describe('the deployment of a partition image', () => {
  let folder = '';
  let disk = '';
  let rootImage = '';
  let secondImage = '';

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-partition-'));
    rootImage = makeRootImage(folder, 'first');
    secondImage = makeRootImage(folder, 'second');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(() => {
    disk = makeDiskFile(join(folder, 'disk.img'), DISK_BYTES);
  });

  async function deployed(
    overrides: Partial<PartitionRequest> = {},
    image: { path?: string; checksum?: string; sectorBytes?: 512 | 4096 } = {},
  ) {
    const { path = rootImage, checksum, sectorBytes = 512 } = image;
    const root = await openImage(path, {
      expect: 'filesystem',
      ...(checksum === undefined ? {} : { checksum }),
    });
    const options = { selectors: [], proof: 'full' as const, sectorBytes };
    return await deployPartitionImage(
      context,
      disk,
      root,
      aPartitionRequest(overrides),
      options,
      yes,
    ).finally(() => root.close());
  }

  /** An ephemeral filesystem in use: its end and middle hold bytes that no mkfs would write. */
  function fill(extent: Extent): string {
    writeAt(disk, extent.offset + extent.length / 2, Buffer.alloc(8 * MIB, PRECIOUS));
    writeAt(disk, extent.offset + extent.length - MIB, Buffer.alloc(MIB, PRECIOUS));
    return digestOf(extent);
  }

  function digestOf(extent: Extent): string {
    return digestOfFile(disk, extent);
  }

  function copyOf(extent: Extent, name: string): string {
    return copyRun(disk, extent, join(folder, name));
  }

  /** Runs what must be refused before the first write. */
  async function refused(run: Promise<unknown>): Promise<{ code: string; message: string }> {
    const before = digestOfFile(disk);
    const error = await errorOf(run);
    expect(digestOfFile(disk)).to.equal(before);
    return error;
  }

  for (const sectorBytes of [512, 4096] as const) {
    it(`makes every partition with contents that their own tools find sound, on ${sectorBytes}-byte sectors`, async () => {
      truncateSync(disk, UEFI_DISK_BYTES);
      writeAt(disk, MIB, randomBytes(64 * MIB));
      const request = {
        bootMode: 'uefi',
        swapMb: 16,
        ephemeralMb: 128,
        configDrive: randomBytes(70_000),
      } as const;
      const { result, partitionUuids } = await deployed(request, { sectorBytes });
      const { after } = result;
      expect(namesOn(after)).to.have.members(['efi-part', 'ephemeral0', 'swap1', 'root', 'config-2']);

      const root = extentOf(after, 'root');
      const image = readFileSync(rootImage);
      expect(readAt(disk, { ...root, length: image.byteLength }).equals(image)).to.equal(true);
      tool('e2fsck', 'e2fsprogs', ['-f', '-n', copyOf(root, 'root.copy')]);
      tool('e2fsck', 'e2fsprogs', ['-f', '-n', copyOf(extentOf(after, 'ephemeral0'), 'ephemeral.copy')]);
      tool('fsck.vfat', 'dosfstools', ['-n', copyOf(extentOf(after, 'efi-part'), 'esp.copy')]);
      expect(tool('swaplabel', 'util-linux', [copyOf(extentOf(after, 'swap1'), 'swap.copy')])).to.match(
        /LABEL: swap1/,
      );

      const found = (name: string) => {
        const { offset, length } = extentOf(after, name);
        return blkidSignature(disk, offset, length);
      };
      expect(found('ephemeral0')).to.include({ type: 'ext4', label: 'ephemeral0' });
      expect(found('efi-part')).to.include({ type: 'vfat', label: 'efi-part' });
      expect(partitionUuids['root uuid']).to.equal(found('root')?.uuid);
      expect(partitionUuids['efi system partition uuid']).to.equal(found('efi-part')?.uuid);
      expect(partitionUuids.partitions).to.have.all.keys(
        'efi system partition',
        'ephemeral',
        'swap',
        'root',
        'configdrive',
      );
      if (sectorBytes === 512) expect(runTool('sgdisk', ['-v', disk])).to.match(/No problems found/);
    });
  }

  it('takes the root from the disk where an index tells that it is there', async () => {
    const bytes = readFileSync(rootImage);
    writeFileSync(`${rootImage}.bmvidx`, indexBytes(bytes));
    const deployByIndex = async () => {
      const root = await openImage(rootImage, {
        expect: 'filesystem',
        index: `${rootImage}.bmvidx`,
        checksum: sha256Of(bytes),
      });
      const options = { selectors: [], proof: 'full' as const, sectorBytes: 512 as const };
      try {
        return await deployPartitionImage(context, disk, root, aPartitionRequest(), options, yes);
      } finally {
        await root.close();
        rmSync(`${rootImage}.bmvidx`);
      }
    };
    await deployed();
    const { result } = await deployByIndex();
    expect(result.image.bytesReused).to.be.greaterThan(5 * MIB);
    expect(result.image.notes?.join()).to.match(/the disk has (99|100) %/);
    const root = extentOf(result.after, 'root');
    expect(readAt(disk, { offset: root.offset, length: bytes.byteLength }).equals(bytes)).to.equal(true);
  });

  it('makes a BIOS boot partition of zeros where the machine boots by BIOS', async () => {
    writeAt(disk, 0, randomBytes(4 * MIB));
    const { result, partitionUuids } = await deployed();
    const extent = extentOf(result.after, 'bios-boot');
    expect(readAt(disk, extent).equals(Buffer.alloc(MIB))).to.equal(true);
    expect(partitionUuids['efi system partition uuid']).to.equal(null);
    expect(runTool('sgdisk', ['-i', '1', disk])).to.match(/BIOS boot/);
  });

  it('leaves nothing behind the image that a tool could take for a filesystem or an array', async () => {
    const old = { offset: 2 * MIB, length: 64 * MIB };
    writeAt(disk, old.offset, randomBytes(old.length));
    const { result } = await deployed();
    const root = extentOf(result.after, 'root');
    expect(root).to.deep.equal(old);
    const last = readAt(disk, { offset: root.offset + root.length - MIB, length: MIB });
    expect(last.equals(Buffer.alloc(MIB))).to.equal(true);
  });

  it('takes a qcow2 image, compressed or with its clusters out of order', async () => {
    const image = readFileSync(rootImage);
    for (const [options, flags] of [
      ['cluster_size=4k', ['-W', '-m', '8']],
      ['compression_type=zstd', ['-c']],
    ] as const) {
      writeAt(disk, MIB, Buffer.alloc(100 * MIB, 0xaa));
      const path = convert(rootImage, join(folder, 'root.qcow2'), options, ...flags);
      const { result } = await deployed({}, { path });
      const root = extentOf(result.after, 'root');
      expect(readAt(disk, { ...root, length: image.byteLength }).equals(image)).to.equal(true);
      tool('e2fsck', 'e2fsprogs', ['-f', '-n', copyOf(root, 'root.copy')]);
    }
  });

  it('refuses a qcow2 root that is too large before it writes, whatever its file has', async () => {
    const path = makeQcow2(join(folder, 'large.qcow2'), '1G');
    convertInto(rootImage, path);
    const { code, message } = await refused(deployed({ rootMb: 512 }, { path }));
    expect([code, message.includes('1 GiB')]).to.deep.equal(['ROOT_TOO_SMALL', true]);
  });

  it('takes a compressed image, and one whose last sector is not whole', async () => {
    const path = join(folder, 'root.gz');
    const image = Buffer.concat([readFileSync(rootImage), Buffer.alloc(100, 'x')]);
    writeFileSync(path, gzipSync(image));
    const { result } = await deployed({}, { path });
    const { offset } = extentOf(result.after, 'root');
    expect(readAt(disk, { offset, length: image.byteLength }).equals(image)).to.equal(true);
  });

  it('keeps a volume, and says where the new partitions are', async () => {
    const { claim } = await createVolume(context, disk, aRequestFor('data', 64 * MIB));
    writeAt(disk, claim.offset, Buffer.alloc(claim.length, 'volume '));
    const before = digestOf(claim);
    const { result, partitionUuids } = await deployed({ swapMb: 8, ephemeralMb: 64 });
    expect(digestOf(claim)).to.equal(before);
    expect(result.proofs.map(({ same }) => same)).to.deep.equal([true]);
    expect(partitionUuids.partitions.root).to.match(/disk\.img\d+$/);
  });

  it('tells how to rename a volume whose label Ironic gives to a partition', async () => {
    await createVolume(context, disk, {
      ...aRequestFor('paging', 16 * MIB),
      filesystem: 'swap',
      label: 'swap1',
    });
    const { message } = await refused(deployed({ swapMb: 8 }));
    expect(message).to.match(/"paging" \(swap\) and "swap1" that this deployment makes \(swap\)/);
    expect(message)
      .to.match(/swaplabel -L NEW/)
      .and.not.match(/build the image/);
  });

  describe('with preserve_ephemeral', () => {
    const drive = randomBytes(100_000);
    /** What there is at first and at second; each moves numbers and places, by which IPA goes. */
    const changes: [string, Partial<PartitionRequest>, Partial<PartitionRequest>][] = [
      ['nothing changes', { swapMb: 16 }, { swapMb: 16 }],
      ['a config drive appears', {}, { configDrive: drive }],
      ['a config drive disappears', { configDrive: drive }, {}],
      ['swap appears', {}, { swapMb: 16 }],
      ['swap disappears', { swapMb: 16 }, {}],
      ['swap grows and a config drive comes', { swapMb: 8 }, { swapMb: 64, configDrive: drive }],
      ['the root grows', { rootMb: 40 }, { rootMb: 300 }],
      ['the machine boots by UEFI instead', {}, { bootMode: 'uefi' }],
    ];
    for (const [what, first, second] of changes) {
      it(`keeps every byte of it when ${what}`, async () => {
        if (second.bootMode === 'uefi') truncateSync(disk, UEFI_DISK_BYTES);
        const before = await deployed({ ephemeralMb: 64, ...first });
        const extent = extentOf(before.result.after, 'ephemeral0');
        const digest = fill(extent);
        const request = { ephemeralMb: 64, preserveEphemeral: true, ...second };
        const { result, partitionUuids, notes } = await deployed(request, { path: secondImage });
        expect(extentOf(result.after, 'ephemeral0')).to.deep.equal(extent);
        expect(digestOf(extent)).to.equal(digest);
        expect(namesOn(result.after).filter((name) => name === 'ephemeral0')).to.have.length(1);
        const root = extentOf(result.after, 'root');
        expect(readAt(disk, { ...root, length: 32 * MIB }).equals(readFileSync(secondImage))).to.equal(true);
        const numbers = Object.fromEntries(
          (result.after.table.gpt?.entries ?? []).map(({ name, number }) => [name, number]),
        );
        const { ephemeral, root: rootPath, swap } = partitionUuids.partitions;
        expect(ephemeral).to.equal(partitionPath(disk, numbers.ephemeral0 ?? 0));
        expect(rootPath).to.equal(partitionPath(disk, numbers.root ?? 0));
        expect(swap).to.equal(second.swapMb ? partitionPath(disk, numbers.swap1 ?? 0) : undefined);
        expect(partitionUuids['root uuid']).to.equal(blkidSignature(secondImage)?.uuid);
        expect(notes.join()).to.match(/is kept as the ephemeral partition/);
        expect(runTool('sgdisk', ['-v', disk])).to.match(/No problems found/);
      });
    }

    it('keeps it through one deployment after the other', async () => {
      const extent = extentOf((await deployed({ ephemeralMb: 64 })).result.after, 'ephemeral0');
      const digest = fill(extent);
      for (const swapMb of [16, 0, 8]) await deployed({ ephemeralMb: 64, preserveEphemeral: true, swapMb });
      expect(digestOf(extent)).to.equal(digest);
    });

    it('keeps one that ironic-python-agent made, which only its label tells', async () => {
      const extent = extentOf((await deployed({ ephemeralMb: 64, swapMb: 8 })).result.after, 'ephemeral0');
      runTool('sgdisk', ['-c', '1:primary', '-c', '2:primary', '-c', '3:primary', '-c', '4:primary', disk]);
      const digest = fill(extent);
      const { result } = await deployed({ ephemeralMb: 64, preserveEphemeral: true });
      expect(digestOf(extent)).to.equal(digest);
      expect(namesOn(result.after)).to.include.members(['primary', 'root']);
    });

    it('makes a new one where nothing is to be preserved', async () => {
      const extent = extentOf((await deployed({ ephemeralMb: 64 })).result.after, 'ephemeral0');
      fill(extent);
      await deployed({ ephemeralMb: 64 });
      expect(readAt(disk, extent).includes(PRECIOUS)).to.equal(false);
    });

    it('is refused where there is none, two, or one too small, and nothing is written', async () => {
      const request = { ephemeralMb: 64, preserveEphemeral: true };
      expect((await refused(deployed(request))).message).to.match(/no partition of .* is named ephemeral0/);
      await deployed({ ephemeralMb: 32 });
      expect((await refused(deployed(request))).message).to.match(/32 MiB, but ephemeral_mb asks for 64 MiB/);
      runTool('sgdisk', ['-n', '7:300M:+64M', '-c', '7:ephemeral0', disk]);
      expect((await refused(deployed(request))).message).to.match(/more than one ephemeral0/);
    });

    it('keeps it on a disk without one MiB to spare', async () => {
      // Table, BIOS boot partition, ephemeral partition, swap, root, and a MiB for the catalog and the backup table each.
      truncateSync(disk, (1 + 1 + 16 + 40 + 64 + 2) * MIB);
      const request = { ephemeralMb: 16, swapMb: 40 };
      const before = await deployed(request);
      const extent = extentOf(before.result.after, 'ephemeral0');
      writeAt(disk, extent.offset + 8 * MIB, Buffer.alloc(8 * MIB, PRECIOUS));
      const digest = digestOf(extent);
      const { result } = await deployed({ ...request, preserveEphemeral: true }, { path: secondImage });
      expect(extentOf(result.after, 'root')).to.deep.equal(extentOf(before.result.after, 'root'));
      expect(digestOf(extent)).to.equal(digest);
    });

    it('is refused where the rest does not fit around it', async () => {
      await deployed({ ephemeralMb: 200 });
      const root = await openImage(rootImage, { expect: 'filesystem' });
      const request = aPartitionRequest({ ephemeralMb: 200, preserveEphemeral: true, rootMb: 300 });
      const options = { selectors: [], proof: 'full' as const };
      const before = digestOfFile(disk);
      const error: unknown = await deployPartitionImage(context, disk, root, request, options, yes).catch(
        (reason: unknown) => reason,
      );
      await root.close();
      if (!(error instanceof ConflictError)) throw error;
      expect(error.conflicts.map(({ code }) => code)).to.deep.equal(['IMAGE_TOO_BIG']);
      expect(digestOfFile(disk)).to.equal(before);
    });
  });

  it('refuses an image larger than root_mb before the first write', async () => {
    const { code, message } = await refused(deployed({ rootMb: 31 }));
    expect(code).to.equal('ROOT_TOO_SMALL');
    expect(message).to.match(/root_mb gives 31 MiB; take a larger flavor/);
  });

  it('shows nothing of an image that turns out to be larger than root_mb', async () => {
    const path = join(folder, 'large.gz');
    writeFileSync(path, gzipSync(readFileSync(rootImage)));
    expect((await errorOf(deployed({ rootMb: 31 }, { path }))).code).to.equal('ROOT_TOO_SMALL');
    expect(namesOn(await inspectDisk(context, disk))).to.deep.equal([]);
  });

  it('shows nothing of an image that is cut short or has another checksum, and keeps what was kept', async () => {
    const extent = extentOf((await deployed({ ephemeralMb: 64 })).result.after, 'ephemeral0');
    const digest = fill(extent);
    const path = join(folder, 'cut.gz');
    writeFileSync(path, gzipSync(readFileSync(rootImage)));
    truncateSync(path, 8000);
    const request = { ephemeralMb: 64, preserveEphemeral: true };
    expect((await errorOf(deployed(request, { path }))).code).to.be.oneOf([
      'IMAGE_TRUNCATED',
      'IMAGE_CORRUPT',
    ]);
    expect(namesOn(await inspectDisk(context, disk))).to.have.members(['ephemeral0', 'bmv-catalog']);
    const checksum = `sha256:${'0'.repeat(64)}`;
    expect((await errorOf(deployed(request, { checksum }))).code).to.equal('CHECKSUM_MISMATCH');
    expect(namesOn(await inspectDisk(context, disk))).to.have.members(['ephemeral0', 'bmv-catalog']);
    expect(digestOf(extent)).to.equal(digest);

    const { result } = await deployed(request);
    expect(result.resumed).to.equal(true);
    expect(digestOf(extent)).to.equal(digest);
  });

  it('refuses what is no filesystem: a disk image, a page of text, zeros', async () => {
    const whole = makeDiskFile(join(folder, 'whole.img'), 8 * MIB);
    runTool('sgdisk', ['-n', '1:0:0', whole]);
    const text = join(folder, 'text');
    writeFileSync(text, '<html><body>Please log in to this portal to go on with your work</body></html>');
    const zeros = makeDiskFile(join(folder, 'zeros'), 4 * MIB);
    for (const [path, why] of [
      [whole, /has a partition table; set image_type/],
      [text, /it is an HTML page; check/],
      [zeros, /zeros only/],
    ] as const) {
      const { code, message } = await refused(deployed({}, { path }));
      expect(code).to.equal('IMAGE_NOT_A_FILESYSTEM');
      expect(message).to.match(why);
    }
  });

  it('writes nothing when it is not confirmed, and leaves no file behind', async () => {
    const { TMPDIR } = process.env;
    process.env.TMPDIR = mkdtempSync(join(folder, 'tmp-'));
    const root = await openImage(rootImage, { expect: 'filesystem' });
    const request = aPartitionRequest({ swapMb: 8 });
    const run = deployPartitionImage(
      context,
      disk,
      root,
      request,
      { selectors: [], proof: 'full' },
      async () => false,
    );
    expect((await refused(run.finally(() => root.close()))).code).to.equal('NOT_CONFIRMED');
    expect(readdirSync(process.env.TMPDIR)).to.deep.equal([]);
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
});
