import { expect } from 'chai';
import fc from 'fast-check';
import { type Between, type RunEffect, volumeEvents } from '../../../agent/channel/volume-events.ts';
import type { VolumeEffect } from '../../../agent/volumes/volume-effect.ts';
import type { Proof } from '../../../proto/catalog.ts';
import type { DiskReport, Erasure, Inventory, VolumeEvent, VolumeReport } from '../../../proto/report.ts';
import { aDisk, anIdentity, anInventory, aVolume, claimOf, uuidOf } from '../../support/inventories.ts';

const MIB = 1024 * 1024;
const SDA = '/dev/sda';
const SDB = '/dev/sdb';
const PROOF: Proof = { kind: 'full', seed: '', digest: 'ab'.repeat(32), bytesRead: 5 };
const ERASURE: Erasure = { method: 'zero', bytesErased: 8 * MIB, bytesReadBack: 2 * MIB };

const data = aVolume();
const logs = aVolume({ id: uuidOf(2), name: 'logs', offset: 64 * MIB });

function effect(run: string, change: VolumeEffect['change'], volume = data, device = SDA): RunEffect {
  const about = { run, id: volume.id, device };
  if (change === 'released') {
    const disk = anIdentity(device);
    return { ...about, change, claim: claimOf(volume), disk, erasure: ERASURE };
  }
  return change === 'verified' || change === 'altered'
    ? { ...about, change, proof: PROOF }
    : { ...about, change };
}

function between(...effects: readonly RunEffect[]): Between {
  return { effects, run: effects.at(-1)?.run ?? 'last', atMs: 9 };
}

/** `change name run`, in their order. */
function told(before: Inventory | null, after: Inventory, ...effects: readonly RunEffect[]): string[] {
  return volumeEvents(before, after, between(...effects)).map(({ change, volume, run }) =>
    `${change} ${volume.name} ${run}`.trim(),
  );
}

const on = (...volumes: readonly VolumeReport[]) => anInventory([aDisk(SDA, volumes)]);

describe('what became of volumes between two inventories', () => {
  const cases: readonly (readonly [string, Inventory | null, Inventory, readonly RunEffect[], string[]])[] = [
    ['nothing, when they are equal', on(data), on(data), [], []],
    [
      'nothing, where only a volume’s words changed',
      on(data),
      on({ ...data, state: 'in-use', mountPoint: '/d' }),
      [],
      [],
    ],
    ['created by a step', on(), on(data), [effect('r1', 'created')], ['created data r1']],
    ['adopted by a step', on(logs), on(logs, data), [effect('r1', 'adopted')], ['adopted data r1']],
    ['found, where no step made it', on(), on(data), [], ['found data']],
    [
      'extended by a step',
      on(data),
      on({ ...data, length: 9 * MIB }),
      [effect('r1', 'extended')],
      ['extended data r1'],
    ],
    [
      'extended, by the newest step where none says so',
      on(data),
      on({ ...data, length: 9 * MIB }),
      [],
      ['extended data last'],
    ],
    ['released by a step', on(data, logs), on(logs), [effect('r1', 'released')], ['released data r1']],
    ['lost, where no step released it', on(data, logs), on(logs), [], ['lost data']],
    [
      'lost, where the table lists it no more',
      on(data),
      on({ ...data, state: 'missing' }),
      [],
      ['lost data'],
    ],
    [
      'nothing more of one that was lost before',
      on({ ...data, state: 'missing' }),
      on({ ...data, state: 'missing' }),
      [],
      [],
    ],
    ['nothing more of one that was lost and is forgotten', on({ ...data, state: 'missing' }), on(), [], []],
    [
      'recovered, when the table lists it again',
      on({ ...data, state: 'missing' }),
      on(data),
      [],
      ['recovered data last'],
    ],
    [
      'released, though it was lost before',
      on({ ...data, state: 'missing' }),
      on(),
      [effect('r1', 'released')],
      ['released data r1'],
    ],
    [
      'lost and found, where its place is another',
      on(data),
      on({ ...data, offset: 99 * MIB }),
      [],
      ['lost data', 'found data'],
    ],
    [
      'lost and found, where it became smaller',
      on(data),
      on({ ...data, length: MIB }),
      [],
      ['lost data', 'found data'],
    ],
    ['verified by a step', on(data), on(data), [effect('r1', 'verified')], ['verified data r1']],
    ['altered, as a step found', on(data), on(data), [effect('r1', 'altered')], ['altered data r1']],
    [
      'altered, when an operation left it faulty',
      on(data),
      on({ ...data, state: 'error' }),
      [],
      ['altered data last'],
    ],
    [
      'nothing more of one that was faulty before',
      on({ ...data, state: 'error' }),
      on({ ...data, state: 'error' }),
      [],
      [],
    ],
    [
      'released and made anew under the same id',
      on(data),
      on({ ...data, offset: 32 * MIB }),
      [effect('r1', 'released'), effect('r2', 'created')],
      ['released data r1', 'created data r2'],
    ],
    [
      'created and released, when both happened in between',
      on(logs),
      on(logs),
      [effect('r1', 'created'), effect('r2', 'released')],
      ['created data r1', 'released data r2'],
    ],
    [
      'releases first, for they made room',
      on(data),
      on(logs),
      [effect('r1', 'created', logs), effect('r2', 'released')],
      ['released data r2', 'created logs r1'],
    ],
    ['nothing of what the first look finds', null, on(data, logs), [], []],
    ['what steps did before the first look', null, on(data), [effect('r1', 'created')], ['created data r1']],
    [
      'what a step verified before the first look',
      null,
      on(data),
      [effect('r1', 'verified')],
      ['verified data r1'],
    ],
    [
      'what a step extended before the first look',
      null,
      on(data),
      [effect('r1', 'extended')],
      ['extended data r1'],
    ],
    [
      'what a step released before the first look',
      null,
      on(),
      [effect('r1', 'released')],
      ['released data r1'],
    ],
    ['nothing of a disk that cannot be read any more', on(data), anInventory([], [SDA]), [], []],
    [
      'nothing of a disk that may be the one that cannot be read under another path',
      anInventory([aDisk(SDA, [data])]),
      anInventory([aDisk(SDB)], ['/dev/sdc']),
      [],
      [],
    ],
    [
      'lost with a disk that is gone, whatever could not be read before either',
      anInventory([aDisk(SDA, [data])], ['/dev/sdc']),
      anInventory([aDisk(SDB)], ['/dev/sdc']),
      [],
      ['lost data'],
    ],
    [
      'nothing, when a disk has another path',
      anInventory([aDisk(SDA, [data])]),
      anInventory([aDisk(SDB, [data], { identity: anIdentity(SDA) })]),
      [],
      [],
    ],
    [
      'lost and found, when a volume is on another disk',
      anInventory([aDisk(SDA, [data]), aDisk(SDB)]),
      anInventory([aDisk(SDA), aDisk(SDB, [data])]),
      [],
      ['lost data', 'found data'],
    ],
    [
      'of two disks with one id, that of the disk which the step worked on',
      anInventory([aDisk(SDA, [data]), aDisk(SDB, [{ ...data, name: 'copy' }])]),
      anInventory([aDisk(SDA, [data]), aDisk(SDB)]),
      [effect('r1', 'released', { ...data, name: 'copy' }, SDB)],
      ['released copy r1'],
    ],
  ];
  for (const [title, before, after, effects, expected] of cases)
    it(`is: ${title}`, () => {
      expect(told(before, after, ...effects)).to.deep.equal(expected);
    });

  it('says of a release what proves it, and what the volume was', () => {
    const [event] = volumeEvents(on(data), on(), between(effect('r1', 'released')));
    expect(event).to.deep.equal({
      change: 'released',
      atMs: 9,
      volume: { ...data, state: 'released' },
      disk: anIdentity(SDA),
      run: 'r1',
      erasure: ERASURE,
    });
  });

  it('says of a verification the digest that was found', () => {
    const [event] = volumeEvents(on(data), on(data), between(effect('r1', 'verified')));
    expect(event?.volume).to.deep.equal({ ...data, proof: PROOF });
  });

  const volume = fc
    .record({
      id: fc.nat(4),
      place: fc.nat(3),
      size: fc.integer({ min: 1, max: 3 }),
      isMissing: fc.boolean(),
    })
    .map(({ id, place, size, isMissing }) =>
      aVolume({
        id: uuidOf(id),
        name: `v${id}`,
        offset: (place + 1) * 64 * MIB,
        length: size * MIB,
        state: isMissing ? 'missing' : 'available',
      }),
    );
  const disk = (device: string) =>
    fc
      .uniqueArray(volume, { maxLength: 4, selector: ({ id }) => id })
      .map((volumes) => aDisk(device, volumes));
  const inventory = fc
    .tuple(fc.option(disk(SDA)), fc.option(disk(SDB)), fc.subarray([SDA, SDB, '/dev/sdc']))
    .map(([one, two, unreadable]) => {
      const disks = [one, two].filter((item) => item !== null);
      return anInventory(
        disks,
        unreadable.filter((device) => disks.every((item) => item.device !== device)),
      );
    });
  const effects = fc.array(
    fc
      .tuple(
        fc.constantFrom('created', 'adopted', 'extended', 'released', 'verified', 'altered'),
        volume,
        fc.constantFrom(SDA, SDB),
      )
      .map(([change, about, device]) => effect('r', change, about, device)),
    { maxLength: 5 },
  );

  /** The volumes that are at their places, by disk and id. */
  type Places = Map<string, string>;
  const key = (serial: string | null, id: string) => `${serial} ${id}`;
  const placesOf = (disks: readonly DiskReport[]): Places =>
    new Map(
      disks.flatMap(({ identity, volumes }) =>
        volumes
          .filter(({ state }) => state !== 'missing')
          .map(({ id, offset, length }) => [key(identity.serial, id), `${offset} ${length}`] as const),
      ),
    );
  const apply = (
    places: Places,
    { change, disk: { serial }, volume: { id, offset, length } }: VolumeEvent,
  ) => {
    if (change === 'released' || change === 'lost') places.delete(key(serial, id));
    else if (change !== 'verified' && change !== 'altered')
      places.set(key(serial, id), `${offset} ${length}`);
  };
  const sorted = (places: Places) => [...places].sort(([a], [b]) => (a < b ? -1 : 1));

  it('is all that makes the volumes of the second inventory of those of the first, whatever steps say', () => {
    fc.assert(
      fc.property(inventory, inventory, effects, (before, after, done) => {
        const places = placesOf(before.disks);
        for (const event of volumeEvents(before, after, { effects: done, run: '', atMs: 1 }))
          apply(places, event);
        const hidden = before.disks.filter(({ device }) => {
          if (after.disks.some((item) => item.device === device)) return false;
          const news = after.unreadable.filter(
            (item) => item.device === device || before.unreadable.every((old) => old.device !== item.device),
          );
          return news.length > 0;
        });
        const released = done.filter(({ change }) => change === 'released');
        const expected = placesOf([...after.disks, ...hidden]);
        // Of a disk that cannot be read, what a step itself has released is gone all the same.
        for (const { identity, device, volumes } of hidden)
          for (const { id } of volumes)
            if (released.some((item) => item.id === id && item.device === device))
              expected.delete(key(identity.serial, id));
        expect(sorted(places)).to.deep.equal(sorted(expected));
      }),
      { numRuns: 2000 },
    );
  });

  it('is nothing when the inventories are equal and no step did anything', () => {
    fc.assert(
      fc.property(inventory, (same) => {
        expect(volumeEvents(same, same, between())).to.deep.equal([]);
      }),
    );
  });
});
