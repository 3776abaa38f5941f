import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Context } from '../../../../agent/context.ts';
import { MIB } from '../../../../agent/layout/extent.ts';
import type { CreateRequest } from '../../../../agent/layout/plan-create.ts';
import { createVolume } from '../../../../agent/volumes/create.ts';
import { extendVolume } from '../../../../agent/volumes/extend.ts';
import { inspectDisk } from '../../../../agent/volumes/inspect.ts';
import { recover } from '../../../../agent/volumes/recover.ts';
import { releaseVolume } from '../../../../agent/volumes/release.ts';
import { verifyVolumes } from '../../../../agent/volumes/verify.ts';
import { volumeViews } from '../../../../agent/volumes/views.ts';
import { createManagers } from '../../../../hardware-managers/managers.ts';
import { TYPE_GUIDS } from '../../../../hardware-managers/partition-table/type-guids.ts';
import type { Claim, Filesystem } from '../../../../proto/catalog.ts';
import { blkidSignature, tool } from '../../../support/blkid.ts';
import { testContext } from '../../../support/context.ts';
import { copyRun, digestOfFile, makeDiskFile, readAt, writeAt } from '../../../support/disk-file.ts';
import { decrypt, dumpLuks, KEY, keyed, opens, WRONG_KEY } from '../../../support/luks.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';
import { aRequestFor, yes } from '../../../support/volume-disk.ts';
import { refusalOf } from '../../../support/volumes.ts';

const context = testContext(createManagers());
/** In free space before anything is made there. */
const NOISE = Buffer.from(seededBytes(77, MIB));

const SOUND: Readonly<Record<Exclude<Filesystem, 'none'>, (path: string) => void>> = {
  ext4: (path) => tool('e2fsck', 'e2fsprogs', ['-fn', path]),
  xfs: (path) => tool('xfs_repair', 'xfsprogs', ['-n', '-f', path]),
  swap: (path) => tool('swaplabel', 'util-linux', [path]),
};

describe('a volume that is encrypted', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-luks-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** A disk file that is full of noise where a volume will be. */
  function aDisk(mib: number): string {
    const path = makeDiskFile(join(folder, 'disk'), mib * MIB);
    for (let at = 1; at < mib - 1; at += 1) writeAt(path, at * MIB, NOISE);
    return path;
  }

  async function create(
    path: string,
    mib: number,
    changes: Partial<CreateRequest> = {},
    { sectorBytes = 512, by = keyed(context) }: { sectorBytes?: 512 | 4096; by?: Context } = {},
  ): Promise<Claim> {
    const request = aRequestFor('data', mib * MIB, { encryption: 'luks2', ...changes });
    return (await createVolume(by, path, request, { sectorBytes })).claim;
  }

  for (const [filesystem, mib, sectorBytes] of [
    ['ext4', 17, 512],
    ['ext4', 80, 4096],
    ['ext4', 272, 512],
    ['xfs', 316, 512],
    ['xfs', 400, 4096],
    ['swap', 18, 512],
  ] as const)
    it(`is one for cryptsetup, and its ${filesystem} sound on noise: ${mib} MiB, sectors of ${sectorBytes} bytes`, async () => {
      const path = aDisk(mib + 8);
      const claim = await create(path, mib, { filesystem, label: 'inner' }, { sectorBytes });
      expect(claim).to.include({ encryption: 'luks2', filesystem, label: 'inner', length: mib * MIB });
      expect(blkidSignature(path, claim.offset, claim.length)).to.deep.equal({
        ...{ type: 'crypto_LUKS', label: 'data', uuid: claim.id },
      });

      const copy = copyRun(path, claim, join(folder, 'volume'));
      const { keyslots, segments } = dumpLuks(copy);
      expect(Object.keys(keyslots)).to.deep.equal(['0']);
      expect(keyslots['0']).to.deep.include({ type: 'luks2', key_size: 64 });
      expect(keyslots['0']?.kdf).to.include({ type: 'pbkdf2', iterations: 1000 });
      expect(Object.values(segments)).to.deep.equal([
        {
          ...{ type: 'crypt', offset: `${16 * MIB}`, size: 'dynamic', iv_tweak: '0' },
          ...{ encryption: 'aes-xts-plain64', sector_size: sectorBytes },
        },
      ]);
      expect([opens(copy, KEY), opens(copy, WRONG_KEY)]).to.deep.equal([true, false]);

      decrypt(copy, KEY);
      const inner = blkidSignature(copy);
      expect([inner?.type, inner?.label]).to.deep.equal([filesystem, 'inner']);
      expect(inner?.uuid).to.not.equal(claim.id);
      SOUND[filesystem](copy);
      rmSync(copy);
    });

  it('shows nothing of what it holds, nor of what was there before', async () => {
    const path = aDisk(88);
    const claim = await create(path, 80, { filesystem: 'ext4', label: 'a-secret-label' });
    const bytes = readAt(path, claim);
    expect(bytes.includes('a-secret-label')).to.equal(false);
    // The data begins with the superblock, and its magic is nowhere where it would be.
    expect(bytes.readUInt16LE(16 * MIB + 1024 + 0x38)).to.not.equal(0xef53);
    for (let at = 0; at + 4096 <= NOISE.byteLength; at += 65_536)
      expect(bytes.includes(NOISE.subarray(at, at + 4096)), `${at}`).to.equal(false);
    expect(bytes.includes(KEY)).to.equal(false);
  });

  it('may have no filesystem, and reads as noise then', async () => {
    const path = aDisk(32);
    const claim = await create(path, 20);
    const copy = copyRun(path, claim, join(folder, 'volume'));
    expect(opens(copy, KEY)).to.equal(true);
    expect(claim.filesystem).to.equal('none');
    expect(readAt(copy, { offset: 16 * MIB, length: 4 * MIB }).equals(Buffer.alloc(4 * MIB))).to.equal(true);
  });

  it('has a partition of a type that nothing mounts or swaps to by itself', async () => {
    const path = aDisk(32);
    const claim = await create(path, 20, { filesystem: 'swap' });
    const { table } = await inspectDisk(context, path);
    expect(table.gpt?.entries.find(({ guid }) => guid === claim.id)?.typeGuid).to.equal(TYPE_GUIDS.luks);
  });

  it('has a key of its own, even where two have the same passphrase', async () => {
    const path = aDisk(64);
    const one = await create(path, 20, { name: 'one' });
    const other = await create(path, 20, { name: 'other' });
    const heads = [one, other].map(({ offset }) => readAt(path, { offset: offset + MIB, length: MIB }));
    expect(heads[0]?.equals(heads[1] ?? Buffer.alloc(0))).to.equal(false);
  });

  it('is asked a key for by its id, once, and that is zeroed when it was used', async () => {
    const path = aDisk(40);
    const given: Uint8Array[] = [];
    const asked: string[] = [];
    const keyFor = async (id: string) => {
      asked.push(id);
      const key = Uint8Array.from(KEY);
      given.push(key);
      return key;
    };
    const id = '8a5d3c10-2f4e-4d6b-9b8a-7c6d5e4f3a2b';
    await create(path, 20, { id }, { by: { ...context, keyFor } });
    expect(asked).to.deep.equal([id]);
    expect(given.map((key) => key.every((byte) => byte === 0))).to.deep.equal([true]);
  });

  for (const [what, keyFor, code] of [
    ['nobody has a key', undefined, 'USAGE'],
    ['its key has another length', async () => new Uint8Array(31), 'INTERNAL'],
  ] as const)
    it(`is not made where ${what}, and no byte is written`, async () => {
      const path = aDisk(32);
      const before = digestOfFile(path);
      const by = { ...context, ...(keyFor ? { keyFor } : {}) };
      expect(await refusalOf(create(path, 20, {}, { by }))).to.deep.equal([code]);
      expect(digestOfFile(path)).to.equal(before);
    });

  for (const [what, changes, codes] of [
    ['is too small for its header', { size: 16 * MIB }, ['VOLUME_TOO_SMALL']],
    ['is too small for its header and XFS', { size: 315 * MIB, filesystem: 'xfs' }, ['VOLUME_TOO_SMALL']],
    ['is to be mounted by an instance', { tell: ['fstab'], mountPoint: '/srv' }, ['USAGE']],
    ['is its tenant’s, with a filesystem of ours', { encryption: 'opaque', filesystem: 'ext4' }, ['USAGE']],
  ] as const satisfies readonly (readonly [string, Partial<CreateRequest>, readonly string[]])[])
    it(`is refused where it ${what}`, async () => {
      const path = makeDiskFile(join(folder, 'large'), 400 * MIB);
      const request = aRequestFor('data', 20 * MIB, { encryption: 'luks2', ...changes });
      expect(await refusalOf(createVolume(keyed(context), path, request))).to.deep.equal(codes);
    });

  it('keeps its label apart from those of filesystems that are there', async () => {
    const path = aDisk(64);
    await create(path, 4, { encryption: 'none', name: 'first', filesystem: 'ext4', label: 'taken' });
    expect(await refusalOf(create(path, 20, { name: 'Taken' }))).to.deep.equal([
      'DUPLICATE_FILESYSTEM_LABEL',
    ]);
  });

  it('may have a mount point all the same, of which no instance is told', async () => {
    const path = aDisk(40);
    const claim = await create(path, 20, { mountPoint: '/srv' });
    expect(claim).to.include({ mountPoint: '/srv' }).and.not.have.property('tell');
    // So another one may have it.
    await create(path, 4, { name: 'plain', encryption: 'none', mountPoint: '/srv' });
  });

  it('of its tenant is claimed as such, and gets zeros', async () => {
    const path = aDisk(32);
    const claim = await create(path, 4, { encryption: 'opaque' });
    expect(claim).to.include({ encryption: 'opaque', filesystem: 'none' });
    expect(readAt(path, claim).equals(Buffer.alloc(4 * MIB))).to.equal(true);
    const [view] = volumeViews(await inspectDisk(context, path));
    expect(view).to.include({ encryption: 'opaque' });
    expect((await verifyVolumes(context, path, 'data', 'full')).map(({ ok }) => ok)).to.deep.equal([true]);
  });

  it('is verified by its header, and missed where that is gone', async () => {
    const path = aDisk(32);
    const claim = await create(path, 20, { filesystem: 'ext4' });
    const problems = async () => (await verifyVolumes(context, path, 'data', 'sample'))[0]?.problems;
    expect(await problems()).to.deep.equal([]);
    writeAt(path, claim.offset, Buffer.alloc(8 * MIB));
    expect(await problems()).to.deep.equal(['it should hold crypto_LUKS, but no filesystem shows']);
  });

  it('grows without its key, which opens it as before', async () => {
    const path = aDisk(64);
    await create(path, 8, { name: 'behind', encryption: 'none' });
    const claim = await create(path, 20, { filesystem: 'ext4' });
    const larger = join(folder, 'larger');
    // Volumes are made from the end downwards: there is room behind it once the first one goes.
    await releaseVolume(context, path, 'behind', 'none', yes);
    const extended = await extendVolume(context, path, { volume: 'data', size: 'rest' });
    expect(extended.size).to.equal(28 * MIB);
    expect(extended.note).to.contain('once it is opened with its key');
    copyRun(path, { offset: claim.offset, length: extended.size }, larger);
    expect(opens(larger, KEY)).to.equal(true);
    rmSync(larger);
  });

  it('is still known to be encrypted when its table was lost', async () => {
    const path = aDisk(32);
    const claim = await create(path, 20);
    writeAt(path, 0, Buffer.alloc(MIB));
    writeAt(path, 32 * MIB - 64 * 1024, Buffer.alloc(64 * 1024));
    await recover(context, path, yes);
    const [view] = volumeViews(await inspectDisk(context, path));
    expect(view).to.include({ id: claim.id, encryption: 'luks2', state: 'available' });
  });
});
