import { expect } from 'chai';
import { eraseDisks } from '../../../agent/ironic/erase-disks.ts';
import type { EraseWay } from '../../../agent/ironic/erase-fate.ts';
import { eraseFully } from '../../../agent/ironic/erase-whole.ts';
import { Ipa } from '../../../agent/ironic/ipa.ts';
import { type HardwareManager, SUPPORT } from '../../../hardware-managers/manager.ts';
import type { Claim } from '../../../proto/catalog.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { addVolume, bytesOf } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;
const WAY: EraseWay = {
  name: 'erase_devices',
  ipaStep: 'erase_devices',
  beside: () => ({ level: 'zero' }),
  whole: eraseFully,
};

/** How many of a kind are under way, and the most there ever were. */
class Tally {
  most = 0;
  #now = 0;

  begin(): void {
    this.#now += 1;
    this.most = Math.max(this.most, this.#now);
  }

  end(): void {
    this.#now -= 1;
  }
}

/** Disks by path, of which it is counted how many are open for writing. */
class Rack {
  readonly open = new Tally();
  readonly disks = new Map<string, MemoryDisk>();
  readonly volumes = new Map<string, { readonly claim: Claim; readonly bytes: Buffer }>();
  /** What was asked of ironic-python-agent. */
  readonly erased: unknown[] = [];
  readonly phases = new Set<string>();

  add(path: string): MemoryDisk {
    const disk = new MemoryDisk(Buffer.alloc(16 * MIB), 512, { path, serial: path });
    this.disks.set(path, disk);
    return disk;
  }

  async addKept(path: string): Promise<MemoryDisk> {
    const disk = this.add(path);
    const claim = await addVolume(disk, `volume of ${path}`, 2 * MIB);
    this.volumes.set(path, { claim, bytes: bytesOf(disk, claim) });
    disk.bytes.fill('old tenant ', 2 * MIB, 10 * MIB);
    return disk;
  }

  #disk(path: string): MemoryDisk {
    const disk = this.disks.get(path);
    if (!disk) throw new Error(`no disk ${path}`);
    return disk;
  }

  get #manager(): HardwareManager {
    return {
      name: 'rack',
      evaluateSupport: async () => SUPPORT.mainline,
      listDisks: async () => [...this.disks.values()].map(({ info }) => info),
      inspectDisk: async (path) => this.#disk(path).info,
      openForReading: async (path) => this.#disk(path),
      openForWriting: async (path) => {
        const disk = this.#disk(path);
        this.open.begin();
        disk.close = async () => {
          disk.close = async () => {};
          this.open.end();
        };
        return disk;
      },
      stopHolders: async () => [],
    };
  }

  async erase(concurrency: number): Promise<unknown> {
    const paths = [...this.disks.keys()];
    const ipa = new Ipa(async (method, params) => {
      if (method === 'list_block_devices') return { devices: paths.map((name) => ({ name })), all: paths };
      if (method === 'erase_block_devices') this.erased.push(Object.values(params)[0]);
      return null;
    });
    const onProgress = ({ phase }: { phase: string }) => this.phases.add(phase);
    const driverInternalInfo = { disk_erasure_concurrency: concurrency };
    return await eraseDisks(WAY, [], {
      context: testContext([this.#manager], { onProgress }),
      ipa,
      kind: 'clean',
      node: {
        uuid: 'n',
        instanceUuid: '',
        lessee: '',
        instanceInfo: {},
        driverInfo: {},
        driverInternalInfo,
        targetRaidConfig: {},
      },
      state: { setInstallDevice: async () => {} },
    });
  }

  expectVolumes(): void {
    for (const [path, { claim, bytes }] of this.volumes)
      expect(bytesOf(this.#disk(path), claim).equals(bytes), path).to.equal(true);
  }
}

describe('erasing several disks at a time', () => {
  for (const [concurrency, most] of [
    [1, 1],
    [2, 2],
    [4, 3],
  ] as const)
    it(`has at most ${most} of three in hand where the conductor allows ${concurrency}`, async () => {
      const rack = new Rack();
      for (const path of ['/dev/a', '/dev/b', '/dev/c']) await rack.addKept(path);
      const words = 'zero beside 1 kept partition';
      expect(await rack.erase(concurrency)).to.deep.equal({
        '/dev/a': words,
        '/dev/b': words,
        '/dev/c': words,
      });
      expect(rack.open.most).to.equal(most);
      expect(rack.phases).to.include('zero /dev/b');
      rack.expectVolumes();
      for (const disk of rack.disks.values()) expect(disk.bytes.includes('old tenant')).to.equal(false);
    });

  it('gives ironic-python-agent as many at a time, after those with volumes', async () => {
    const rack = new Rack();
    for (const path of ['/dev/a', '/dev/b', '/dev/c']) rack.add(path);
    await rack.addKept('/dev/d');
    await rack.erase(2);
    expect(rack.erased).to.deep.equal([['/dev/a', '/dev/b'], ['/dev/c']]);
    rack.expectVolumes();
  });

  it('ends with the error of one disk when the others in hand are done, and begins with none after it', async () => {
    const rack = new Rack();
    for (const path of ['/dev/a', '/dev/b', '/dev/c']) await rack.addKept(path);
    const [first, second, third] = [...rack.disks.values()];
    if (!first || !second || !third) throw new Error('no disks');
    first.write = async () => {
      throw new Error('a bad sector');
    };
    rack.add('/dev/d');
    const error = await rack.erase(2).catch((reason: Error) => reason);
    expect(String(error)).to.contain('a bad sector');
    expect(second.bytes.includes('old tenant')).to.equal(false);
    expect(third.bytes.includes('old tenant')).to.equal(true);
    expect(rack.erased).to.deep.equal([]);
    rack.expectVolumes();
  });
});
