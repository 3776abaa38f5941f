import { expect } from 'chai';
import fc from 'fast-check';
import { inOrder, isZeroWindow, windowCount, zerosFirst } from '../../../agent/image-delta/window-order.ts';

const MIB = 2 ** 20;
const LONG = 8;

function windowsOf(zeros: readonly boolean[], cutBytes = 0) {
  const index = {
    rawBytes: zeros.length * 2 * MIB - cutBytes,
    blockBytes: MIB,
    isZeroBlock: (block: number) => zeros[Math.floor(block / 2)] ?? false,
  };
  return { index, windowBytes: 2 * MIB };
}

describe('the order of windows', () => {
  it('has runs of 16 MiB and more of zeros first, and shorter ones where they are', () => {
    const zeros = [false, true, false, ...Array(LONG).fill(true), false, ...Array(LONG - 1).fill(true)];
    const first = [...zerosFirst(windowsOf(zeros))];
    expect(first).to.deep.equal([3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 11, 12, 13, 14, 15, 16, 17, 18]);
    expect([...inOrder(windowsOf(zeros))]).to.deep.equal([...zeros.keys()]);
  });

  it('takes a window for zeros where all of its blocks are, and knows the last, short one', () => {
    const windows = {
      index: { rawBytes: 5 * MIB + 1, blockBytes: MIB, isZeroBlock: (block: number) => block !== 2 },
      windowBytes: 2 * MIB,
    };
    expect([0, 1, 2].map((window) => isZeroWindow(windows, window))).to.deep.equal([true, false, true]);
    expect(windowCount(windows)).to.equal(3);
  });

  it('has each window once, data in its order', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 60 }), fc.nat({ max: MIB }), (zeros, cut) => {
        const windows = windowsOf(zeros, zeros.length > 0 ? cut : 0);
        const order = [...zerosFirst(windows)];
        expect(order.toSorted((a, b) => a - b)).to.deep.equal([...inOrder(windows)]);
        const data = order.filter((window) => !isZeroWindow(windows, window));
        expect(data).to.deep.equal(data.toSorted((a, b) => a - b));
      }),
    );
  });
});
