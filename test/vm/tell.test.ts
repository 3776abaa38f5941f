import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolumes } from '../../agent/steps/create-volumes.ts';
import { writeImage } from '../../agent/steps/write-image.ts';
import { tool } from '../support/blkid.ts';
import { startNode } from '../support/step-node.ts';
import { Machine } from './machine.ts';
import { serveTellImage, type TellImage } from './tell-image.ts';
import { VmDisk } from './vm-disk.ts';

const GIB = 1024 ** 3;
const BOOT_MS = 20 * 60_000;
/** It is a gigabyte, on a machine that may have other things to do. */
const LIMITS = { idleMs: 600_000, answerMs: 600_000, goneMs: 600_000 };
/** Of a machine without KVM whose host has other things to do. */
const NO_TIMER = "timer doesn't work";
const VOLUMES = [
  { name: 'ci', size: '64M', filesystem: 'ext4', mount_point: '/data' },
  { name: 'srv', size: '64M', filesystem: 'ext4', mount_point: '/srv', tell: ['gpt-auto'] },
  { name: 'opt', size: '64M', filesystem: 'ext4', mount_point: '/opt/keep', tell: ['fstab'] },
];

/**
 * The steps write Debian's real cloud-init, systemd and kernel to a loop device on the machine's disk; then the
 * machine boots from it. Each boot is minutes long without KVM.
 */
describe('an instance finds its volumes', () => {
  let folder = '';
  let disk: VmDisk;
  let image: TellImage;
  let ids: readonly string[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-tell-'));
    disk = new VmDisk(folder, 'virtio', 3 * GIB);
    image = await serveTellImage(folder);
  });
  after(async () => {
    await image?.stop();
    rmSync(folder, { recursive: true });
  });

  /** Runs steps on the machine's disk, which is off. */
  async function steps(
    lessee: string,
    ...wanted: readonly (readonly [string, object])[]
  ): Promise<readonly object[]> {
    const loop = tool('losetup', 'mount', ['--find', '--show', disk.path]).trim();
    const node = await startNode({
      steps: [createVolumes, writeImage],
      disks: [loop],
      node: { lessee },
      limits: LIMITS,
    });
    try {
      const results: object[] = [];
      for (const [step, args] of wanted) {
        const { error, result } = await node.run('deploy', step, args);
        expect(error).to.equal('');
        results.push(result);
      }
      return results;
    } finally {
      await node.stop();
      // HAZARD: the kernel keeps them for the next file on this loop device.
      tool('sh', 'dash', ['-c', 'partx --delete "$1"; losetup --detach "$1"', 'detach', loop]);
    }
  }

  /** What it says until it switches itself off; null where Linux did not get as far as its disks. */
  async function bootOnce(): Promise<readonly string[] | null> {
    const machine = await Machine.start({ folder, disks: [disk] });
    try {
      const isOver = () => /BMV-TELL END|Kernel panic/.test(machine.console);
      await machine.until('its report', BOOT_MS, isOver);
      if (machine.console.includes(NO_TIMER)) return null;
      if (machine.console.includes('Kernel panic')) throw machine.failure('Linux panicked');
      await machine.off(BOOT_MS);
      return [...machine.console.matchAll(/BMV-TELL (.*)/g)].map(([, line = '']) => line.trim());
    } finally {
      await machine.cut();
    }
  }

  async function boot(): Promise<readonly string[]> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const said = await bootOnce();
      if (said !== null) return said;
    }
    throw new Error('Linux found no timer in the virtual machine, three times; is this machine too busy?');
  }

  const mounted = (boots: number) =>
    ['/data', '/srv', '/opt/keep'].map((place, index) => `${place} ${ids[index]} ext4 boots=${boots}`);

  it('at its first boot: by cloud-init, by the type of the partition, and by fstab', async () => {
    const [made] = await steps(
      'p1',
      ['create_volumes', { volumes: VOLUMES.map((volume) => ({ ...volume, project: 'p1' })) }],
      ['write_image', { image_info: image.info }],
    );
    ids = (made as { volumes: readonly { id: string }[] }).volumes.map(({ id }) => id);
    const said = await boot();
    expect(said.slice(0, 3)).to.deep.equal(mounted(1));
    expect(said[3]).to.match(/^fstab=2 /);
  });

  it('after a reboot', async () => {
    expect((await boot()).slice(0, 3)).to.deep.equal(mounted(2));
  });

  it('after it was deployed anew', async () => {
    await steps('p1', ['write_image', { image_info: image.info }]);
    expect((await boot()).slice(0, 3)).to.deep.equal(mounted(3));
  });

  it('but not those of another project', async () => {
    await steps('p2', ['write_image', { image_info: image.info }]);
    const said = await boot();
    expect(said.slice(0, 3)).to.deep.equal(
      ['/data', '/srv', '/opt/keep'].map((place) => `${place} is not mounted`),
    );
    expect(said[3]).to.contain('fstab=0');
  });
});
