import { AssertionError, expect } from 'chai';
import { firstLines, recapOf } from '../../.ci/failures.ts';

const ROOT = '/the/root';

function thrown(message: string, stack: readonly string[] = []): Error {
  const error = new Error(message);
  error.stack = ['Error: x', ...stack].join('\n');
  return error;
}

describe('the recap of what failed', () => {
  it('has the title, the file and the error of each', () => {
    const failures = [
      { title: 'a disk is kept', file: 'test/a.test.ts', error: 'Error: gone\nat test/a.test.ts:3:1' },
      { title: 'a disk is found', file: 'test/b.test.ts', error: 'Error: lost' },
    ];
    expect(recapOf(failures).split('\n')).to.deep.equal([
      ...['', '✗ a disk is kept', '  test/a.test.ts', '    Error: gone', '    at test/a.test.ts:3:1', ''],
      ...['✗ a disk is found', '  test/b.test.ts', '    Error: lost', ''],
    ]);
  });

  it('leaves out what an error says at length', () => {
    const text = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n');
    const lines = firstLines(thrown(text), ROOT).split('\n');
    expect(lines[0]).to.equal('Error: line 0');
    expect(lines.slice(11)).to.deep.equal(['line 11', '(28 more lines)']);
    expect(firstLines(thrown('x'.repeat(5000)), ROOT)).to.have.length.below(320);
  });

  it('says where in our files it was thrown', () => {
    const error = thrown('no', [
      '    at check (file:///the/root/node_modules/chai/index.js:1:1)',
      '    at readDisk (file:///the/root/agent/disk.ts:7:3)',
      '    at node:internal/timers:5:5',
    ]);
    expect(firstLines(error, ROOT)).to.equal('Error: no\nat readDisk (agent/disk.ts:7:3)');
  });

  it('shows both values of a comparison', () => {
    const error = new AssertionError('differs', { actual: { id: 1 }, expected: { id: 2 }, showDiff: true });
    error.stack = '';
    const text = 'AssertionError: differs\nexpected: { id: 2 }\n  actual: { id: 1 }';
    expect(firstLines(error, ROOT)).to.equal(text);
  });

  it('shows what is no error as it is', () => {
    expect(firstLines('just text', ROOT)).to.equal('just text');
    expect(firstLines(undefined, ROOT)).to.equal('undefined');
  });
});
