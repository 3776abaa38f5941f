import { expect } from 'chai';
import { desiredActions } from '../../../agent/channel/desired-actions.ts';
import type { DesiredVolume } from '../../../proto/channel.ts';
import type { Inventory } from '../../../proto/report.ts';
import { aDisk, anInventory, aVolume, uuidOf } from '../../support/inventories.ts';

const MIB = 1024 * 1024;
const SDA = '/dev/sda';
const SDB = '/dev/sdb';

const data = aVolume();
const locked = aVolume({ encryption: 'luks2' });
const logs = aVolume({ id: uuidOf(2), name: 'logs', offset: 64 * MIB });

function wanted(changes: Partial<DesiredVolume> = {}): DesiredVolume {
  return {
    ...{ id: data.id, name: 'data', project: 'p1', state: 'available', length: 8 * MIB, disks: [] },
    ...{ filesystem: 'none', label: '', mountPoint: '', erase: 'zero', adopt: false },
    ...changes,
  };
}

const on = (...volumes: (typeof data)[]) => anInventory([aDisk(SDA, volumes)]);
const empty = on();
/** Has a partition of that GUID that is no volume. */
const withPartition = anInventory([aDisk(SDA, [logs], { volumes: [] }), aDisk(SDB)]);

/** `what device volume ...`, or `!` and an objection. */
function told(asked: readonly DesiredVolume[], inventory: Inventory): string[] {
  const { actions, objections } = desiredActions(asked, inventory);
  for (const line of objections) expect(line).to.match(/^volume "[^\n]+[;:] [^\n]+$/);
  return [
    ...actions.map((action) => {
      const { device } = action;
      if (action.do === 'release') return `release ${device} ${action.name} ${action.erase}`;
      if (action.do === 'extend') return `extend ${device} ${action.id} ${action.length / MIB}`;
      if (action.do === 'adopt') return `adopt ${device} ${action.volume.name}`;
      return `create ${device} ${action.request.name} ${Number(action.request.size) / MIB}`;
    }),
    ...objections.map((line) => `! ${line}`),
  ];
}

describe('what is to be done for the volumes that the registry asks for', () => {
  const cases: readonly (readonly [string, readonly DesiredVolume[], Inventory, string[]])[] = [
    ['nothing for none', [], on(data), []],
    ['one that is to be made', [wanted()], empty, ['create /dev/sda data 8']],
    ['nothing for one that was made already', [wanted()], on(data), []],
    ['nothing for one that is larger than was asked for', [wanted({ length: MIB })], on(data), []],
    ['nothing for one that was made encrypted already', [wanted({ encryption: 'luks2' })], on(locked), []],
    [
      'an objection to one that is encrypted and was not to be, or the other way round',
      [wanted({ encryption: 'luks2' }), wanted({ id: logs.id, name: 'logs' })],
      on(data, { ...logs, encryption: 'luks2' }),
      [
        `! volume "data" (${data.id}): its encryption on /dev/sda is "none", not "luks2"; cancel it, or release what is there (step release_volumes)`,
        `! volume "logs" (${logs.id}): its encryption on /dev/sda is "luks2", not "none"; cancel it, or release what is there (step release_volumes)`,
      ],
    ],
    ['nothing for one that was adopted as it is', [wanted({ adopt: true })], on(locked), []],
    [
      'an objection to a partition that is to be adopted with a key that nobody here has',
      [wanted({ adopt: true, encryption: 'luks2' })],
      withPartition,
      [
        `! volume "data" (${data.id}): it is to be adopted as luks2, which no partition of others is; cancel it`,
      ],
    ],
    [
      'an objection to an encryption that only a later agent knows',
      [wanted({ encryption: 'unknown' })],
      empty,
      [
        `! volume "data" (${data.id}): its encryption is one that this agent cannot make; use a newer ramdisk`,
      ],
    ],
    [
      'an objection to an encryption with a key that nobody can name',
      [wanted({ encryption: 'luks2', id: '' })],
      empty,
      [
        '! volume "data": it is to be encrypted, but the registry names no id that its key is kept by; use a newer registry',
      ],
    ],
    [
      'the end of one by crypto',
      [wanted({ state: 'releasing', erase: 'crypto' })],
      on(locked),
      ['release /dev/sda data crypto'],
    ],
    ['nothing for one in use, there or not', [wanted({ state: 'in-use' })], empty, []],
    [
      'nothing for one in use whose project an operator has accepted',
      [wanted({ state: 'in-use', project: 'p2' })],
      on(data),
      [],
    ],
    [
      'nothing for one that is missing or in doubt',
      [wanted({ state: 'missing' }), wanted({ state: 'quarantined' })],
      empty,
      [],
    ],
    ['nothing for volumes that it does not speak of', [], on(data, logs), []],
    [
      'one that is to end',
      [wanted({ state: 'releasing', erase: 'discard' })],
      on(data),
      ['release /dev/sda data discard'],
    ],
    ['nothing for one that has ended', [wanted({ state: 'releasing' })], on(logs), []],
    [
      'one that is to be larger',
      [wanted({ state: 'extending', length: 9 * MIB })],
      on(data),
      [`extend /dev/sda ${data.id} 9`],
    ],
    ['nothing for one that is so large already', [wanted({ state: 'extending' })], on(data), []],
    [
      'a partition that is to become one',
      [wanted({ id: logs.id, name: 'logs', adopt: true })],
      withPartition,
      ['adopt /dev/sda logs'],
    ],
    ['nothing for one that was adopted already', [wanted({ adopt: true })], on(data), []],
    [
      'first what ends, then what is adopted, made and larger',
      [
        wanted({ id: uuidOf(3), name: 'larger', state: 'extending', length: 9 * MIB }),
        wanted({ id: uuidOf(4), name: 'new' }),
        wanted({ id: uuidOf(5), name: 'old', adopt: true }),
        wanted({ state: 'releasing' }),
      ],
      anInventory([
        aDisk(SDA, [data, aVolume({ id: uuidOf(3), name: 'larger' })]),
        aDisk(SDB, [aVolume({ id: uuidOf(5) })], { volumes: [], free: [] }),
      ]),
      [
        'release /dev/sda data zero',
        'adopt /dev/sdb old',
        'create /dev/sda new 8',
        `extend /dev/sda ${uuidOf(3)} 9`,
      ],
    ],
    [
      'one that goes where another one ends',
      [wanted({ state: 'releasing' }), wanted({ id: uuidOf(4), name: 'new' })],
      anInventory([
        aDisk(SDA, [data], { free: [] }),
        aDisk(SDB, [], { free: [{ offset: MIB, length: 4 * MIB }] }),
      ]),
      ['release /dev/sda data zero', 'create /dev/sda new 8'],
    ],
    [
      'new ones where the most space is left',
      ['one', 'two', 'three'].map((name, at) => wanted({ id: uuidOf(at + 10), name, length: 100 * MIB })),
      anInventory([
        aDisk(SDA, [], { free: [{ offset: MIB, length: 150 * MIB }] }),
        aDisk(SDB, [], { free: [{ offset: MIB, length: 220 * MIB }] }),
      ]),
      ['create /dev/sdb one 100', 'create /dev/sda two 100', 'create /dev/sdb three 100'],
    ],
    [
      'one on a blank disk, if there is room for its table and catalog too',
      [wanted({ length: 8 * MIB })],
      anInventory([
        aDisk(SDA, [], { catalogGeneration: null, free: [{ offset: 0, length: 9 * MIB }] }),
        aDisk(SDB, [], { free: [{ offset: MIB, length: 8 * MIB }] }),
      ]),
      ['create /dev/sdb data 8'],
    ],
    [
      'one where no disk has room, for the disk to say by how much',
      [wanted({ length: 900 * MIB })],
      empty,
      ['create /dev/sda data 900'],
    ],
    [
      'one on the disk that is named, however it is spelled',
      [wanted({ disks: ['0xSERIAL-/DEV/SDB '] })],
      anInventory([aDisk(SDA), aDisk(SDB, [], { free: [{ offset: MIB, length: 8 * MIB }] })]),
      ['create /dev/sdb data 8'],
    ],
    [
      'one without an id, by its name',
      [wanted({ id: '', name: 'new' }), wanted({ id: '', name: 'data' })],
      on(data),
      ['create /dev/sda new 8'],
    ],
    [
      'an objection: it has another name',
      [wanted({ name: 'other' })],
      on(data),
      [
        `! volume "other" (${data.id}): its name on /dev/sda is "data", not "other"; cancel it, or release what is there (step release_volumes)`,
      ],
    ],
    [
      'an objection: it is of another project, and too small',
      [wanted({ project: 'p2', length: 9 * MIB })],
      on(data),
      [
        `! volume "data" (${data.id}): its project on /dev/sda is "p1", not "p2" and its size on /dev/sda is 8388608, not 9437184; cancel it, or release what is there (step release_volumes)`,
      ],
    ],
    [
      'an objection: it is to be released, and only its name says which it is',
      [wanted({ id: '', state: 'releasing' })],
      on(data),
      ['! volume "data": it is to be released, but by its name alone; the registry must name its id'],
    ],
    [
      'an objection: its release was interrupted',
      [wanted()],
      on({ ...data, state: 'releasing' }),
      [
        `! volume "data" (${data.id}): its release was interrupted, and what it held may be gone; cancel it, or release what is there (step release_volumes)`,
      ],
    ],
    [
      'an objection: there is no such partition',
      [wanted({ adopt: true })],
      empty,
      [
        `! volume "data" (${data.id}): it is to be adopted, but no disk has a partition of that GUID; cancel it`,
      ],
    ],
    [
      'an objection: two disks have such a partition',
      [wanted({ adopt: true })],
      anInventory([aDisk(SDA, [data], { volumes: [] }), aDisk(SDB, [data], { volumes: [] })]),
      [
        `! volume "data" (${data.id}): it is to be adopted, but /dev/sda and /dev/sdb each have a partition of that GUID; change one`,
      ],
    ],
    [
      'an objection: two disks have it',
      [wanted({ state: 'releasing' })],
      anInventory([aDisk(SDA, [data]), aDisk(SDB, [data])]),
      [
        `! volume "data" (${data.id}): it is on /dev/sda and /dev/sdb; take out the disk that is the copy, or release the volume there`,
      ],
    ],
    [
      'an objection: what is to be larger is nowhere',
      [wanted({ state: 'extending' })],
      empty,
      [`! volume "data" (${data.id}): it is to be extended, but no disk shows it; look for its disk`],
    ],
    [
      'an objection: the disk that is named is not here, or read-only',
      [wanted({ disks: ['X1', 'serial-/dev/sda'] })],
      anInventory([aDisk(SDA, [], { readOnly: true }), aDisk(SDB)]),
      [
        `! volume "data" (${data.id}): it is to be made on X1 or serial-/dev/sda, but this node has none such that can be written to`,
      ],
    ],
    [
      'an objection: it cannot make that filesystem',
      [wanted({ filesystem: 'unknown' })],
      empty,
      [
        `! volume "data" (${data.id}): its filesystem is one that this agent cannot make; use a newer ramdisk`,
      ],
    ],
    [
      'an objection: it cannot erase like that',
      [wanted({ state: 'releasing', erase: 'unknown' })],
      on(data),
      [
        `! volume "data" (${data.id}): it is to be erased in a way that this agent does not know; use a newer ramdisk`,
      ],
    ],
    [
      'an objection: the registry is newer',
      [wanted({ state: 'unknown' })],
      empty,
      [
        `! volume "data" (${data.id}): the registry wants something of it that this agent does not know; use a newer ramdisk`,
      ],
    ],
    [
      'all objections, and what can be done besides',
      [
        wanted({ state: 'unknown' }),
        wanted({ id: uuidOf(9), name: 'x', adopt: true }),
        wanted({ id: logs.id, name: 'logs' }),
      ],
      empty,
      [
        'create /dev/sda logs 8',
        `! volume "x" (${uuidOf(9)}): it is to be adopted, but no disk has a partition of that GUID; cancel it`,
        `! volume "data" (${data.id}): the registry wants something of it that this agent does not know; use a newer ramdisk`,
      ],
    ],
  ];
  for (const [title, asked, inventory, expected] of cases)
    it(`is: ${title}`, () => {
      expect(told(asked, inventory)).to.deep.equal(expected);
    });

  for (const [what, asked] of [
    ['made', wanted()],
    ['adopted', wanted({ adopt: true })],
    ['released', wanted({ state: 'releasing' })],
  ] as const)
    it(`is an objection where one that is to be ${what} may be on a disk that cannot be judged`, () => {
      const [line, ...more] = told([asked], anInventory([aDisk(SDA)], [SDB]));
      expect(line).to.contain('may be on a disk that cannot be judged (/dev/sdb: it cannot be read)');
      expect(more).to.deep.equal([]);
      // Where it is known, other disks do not matter.
      expect(told([asked], anInventory([aDisk(SDA, [data])], [SDB])).join()).to.not.contain('!');
    });

  it('gives a new volume the id that the registry has chosen, and all the rest', () => {
    const asked = wanted({ filesystem: 'xfs', label: 'l', mountPoint: '/d', length: 5 });
    expect(desiredActions([asked], empty).actions).to.deep.equal([
      {
        do: 'create',
        device: SDA,
        request: {
          ...{ id: data.id, name: 'data', size: 5, filesystem: 'xfs', label: 'l' },
          ...{ mountPoint: '/d', project: 'p1' },
        },
      },
    ]);
  });
});
