import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { BmvError } from '../../../../proto/error.ts';
import { bytesByQemu, change, convert, makeGuestDisk, makeQcow2, readWhole } from '../../../support/qcow2.ts';
import { seededBytes } from '../../../support/seeded-bytes.ts';

const FILES = 1000;
const SEED = 20261129;
const MAP_BYTES = 1024 * 1024;
const TIMEOUT_MS = 120_000;

/** Of a header: refcounts, snapshots, compatible and autoclear features, extensions, which are never looked at. */
function passedOver(bytes: Buffer): (readonly [from: number, to: number])[] {
  const isOld = bytes.readUInt32BE(4) === 2;
  return [
    [48, 72],
    ...(isOld
      ? ([[72, 512]] as const)
      : ([
          [80, 100],
          [105, 512],
        ] as const)),
  ];
}

/** Numbers that the seed decides. */
class Dice {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(seed: number) {
    this.#bytes = seededBytes(seed, 4096);
  }

  below(limit: number): number {
    this.#at = (this.#at + 4) % 4096;
    return this.#bytes.readUInt32LE(this.#at) % limit;
  }

  of<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}

/** Where the tables are of a file that is whole. */
function places(bytes: Buffer): { l1: number; l2s: number[] } {
  const l1 = Number(bytes.readBigUInt64BE(40));
  const l2s = Array.from({ length: bytes.readUInt32BE(36) }, (_, at) =>
    Number(bytes.readBigUInt64BE(l1 + at * 8) & 0x00fffffffffffe00n),
  ).filter((place) => place > 0);
  return { l1, l2s };
}

function aPlace(base: Buffer, dice: Dice): number {
  const { l1, l2s } = places(base);
  const entry = dice.below(24) * 8;
  const anywhere = dice.below(base.byteLength - 8);
  return dice.of([dice.below(112), l1 + dice.below(4) * 8, ...l2s.map((l2) => l2 + entry), anywhere]);
}

const WIDE: readonly [bigint, ...bigint[]] = [
  0n,
  1n,
  0x200n,
  0x1000n,
  0x10000n,
  1n << 62n,
  1n << 63n,
  (1n << 63n) | 0x10000n,
  (1n << 56n) - 1n,
  (1n << 64n) - 1n,
  0x7fffffffn,
];

/** A file with one to three things changed. */
function mutated(base: Buffer, dice: Dice): Buffer {
  const bytes = Buffer.from(base);
  for (let left = 1 + dice.below(3); left > 0; left -= 1) {
    const place = aPlace(base, dice);
    const at = Math.min(place, bytes.byteLength - 8);
    const flip = () => bytes.writeUInt8((bytes.readUInt8(at) ?? 0) ^ (1 << dice.below(8)), at);
    const replace = () => bytes.writeBigUInt64BE(dice.of(WIDE), at);
    const other = () => bytes.copy(bytes, at, aPlace(base, dice), aPlace(base, dice) + 8);
    const fill = () => bytes.fill(dice.below(256), at, at + 1 + dice.below(600));
    dice.of([flip, flip, flip, replace, other, fill])();
  }
  return dice.below(8) === 0 ? bytes.subarray(0, dice.below(bytes.byteLength)) : bytes;
}

describe('qcow2 files that were bent at random', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-fuzz-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Tiny files of every kind. */
  function makeBases(): [Buffer, ...Buffer[]] {
    const raw = makeGuestDisk(join(folder, 'guest.raw'), 96 * 1024 + 512, 1);
    const [first, ...rest] = [
      ['cluster_size=512'],
      ['cluster_size=512', '-c'],
      ['cluster_size=4k'],
      ['cluster_size=4k', '-c'],
      ['cluster_size=4k,compression_type=zstd', '-c'],
      ['cluster_size=4k,compat=0.10', '-c'],
      ['cluster_size=16k,extended_l2=on'],
      ['cluster_size=8k,preallocation=metadata'],
    ].map(([options, ...flags]) => readFileSync(convert(raw, join(folder, 'base.qcow2'), options, ...flags)));
    const written = makeQcow2(join(folder, 'written.qcow2'), '96k', 'cluster_size=16k,extended_l2=on');
    change(written, 'write -P 1 64k 3k', 'write -P 2 10k 30k', 'write -z 20k 1k');
    return [first ?? Buffer.alloc(0), ...rest, readFileSync(written)];
  }

  /** As qemu reads it, or would if what is passed over here had not been bent. */
  function wantedBytes(path: string, bytes: Buffer, base: Buffer): Buffer | null {
    const wanted = bytesByQemu(path);
    if (wanted) return wanted;
    const mended = Buffer.from(bytes);
    for (const [from, to] of passedOver(bytes))
      base.copy(mended, from, from, Math.min(to, mended.byteLength));
    writeFileSync(path, mended);
    return bytesByQemu(path);
  }

  it(`${FILES} of them: each gives qemu’s bytes or one of our errors`, async function () {
    this.timeout(TIMEOUT_MS * 4);
    const bases = makeBases();
    const path = join(folder, 'bent.qcow2');
    const codes = new Map<string, number>();
    let slowest = 0;
    for (let file = 0; file < FILES; file += 1) {
      const dice = new Dice(SEED + file);
      const base = dice.of(bases);
      const bytes = mutated(base, dice);
      writeFileSync(path, bytes);
      const started = performance.now();
      const outcome = await readWhole(path, { mapBytes: MAP_BYTES }).catch((error: unknown) => error);
      slowest = Math.max(slowest, performance.now() - started);
      if (outcome instanceof Error) {
        expect(outcome, `file ${file}: ${outcome.stack}`).to.be.instanceOf(BmvError);
        const { code, message } = outcome as BmvError;
        expect(code, `file ${file}: ${message}`).to.not.equal('INTERNAL');
        expect(message).to.not.contain('\n');
        codes.set(code, (codes.get(code) ?? 0) + 1);
        continue;
      }
      codes.set('read', (codes.get('read') ?? 0) + 1);
      const { head, bytes: found } = outcome as Awaited<ReturnType<typeof readWhole>>;
      if (head.format !== 'qcow2') continue;
      const wanted = wantedBytes(path, bytes, base);
      expect(wanted?.equals(found), `file ${file}`).to.equal(true);
    }
    process.stdout.write(
      `      ${JSON.stringify(Object.fromEntries(codes))}, slowest ${Math.round(slowest)} ms\n`,
    );
    expect(codes.get('read') ?? 0).to.be.within(FILES / 10, (FILES * 9) / 10);
    expect(slowest).to.be.lessThan(10_000);
  });
});
