import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { endOf, MIB, union } from '../../../agent/layout/extent.ts';
import { dataExtents, parseFilefrag, parseSeek } from '../../../agent/volumes/data-extents.ts';
import { tool } from '../../support/blkid.ts';
import { makeDiskFile, writeAt } from '../../support/disk-file.ts';
import { refusalOf } from '../../support/volumes.ts';

const HEAD = [
  'Filesystem type is: ef53',
  'File size of /x/filesystem is 67108864 (67108864 blocks of 1 bytes)',
  ' ext:     logical_offset:        physical_offset: length:   expected: flags:',
];
const signal = new AbortController().signal;

describe('what filefrag prints', () => {
  it('is read as extents of the file, whatever stands behind them', () => {
    const lines = [
      '   0:        0..    8191:  139460608.. 139468799:   8192:            ',
      '   1:  1048576.. 1052671:  140509184.. 140513279:   4096:  140509184: unwritten',
      '  12: 67104768..67108863:  141557760.. 141561855:   4096:  141557760: last,unknown_loc,delalloc,eof',
      '/x/filesystem: 3 extents found',
      '',
    ];
    expect(parseFilefrag([...HEAD, ...lines].join('\n'))).to.deep.equal([
      { offset: 0, length: 8192 },
      { offset: 1048576, length: 4096 },
      { offset: 67104768, length: 4096 },
    ]);
  });

  it('is no extent for a file of holes', () => {
    expect(parseFilefrag([...HEAD, '/x/filesystem: 0 extents found'].join('\n'))).to.deep.equal([]);
  });

  it('may name one extent', () => {
    const text = [...HEAD, '   0:        0..    4095:  9.. 10:   4096:   last,eof', '/x: 1 extent found'];
    expect(parseFilefrag(text.join('\n'))).to.deep.equal([{ offset: 0, length: 4096 }]);
  });

  const wrong: readonly [string, readonly string[]][] = [
    ['nothing', []],
    ['a complaint', ['/x/filesystem: FIBMAP unsupported']],
    ['a table without its last line', [...HEAD, '   0:        0..    8191:  1.. 2:   8192:']],
    ['extents that it does not show', [...HEAD, '/x/filesystem: 2 extents found']],
    [
      'extents that it does not count',
      [...HEAD, '   0:   0..  8191:  1.. 2:   8192:', '/x: 0 extents found'],
    ],
  ];
  for (const [title, lines] of wrong) {
    it(`is not trusted when it is ${title}`, () => expect(parseFilefrag(lines.join('\n'))).to.equal(null));
  }
});

describe('what xfs_io prints of data and holes', () => {
  const HEAD_LINE = 'Whence\tResult';
  for (const [title, lines, extents] of [
    ['data up to a hole', ['DATA\t0', 'HOLE\t4096'], [[0, 4096]]],
    ['data up to the end', ['HOLE\t0', 'DATA\t4096'], [[4096, 4096]]],
    ['one hole', ['HOLE\t0'], []],
    [
      'data between holes',
      ['HOLE\t0', 'DATA\t4096', 'HOLE\t6144', 'DATA\t8000'],
      [
        [4096, 2048],
        [8000, 192],
      ],
    ],
  ] as const)
    it(`is read as extents: ${title}`, () => {
      const expected = extents.map(([offset, length]) => ({ offset, length }));
      expect(parseSeek(`${[HEAD_LINE, ...lines].join('\n')}\n`, 8192)).to.deep.equal(expected);
    });

  for (const [title, lines] of [
    ['nothing', []],
    ['no beginning', ['DATA\t4096']],
    ['an order that goes back', ['DATA\t0', 'HOLE\t4096', 'DATA\t2048']],
    ['two holes in turn', ['HOLE\t0', 'HOLE\t4096']],
    ['an offset behind the end', ['DATA\t0', 'HOLE\t8193']],
    ['a complaint', ['DATA\t0', 'Invalid argument']],
  ] as const)
    it(`is not trusted when it is ${title}`, () =>
      expect(parseSeek([HEAD_LINE, ...lines].join('\n'), 8192)).to.equal(null));
});

// A ramdisk's files are in a tmpfs, which has no FIEMAP: every byte of a file as large as the volume was read.
for (const [name, place] of [
  ['a disk', tmpdir()],
  ['a tmpfs', '/dev/shm'],
] as const)
  describe(`extents of a file on ${name} that may hold data`, () => {
    let folder = '';
    before(() => {
      folder = mkdtempSync(join(place, 'bmv-extents-'));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it('leave out what is a hole', async () => {
      const path = makeDiskFile(join(folder, 'large'), 2 ** 40);
      writeAt(path, 2 ** 39, Buffer.from([1]));
      expect(await dataExtents(path, 2 ** 40, signal)).to.deep.equal([{ offset: 2 ** 39, length: MIB }]);
    });

    it('cover every byte that is not zero, in whole MiB, and nothing behind the end', async () => {
      const size = 64 * MIB + 4096;
      const path = makeDiskFile(join(folder, 'sparse'), size);
      const places = [0, 5 * MIB + 4096, 40 * MIB - 1, 64 * MIB];
      for (const offset of places) writeAt(path, offset, Buffer.from([1, 2]));
      const extents = await dataExtents(path, size, signal);
      expect(extents).to.deep.equal(union(extents));
      for (const { offset, length } of extents) {
        expect([offset % MIB, endOf({ offset, length }) <= size]).to.deep.equal([0, true]);
      }
      for (const place of places) {
        const covers = extents.some((extent) => extent.offset <= place && place + 2 <= endOf(extent));
        expect(covers, `${place}`).to.equal(true);
      }
    });

    it('cover the superblock that mkfs has just written', async () => {
      const path = makeDiskFile(join(folder, 'ext4'), 32 * MIB);
      tool('mkfs.ext4', 'e2fsprogs', ['-F', '-q', '-E', 'lazy_itable_init=1,nodiscard', path]);
      const extents = await dataExtents(path, 32 * MIB, signal);
      expect(extents[0]?.offset).to.equal(0);
    });

    it('are not looked for after an interruption', async () => {
      const path = makeDiskFile(join(folder, 'interrupted'), MIB);
      expect(await refusalOf(dataExtents(path, MIB, AbortSignal.abort()))).to.deep.equal(['ABORTED']);
    });
  });
