import { expect } from 'chai';
import { confirm } from '../../cli/confirm.ts';
import { ProgressLine } from '../../cli/progress.ts';
import { formatTable } from '../../cli/table.ts';
import { formatBytes, formatPosition, formatSeconds } from '../../cli/units.ts';

describe('text for people', () => {
  const sizes: readonly [number, string][] = [
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536 * 1024, '1.5 MiB'],
    [1024 ** 3, '1 GiB'],
    [1024 ** 4 * 3.25, '3.3 TiB'],
  ];
  for (const [bytes, text] of sizes) {
    it(`writes ${bytes} bytes as ${text}`, () => {
      expect(formatBytes(bytes)).to.equal(text);
    });
  }

  it('writes a position exactly', () => {
    expect([formatPosition(1024 ** 2 * 8190), formatPosition(17_408)]).to.deep.equal(['8190 MiB', '17408 B']);
  });

  const times: readonly [number, string][] = [
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min 00 s'],
    [185, '3 min 05 s'],
    [7800, '2 h 10 min'],
  ];
  for (const [seconds, text] of times) {
    it(`writes ${seconds} seconds as ${text}`, () => {
      expect(formatSeconds(seconds)).to.equal(text);
    });
  }

  it('sets numbers of a table to the right and leaves no blanks at the end of a line', () => {
    const rows = [
      ['name', 'size'],
      ['a', '10 MiB'],
      ['long', '5 MiB'],
    ];
    expect(formatTable(rows)).to.equal('name    size\na     10 MiB\nlong   5 MiB');
    expect(
      formatTable([
        ['a', ''],
        ['b', ''],
      ]),
    ).to.equal('a\nb');
  });

  describe('progress', () => {
    function line(isTTY: boolean) {
      let [text, now] = ['', 0];
      const progress = new ProgressLine({ isTTY, write: (more) => (text += more) }, () => now);
      const report = (at: number, doneBytes: number, totalBytes: number | null) => {
        now = at;
        progress.report({ phase: 'write', doneBytes, totalBytes });
      };
      return { report, progress, text: () => text };
    }

    it('shows part, rate and time left on one line of a terminal, and takes it away', () => {
      const { report, progress, text } = line(true);
      report(0, 0, 1024 ** 3);
      report(100, 10, 1024 ** 3);
      expect(text()).to.equal('');
      report(1000, 1024 ** 2 * 256, 1024 ** 3);
      expect(text()).to.contain('write: 256 MiB of 1 GiB (25 %), 256 MiB/s, 3 s left');
      progress.clear();
      expect(text().endsWith('\r\u001b[2K')).to.equal(true);
    });

    it('writes a line every 10 s elsewhere, nothing for what is quick', () => {
      const { report, text } = line(false);
      report(0, 0, null);
      report(9000, 1, null);
      expect(text()).to.equal('');
      report(10_000, 1024 ** 2, null);
      expect(text()).to.equal('write: 1 MiB, 102.4 KiB/s\n');
    });
  });

  describe('the question before something is destroyed', () => {
    const signal = new AbortController().signal;

    it('is answered by --yes', async () => {
      expect(await confirm('Sure?', { yes: true, interactive: false, signal })).to.equal(true);
    });

    it('is not asked where nobody answers', async () => {
      const asked = confirm('Sure?', { yes: false, interactive: false, signal });
      expect(await asked.catch((error: { code: string }) => error.code)).to.equal('NOT_CONFIRMED');
    });
  });
});
