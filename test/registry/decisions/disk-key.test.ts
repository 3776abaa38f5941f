import { expect } from 'chai';
import fc from 'fast-check';
import type { DiskIdentity } from '../../../proto/catalog.ts';
import { assignKeys, diskKeys, diskNameInPlan, keyOfDisk } from '../../../registry/decisions/disk-key.ts';
import type { Disk } from '../../../registry/model.ts';
import { aDisk, aDiskReport, anIdentity, DISK, WWN } from '../../support/registry-records.ts';

const GUID = 'dddddddd-0000-4000-8000-000000000001';

/** A disk that is known by a key. */
function known(key: string, identity: Partial<DiskIdentity>, changes: Partial<Disk> = {}): Disk {
  return aDisk({ key, report: aDiskReport({ identity: anIdentity(identity) }), ...changes });
}

describe('the key of a disk', () => {
  const cases: readonly [string, Partial<DiskIdentity>, string | undefined][] = [
    ['is its WWN before anything else', {}, DISK],
    ['is its serial number where it has no WWN', { wwn: null }, 'serial:s1'],
    ['is the GUID of its table where it has neither', { wwn: null, serial: null }, `guid:${GUID}`],
    ['is none where the disk says nothing', { wwn: null, serial: null, diskGuid: null }, undefined],
    ['takes blanks for nothing', { wwn: '  ', serial: '' }, `guid:${GUID}`],
    ['takes a serial number of zeros for nothing', { wwn: null, serial: '00000000' }, `guid:${GUID}`],
    ['takes a WWN of zeros for nothing', { wwn: '0x0000000000000000' }, 'serial:s1'],
    ['is the same in either case and with blanks around', { wwn: ' 0X5000C500A1B2C3D4 ' }, DISK],
    ['is the same by sysfs and by udev', { wwn: 'naa.5000c500a1b2c3d4' }, DISK],
    ['keeps the names of NVMe apart', { wwn: 'eui.0025385B' }, 'wwn:eui.0025385b'],
    ['has inner blanks as udev writes them', { wwn: null, serial: 'WD  12 3' }, 'serial:wd_12_3'],
  ];
  for (const [title, identity, key] of cases)
    it(title, () => {
      expect(diskKeys(anIdentity(identity))[0]).to.equal(key);
    });
});

describe('keys of the disks of an inventory', () => {
  const keys = (identities: readonly Partial<DiskIdentity>[], disks: readonly Disk[] = []) =>
    assignKeys(identities.map(anIdentity), disks);

  it('are their strongest ones where nothing is said twice', () => {
    const second = { wwn: null, serial: 'S2', diskGuid: null };
    expect(keys([{}, second])).to.deep.equal([DISK, 'serial:s2']);
  });

  it('fall back to the serial number where drives of one make share a WWN', () => {
    expect(keys([{ serial: 'S1' }, { serial: 'S2', diskGuid: null }])).to.deep.equal([
      'serial:s1',
      'serial:s2',
    ]);
  });

  it('fall back to the GUID where virtual disks share a serial number', () => {
    const guids = [GUID, GUID.replace(/1$/, '2')];
    const identities = guids.map((diskGuid) => ({ wwn: null, serial: 'QM00001', diskGuid }));
    expect(keys(identities)).to.deep.equal(guids.map((guid) => `guid:${guid}`));
  });

  it('are none for two that say all the same, such as two paths to one disk', () => {
    expect(keys([{}, {}])).to.deep.equal([null, null]);
  });

  it('are none for a disk that says nothing', () => {
    const nothing = { wwn: null, serial: null, diskGuid: null };
    expect(keys([nothing, {}, nothing])).to.deep.equal([null, DISK, null]);
  });

  it('stay what they were when a twin is put beside a known disk', () => {
    const disks = [known(DISK, { serial: 'S1' })];
    expect(keys([{ serial: 'S2' }, { serial: 'S1' }], disks)).to.deep.equal(['serial:s2', DISK]);
  });

  it('stay what they were when the twin is taken out again', () => {
    const disks = [known(DISK, { serial: 'S1' }), known('serial:s2', { serial: 'S2', diskGuid: null })];
    expect(keys([{ serial: 'S2', diskGuid: null }], disks)).to.deep.equal(['serial:s2']);
  });

  it('stay what they were when a disk says more than it did', () => {
    const disks = [known('serial:s1', { wwn: null })];
    expect(keys([{}], disks)).to.deep.equal(['serial:s1']);
  });

  it('stay what they were when the table gets another GUID', () => {
    expect(keys([{ diskGuid: GUID.replace(/1$/, '9') }], [known(DISK, {})])).to.deep.equal([DISK]);
  });

  it('are by what is stronger where two known disks agree with one as much', () => {
    const disks = [
      known('serial:s1', { wwn: null, diskGuid: null }),
      known(DISK, { serial: null, diskGuid: null }),
    ];
    expect(keys([{}], disks)).to.deep.equal([DISK]);
  });

  it('go to neither of two that may both be the known disk', () => {
    const disks = [known(DISK, { serial: 'S1' })];
    const twins = [
      { serial: null, diskGuid: null },
      { serial: null, diskGuid: null },
    ];
    expect(keys(twins, disks)).to.deep.equal([null, null]);
  });

  it('are never one for two disks, in whatever order and whatever is known', () => {
    const text = fc.constantFrom('a', 'b', null);
    const identity = fc.record({ wwn: text, serial: text, diskGuid: text }).map(anIdentity);
    const disks = fc
      .array(identity, { maxLength: 4 })
      .map((identities) =>
        identities.flatMap((item, index): Disk[] => {
          const key = diskKeys(item)[index % 3];
          return key === undefined ? [] : [known(key, item)];
        }),
      )
      .map((all) => [...new Map(all.map((disk) => [disk.key, disk])).values()]);
    fc.assert(
      fc.property(fc.array(identity, { maxLength: 5 }), disks, fc.nat(), (identities, there, turn) => {
        const given = assignKeys(identities, there);
        const named = given.filter((key) => key !== null);
        expect(new Set(named).size).to.equal(named.length);
        const at = identities.length === 0 ? 0 : turn % identities.length;
        const turned = [...identities.slice(at), ...identities.slice(0, at)];
        expect(assignKeys(turned, there.toReversed())).to.deep.equal([
          ...given.slice(at),
          ...given.slice(0, at),
        ]);
        for (const [index, key] of given.entries())
          if (key !== null) expect(diskKeys(identities[index] ?? anIdentity())).to.include(key);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the disk that an event names', () => {
  it('is the known one that agrees most', () => {
    const disks = [known(DISK, { serial: 'S1' }), known('serial:s2', { serial: 'S2' })];
    expect(keyOfDisk(anIdentity({ serial: 'S2' }), disks)).to.equal('serial:s2');
    expect(keyOfDisk(anIdentity({ serial: 'S1' }), disks)).to.equal(DISK);
  });

  it('is none where the newest inventory does not have it', () => {
    expect(keyOfDisk(anIdentity(), [])).to.equal(null);
    expect(keyOfDisk(anIdentity(), [known(DISK, {}, { isPresent: false })])).to.equal(null);
  });

  it('may be new where a first table has just given it an identity', () => {
    expect(keyOfDisk(anIdentity({ wwn: null, serial: null }), [])).to.equal(`guid:${GUID}`);
  });
});

describe('the name of a disk in a plan', () => {
  it('is what its agent calls it', () => {
    expect(diskNameInPlan(DISK, [aDisk()])).to.equal(WWN);
    expect(diskNameInPlan('serial:s1', [known('serial:s1', { wwn: null })])).to.equal('S1');
  });

  it('is what the key says of a disk that is not known any more', () => {
    expect(diskNameInPlan(DISK, [])).to.equal('5000c500a1b2c3d4');
    expect(diskNameInPlan('serial:s1', [])).to.equal('s1');
  });

  it('is none by a GUID, which no agent looks for', () => {
    expect(diskNameInPlan(`guid:${GUID}`, [])).to.equal(null);
  });
});
