import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { findOldEphemeral } from '../../../agent/partition-image/old-ephemeral.ts';
import type { PartitionRequest } from '../../../agent/partition-image/request.ts';
import { BmvError } from '../../../proto/error.ts';
import { aFilesystem, aLayout, type LayoutSketch, type PartitionSketch } from '../../support/layouts.ts';
import { aPartitionRequest } from '../../support/root-image.ts';

const label = aFilesystem('ext4', 'ephemeral0', 'e');
const ours: PartitionSketch = { number: 2, offset: 2 * MIB, length: 64 * MIB, name: 'ephemeral0' };
/** As ironic-python-agent makes one: parted calls every partition so. */
const theirs: PartitionSketch = { ...ours, name: 'primary', filesystem: label };
const root: PartitionSketch = { number: 3, offset: 70 * MIB, length: 64 * MIB, name: 'root' };
const mbr = [{ number: 1, type: 0x83, active: false, firstLba: 2048, sectors: 2048 }];

function find(sketch: LayoutSketch, overrides: Partial<PartitionRequest> = {}) {
  const request = aPartitionRequest({ preserveEphemeral: true, ephemeralMb: 64, ...overrides });
  return findOldEphemeral(aLayout(sketch), request);
}

function refusal(sketch: LayoutSketch, overrides: Partial<PartitionRequest> = {}): string {
  try {
    find(sketch, overrides);
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error).to.include({ code: 'EPHEMERAL_NOT_KEPT', kind: 'refused' });
    expect(error.message).to.match(/^preserve_ephemeral cannot be fulfilled: .+$/);
    return error.message;
  }
  throw new Error('it was found');
}

describe('the old ephemeral partition', () => {
  it('is found by its name in the table, whatever it holds', () => {
    expect(find({ partitions: [root, ours] }).partition?.entry.number).to.equal(2);
    const luks = { ...ours, filesystem: aFilesystem('crypto_LUKS', '', 'l') };
    expect(find({ partitions: [luks, root] }).partition?.entry.number).to.equal(2);
  });

  it('is found by the label of its filesystem where ironic-python-agent made it', () => {
    expect(find({ partitions: [theirs, root] }).partition?.entry.number).to.equal(2);
  });

  it('is found under any number and at any place', () => {
    const elsewhere = { ...ours, number: 9, offset: 500 * MIB };
    expect(find({ partitions: [root, elsewhere] }).partition?.extent.offset).to.equal(500 * MIB);
  });

  it('is not looked for unless it is to be preserved', () => {
    expect(find({ partitions: [ours] }, { preserveEphemeral: false })).to.deep.equal({
      partition: null,
      notes: [],
    });
  });

  it('may be larger than what was asked for, which is told', () => {
    expect(find({ partitions: [ours] }, { ephemeralMb: 60 }).notes.join()).to.match(
      /64 MiB, more than the 60 MiB/,
    );
    expect(find({ partitions: [ours] }).notes.join()).to.match(/is kept as the ephemeral partition$/);
  });

  it('is refused when it is smaller by one MiB', () => {
    expect(refusal({ partitions: [ours] }, { ephemeralMb: 65 })).to.match(
      /64 MiB, but ephemeral_mb asks for 65 MiB/,
    );
  });

  it('is refused when there are two, by whichever sign, and both are named', () => {
    const other = { ...theirs, number: 5, offset: 200 * MIB };
    expect(refusal({ partitions: [ours, other] })).to.match(
      /partition 2 "ephemeral0", partition 5 "primary" \(ext4 "ephemeral0"\)/,
    );
    expect(refusal({ partitions: [{ ...ours, number: 4, offset: 200 * MIB }, ours] })).to.match(
      /more than one/,
    );
  });

  it('is refused when there is none, with what there is', () => {
    expect(refusal({ partitions: [root] })).to.match(
      /it has partition 3 "root"; deploy without preserve_ephemeral/,
    );
    expect(refusal({ kind: 'none' })).to.match(/it has no partition;/);
    expect(refusal({ kind: 'mbr', mbr })).to.match(/it has an MBR/);
    expect(refusal({ kind: 'damaged', partitions: [ours] })).to.match(/it has no partition/);
  });

  it('is refused for a name that only resembles it', () => {
    for (const name of ['ephemeral', 'ephemeral1', 'EPHEMERAL0', 'ephemeral0 '])
      expect(refusal({ partitions: [{ ...ours, name }] })).to.match(/no partition of .* is named ephemeral0/);
  });

  it('is never a volume, which belongs to somebody and is kept anyway', () => {
    expect(refusal({ partitions: [ours], claimed: [2] })).to.match(/a volume is called so/);
    const other = { ...theirs, number: 5, offset: 200 * MIB };
    expect(find({ partitions: [ours, other], claimed: [2] }).partition?.entry.number).to.equal(5);
  });

  it('need not be there for an instance that never had one', () => {
    expect(find({ partitions: [root] }, { ephemeralMb: 0 }).partition).to.equal(null);
    expect(find({ partitions: [ours] }, { ephemeralMb: 0 }).partition?.entry.number).to.equal(2);
  });
});
