import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import { aLayout, anImage, aRequest, type ImageSketch, type PartitionSketch } from '../../support/layouts.ts';

const SECTOR = 512;
/** Where the image has its BIOS boot partition: 256 KiB at 256 KiB, within the head. */
const FIRST = 512;
const COUNT = 512;

const bios: PartitionSketch = {
  number: 1,
  offset: FIRST * SECTOR,
  length: COUNT * SECTOR,
  name: 'bios',
  typeGuid: TYPE_GUIDS.biosBoot,
};
const root: PartitionSketch = { number: 2, offset: 2 * MIB, length: 10 * MIB, name: 'root' };
/** Something kept that is in the way of `bios`. */
const inTheWay: PartitionSketch = { number: 9, offset: FIRST * SECTOR, length: SECTOR, name: 'data' };

interface Grub {
  readonly coreSector?: bigint;
  readonly lists?: readonly (readonly [start: number, sectors: number])[];
  readonly segment?: number;
  readonly kernelAddress?: number;
}

/** Sector 0 and core.img's first sector as `grub-install` leaves them. */
function paintGrub(grub: Grub = {}): (bytes: Uint8Array) => void {
  return (bytes) => {
    const view = new DataView(bytes.buffer);
    bytes.set([0xeb, 0x63, 0x90]);
    view.setUint16(0x5a, grub.kernelAddress ?? 0x8000, true);
    view.setBigUint64(0x5c, grub.coreSector ?? BigInt(FIRST), true);
    bytes.set(Buffer.from('GRUB \0Geom\0Hard Disk\0Read\0 Error'), 0x180);
    const core = FIRST * SECTOR;
    bytes.fill(0x90, core, core + 0x150);
    for (const [index, [start, sectors]] of (grub.lists ?? [[FIRST + 1, 100]]).entries()) {
      const at = core + 0x1f4 - index * 12;
      view.setBigUint64(at, BigInt(start), true);
      view.setUint16(at + 8, sectors, true);
      view.setUint16(at + 10, grub.segment ?? 0x820, true);
    }
  };
}

function plan(
  sketch: ImageSketch,
  kept: readonly PartitionSketch[] = [inTheWay],
  sectorBytes: 512 | 4096 = 512,
) {
  const head = anImage({ partitions: [bios, root], sectorBytes, ...sketch });
  const layout = aLayout({ partitions: kept, sectorBytes });
  return planDeployment(
    layout,
    head,
    aRequest({ selectors: kept.map(({ name }) => parseSelector(`label:${name}`)) }),
  );
}

const refusal = (sketch: ImageSketch, kept?: readonly PartitionSketch[], sectorBytes?: 512 | 4096) =>
  plan(sketch, kept, sectorBytes).conflicts.map(({ code, message }) => `${code} ${message}`);

function u64(bytes: Uint8Array, at: number): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(at, true));
}

describe('BIOS boot (E33, E34)', () => {
  it('takes sector 0 of the image as it is while the partition stays', () => {
    const head = anImage({ partitions: [bios, root], paint: paintGrub() });
    const { plan: staying } = planDeployment(aLayout(), head, aRequest());
    expect(staying?.bootSector).to.deep.equal(head.bytes.slice(0, 512));
    expect(staying?.patches).to.deep.equal([]);
  });

  it('makes boot.img and core.img point to the new place when it moves', () => {
    const moved = plan({ paint: paintGrub() }).plan;
    const placed = moved?.placements[0];
    expect(placed?.extent.offset).to.equal(MIB);
    const first = MIB / SECTOR;
    expect(u64(moved?.bootSector ?? new Uint8Array(), 0x5c)).to.equal(first);
    const [patch, ...others] = moved?.patches ?? [];
    expect(others).to.deep.equal([]);
    expect(patch?.diskOffset).to.equal(MIB + 0x1f4);
    expect(patch?.bytes).to.have.lengthOf(12);
    expect(u64(patch?.bytes ?? new Uint8Array(), 0)).to.equal(first + 1);
  });

  it('changes nothing else of sector 0', () => {
    const original = anImage({ partitions: [bios, root], paint: paintGrub() }).bytes.slice(0, 512);
    const patched = Uint8Array.from(plan({ paint: paintGrub() }).plan?.bootSector ?? []);
    patched.set(original.subarray(0x5c, 0x64), 0x5c);
    expect(patched).to.deep.equal(original);
  });

  it('moves every block list and keeps lengths and segments', () => {
    const lists = [
      [FIRST + 1, 50],
      [FIRST + 60, 40],
    ] as const;
    const [patch] = plan({ paint: paintGrub({ lists }) }).plan?.patches ?? [];
    const bytes = patch?.bytes ?? new Uint8Array();
    expect(patch?.diskOffset).to.equal(MIB + 0x1f4 - 12);
    expect(bytes).to.have.lengthOf(24);
    const first = MIB / SECTOR;
    expect([u64(bytes, 12), u64(bytes, 0)]).to.deep.equal([first + 1, first + 60]);
    expect(bytes[8]).to.equal(40);
    expect(bytes[20]).to.equal(50);
  });

  for (const [what, grub, why] of [
    ['points elsewhere', { coreSector: BigInt(FIRST + 1) }, 'loads sector 513'],
    ['points beyond all numbers', { coreSector: 2n ** 63n }, 'loads sector'],
    ['is not GRUB', { kernelAddress: 0 }, 'is not GRUB'],
    ['has no block list', { lists: [] }, 'no block list'],
    ['has a block list outside the partition', { lists: [[FIRST + 1, COUNT]] }, 'outside the partition'],
    ['has a block list before the partition', { lists: [[1, 1]] }, 'outside the partition'],
    ['has another segment', { segment: 0x1000 }, 'diskboot.img'],
    [
      'has block lists without an end',
      { lists: Array.from({ length: 12 }, () => [FIRST + 1, 1] as const) },
      'no end',
    ],
  ] as const) {
    it(`refuses to move it when the boot code ${what}`, () => {
      const [found, ...others] = refusal({ paint: paintGrub(grub) });
      expect(found)
        .to.match(/^BIOS_BOOT_UNPATCHABLE /)
        .and.to.contain(why);
      expect(others).to.deep.equal([]);
    });
  }

  it('refuses to move it when core.img begins outside the head', () => {
    const late = { ...bios, offset: MIB };
    const kept = { ...inTheWay, offset: MIB };
    const paint = paintGrub({ coreSector: BigInt(MIB / SECTOR) });
    expect(refusal({ partitions: [late, root], paint }, [kept])[0]).to.contain('not within the first');
  });

  it('refuses to move it on 4096-byte sectors', () => {
    const wide = { ...inTheWay, length: 4096 };
    expect(refusal({ paint: paintGrub() }, [wide], 4096)[0]).to.contain('4096-byte sectors');
  });

  it('refuses to move another partition that GRUB was installed into', () => {
    const plain = { ...bios, typeGuid: TYPE_GUIDS.linuxFilesystem };
    expect(refusal({ partitions: [plain, root], paint: paintGrub() })[0]).to.contain(
      'no BIOS boot partition',
    );
  });

  it('refuses to renumber a partition of an image that boots by BIOS', () => {
    const taken = { ...inTheWay, offset: 500 * MIB, number: 2 };
    expect(refusal({ paint: paintGrub() }, [taken])).to.have.lengthOf(1);
    expect(refusal({ paint: paintGrub() }, [taken])[0]).to.match(/^BIOS_BOOT_RENUMBERED partition 2 "root"/);
  });

  it('moves and renumbers freely when sector 0 has no boot code', () => {
    expect(plan({}, [{ ...inTheWay, number: 2 }]).conflicts).to.deep.equal([]);
  });
});
