import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { deploy } from '../../agent/deployment/deploy.ts';
import { openImage } from '../../agent/image/open-image.ts';
import { createVolume } from '../../agent/volumes/create.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { debianIpa } from '../../image-build/debian-ipa/build.ts';
import type { Claim } from '../../proto/catalog.ts';
import { testContext } from '../support/context.ts';
import { KEY, keyed } from '../support/luks.ts';
import { aRequestFor, yes } from '../support/volume-disk.ts';
import { makeLuksImage } from './luks-image.ts';
import { Machine } from './machine.ts';
import { VmDisk } from './vm-disk.ts';

const MIB = 1024 * 1024;
const BOOT_MS = 15 * 60_000;
/** XFS is made with sectors of the disk's size, which dm-crypt has then, too. */
const VOLUMES = [
  { name: 'letters', filesystem: 'ext4', size: 96 * MIB },
  { name: 'archive', filesystem: 'xfs', size: 332 * MIB },
] as const;

/**
 * The kernel's own dm-crypt opens what the agent has encrypted, mounts it and writes to it; then another image is deployed
 * beside it, and opens it again. The disk is a file while the machine is off.
 */
describe('an instance opens its encrypted volumes', () => {
  let folder = '';
  let disk: VmDisk;
  const context = keyed(testContext(createManagers()));
  const made: Claim[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-vm-luks-'));
    disk = new VmDisk(folder, 'virtio', 1024 * MIB);
    // What was there before would be found by a filesystem that took noise for zeros.
    const pattern = join(folder, 'noise');
    execFileSync('dd', ['status=none', 'if=/dev/urandom', `of=${pattern}`, 'bs=1M', 'count=1']);
    const noise = readFileSync(pattern).toString('latin1');
    for (let at = 1; at < 1022; at += 1) disk.fill(at * MIB, MIB, noise);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function deployed(name: string): Promise<void> {
    const image = await makeLuksImage(folder, name, await debianIpa('trixie'), KEY);
    const source = await openImage(image);
    try {
      const options = { selectors: [], proof: 'full' as const, configDrive: null };
      const result = await deploy(context, disk.path, source, options, yes);
      expect(result.after.catalog?.catalog.claims.map(({ id }) => id)).to.have.members(
        made.map(({ id }) => id),
      );
    } finally {
      await source.close();
    }
  }

  /** What the system says of its volumes, by their names. */
  async function boot(name: string): Promise<ReadonlyMap<string, string>> {
    const machine = await Machine.start({ folder, disks: [disk] });
    try {
      await machine.off(BOOT_MS);
      const { console } = machine;
      expect(console).to.contain(`BOOTED ${name}`);
      expect(console).to.contain('REPORT ENDS');
      return new Map(
        [...console.matchAll(/^LUKS (\S+) (.*)$/gm)].map(([, who = '', said = '']) => [who, said]),
      );
    } finally {
      await machine.cut();
    }
  }

  const said = (boots: number) =>
    new Map(
      VOLUMES.map(({ name, filesystem }) => [name, `wrong-key=refused type=${filesystem} boots=${boots}`]),
    );

  it('that the agent has made, mounts them and writes to them', async () => {
    for (const { name, filesystem, size } of VOLUMES) {
      const request = aRequestFor(name, size, { filesystem, encryption: 'luks2' });
      made.push((await createVolume(context, disk.path, request)).claim);
    }
    await deployed('alder');
    expect(await boot('alder')).to.deep.equal(said(1));
  });

  it('and finds in them what it wrote when another image was deployed beside them', async () => {
    await deployed('birch');
    expect(await boot('birch')).to.deep.equal(said(2));
  });
});
