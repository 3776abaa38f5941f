import { expect } from 'chai';
import { DeltaChoice } from '../../../agent/image/delta-choice.ts';

const MIB = 1024 * 1024;
const PIECE = 2 * MIB;

/** A disk with these costs in milliseconds a piece, of which the share `equalAt(offset)` is there already. */
interface Disk {
  readonly readMs: number;
  readonly writeMs: number;
  readonly equalAt: (offset: number) => number;
}

/** Leads `total` bytes through a choice; returns the offsets that were compared. */
function comparedOf(choice: DeltaChoice, total: number, { readMs, writeMs, equalAt }: Disk): number[] {
  const compared: number[] = [];
  for (let offset = 0; offset < total; offset += PIECE) {
    const share = choice.compares(PIECE) ? equalAt(offset) : null;
    if (share !== null) {
      compared.push(offset);
      choice.wasCompared({ bytes: PIECE, equalBytes: share * PIECE, readMs });
    }
    const written = PIECE * (1 - (share ?? 0));
    if (written > 0) choice.wasWritten(written, (writeMs * written) / PIECE);
  }
  return compared;
}

const always = (share: number) => () => share;

describe('whether an image is compared with the disk', () => {
  it('is what was asked for, whatever is measured', () => {
    const disk = { readMs: 9, writeMs: 1, equalAt: always(0) };
    expect(comparedOf(new DeltaChoice('always'), 64 * MIB, disk)).to.have.lengthOf(32);
    expect(comparedOf(new DeltaChoice('never'), 64 * MIB, { ...disk, equalAt: always(1) })).to.deep.equal([]);
  });

  it('goes on while everything is there already', () => {
    const disk = { readMs: 9, writeMs: 1, equalAt: always(1) };
    expect(comparedOf(new DeltaChoice('auto'), 512 * MIB, disk)).to.have.lengthOf(256);
  });

  it('goes on while the share that is there is worth the reading', () => {
    const disk = { readMs: 1, writeMs: 2, equalAt: always(0.6) };
    expect(comparedOf(new DeltaChoice('auto'), 512 * MIB, disk)).to.have.lengthOf(256);
  });

  it('ends where reading costs more than the writing that it saves', () => {
    const disk = { readMs: 1, writeMs: 2, equalAt: always(0.4) };
    expect(comparedOf(new DeltaChoice('auto'), 128 * MIB, disk)).to.have.lengthOf(8);
  });

  it('costs an image that is new to the disk less than two per cent of its bytes', () => {
    const disk = { readMs: 1, writeMs: 1, equalAt: always(0) };
    const total = 8 * 1024 * MIB;
    const compared = comparedOf(new DeltaChoice('auto'), total, disk).length * PIECE;
    expect(compared / total).to.be.below(0.02);
  });

  it('finds the partition that is there behind one that is not', () => {
    const disk = { readMs: 1, writeMs: 1.5, equalAt: (offset: number) => (offset < 512 * MIB ? 0 : 1) };
    const total = 4096 * MIB;
    const compared = comparedOf(new DeltaChoice('auto'), total, disk);
    const found = compared.filter((offset) => offset >= 512 * MIB).length * PIECE;
    expect(found / (total - 512 * MIB)).to.be.above(0.7);
  });

  it('ends again where what is there ends', () => {
    const disk = { readMs: 1, writeMs: 1, equalAt: (offset: number) => (offset < 1024 * MIB ? 1 : 0) };
    const compared = comparedOf(new DeltaChoice('auto'), 2048 * MIB, disk);
    const late = compared.filter((offset) => offset >= 1024 * MIB);
    expect(compared.length - late.length).to.equal(512);
    expect(late.length * PIECE).to.be.below(100 * MIB);
  });

  it('goes by a device that has become slower', () => {
    const choice = new DeltaChoice('auto');
    const fast = { readMs: 1, writeMs: 1, equalAt: always(0.5) };
    expect(comparedOf(choice, 16 * MIB, fast)).to.have.lengthOf(8);
    const slow = { readMs: 1, writeMs: 20, equalAt: always(0.5) };
    const compared = comparedOf(choice, 1024 * MIB, slow);
    expect(compared.length * PIECE).to.be.above(700 * MIB);
  });
});
