import { expect } from 'chai';
import type { VolumeReport } from '../../../proto/report.ts';
import { reconcileInventory } from '../../../registry/decisions/reconcile-inventory.ts';
import type { Disk } from '../../../registry/model.ts';
import { kindsOf, SECOND, SECOND_KEY } from '../../support/registry-reconcile.ts';
import {
  aClaim,
  aDisk,
  aDiskReport,
  anInventory,
  aReportInput,
  aReservation,
  aState,
  aVolume,
  DISK,
  NOW,
  shown,
} from '../../support/registry-records.ts';

describe('an inventory and disks that nothing tells apart', () => {
  const volume = aVolume();
  const twins = (volumes: readonly VolumeReport[], more: readonly VolumeReport[] = []) => [
    aDiskReport({ volumes }),
    aDiskReport({ device: '/dev/sdb', volumes: more }),
  ];

  it('records neither of them, names their devices, and places nothing on what was one of them', () => {
    const decision = reconcileInventory(
      anInventory([], { disks: twins([shown(volume)]) }),
      aReportInput({ state: aState({ volumes: [volume] }) }),
    );
    expect(decision.unnamedDevices).to.deep.equal(['/dev/sda', '/dev/sdb']);
    expect(decision.disks.map(({ key, isPresent }) => [key, isPresent])).to.deep.equal([[DISK, false]]);
    expect(decision.events.map(({ kind }) => kind)).to.deep.equal(['disk.unread']);
  });

  it('leaves a known volume as it is, shown or not', () => {
    for (const reports of [[shown(volume)], []]) {
      const inventory = anInventory([], { disks: twins(reports) });
      const decision = reconcileInventory(inventory, aReportInput({ state: aState({ volumes: [volume] }) }));
      expect(decision.volumes).to.deep.equal([]);
      expect(decision.alarms).to.deep.equal([]);
    }
  });

  it('raises an alarm where both show it', () => {
    const inventory = anInventory([], { disks: twins([shown(volume)], [shown(volume)]) });
    const decision = reconcileInventory(inventory, aReportInput({ state: aState({ volumes: [volume] }) }));
    expect(kindsOf(decision)).to.deep.equal(['shown-twice']);
    expect(decision.volumes).to.deep.equal([]);
  });

  it('does not take a reserved volume on one of them for made', () => {
    const reserved = aReservation();
    const inventory = anInventory([], { disks: twins([shown(reserved)]) });
    const decision = reconcileInventory(inventory, aReportInput({ state: aState({ volumes: [reserved] }) }));
    expect(decision.volumes).to.deep.equal([]);
    expect(decision.claims.write.map(({ disk }) => disk)).to.deep.equal(['device:/dev/sda']);
  });

  it('quarantines an unknown claim without a place', () => {
    const decision = reconcileInventory(anInventory([], { disks: twins([shown(volume)]) }), aReportInput());
    expect(decision.volumes[0]).to.include({ state: 'quarantined', disk: null, offset: null });
  });
});

describe('an inventory and the records of disks and claims', () => {
  it('records a new disk, and one that is back', () => {
    const state = aState({ disks: [aDisk({ isPresent: false })] });
    const inventory = anInventory([], { disks: [aDiskReport(), SECOND] });
    const { disks, events } = reconcileInventory(inventory, aReportInput({ state }));
    expect(
      disks.map(({ key, isPresent, generation, seenAtMs }) => [key, isPresent, generation, seenAtMs]),
    ).to.deep.equal([
      [DISK, true, 2, NOW],
      [SECOND_KEY, true, 0, NOW],
    ]);
    expect(events.map(({ kind }) => kind)).to.deep.equal(['disk.found', 'disk.found']);
  });

  it('records a disk whose report changed, without telling of it', () => {
    const { disks, events } = reconcileInventory(
      anInventory([], { disks: [aDiskReport({ free: [] })] }),
      aReportInput(),
    );
    expect(disks.map(({ report }) => report.free)).to.deep.equal([[]]);
    expect(events).to.deep.equal([]);
  });

  it('moves the node’s times on, and nothing else of it', () => {
    const { node } = reconcileInventory(anInventory(), aReportInput());
    expect(node).to.deep.equal({ ...aState().node, lastSeenMs: NOW, inventoryAtMs: NOW });
  });

  it('removes a claim that its disk does not make any more, and that of a device', () => {
    const volume = aVolume({ state: 'released' });
    const claims: readonly Disk['key'][] = [DISK, 'device:/dev/sdc', 'wwn:gone'];
    const state = aState({ claims: claims.map((disk) => aClaim(volume, { disk })) });
    const decision = reconcileInventory(anInventory(), aReportInput({ state }));
    expect(decision.claims.remove.map(({ disk }) => disk)).to.deep.equal([DISK, 'device:/dev/sdc']);
    expect(decision.claims.write).to.deep.equal([]);
  });
});
