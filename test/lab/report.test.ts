import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import type { LabNode } from './ironic-api.ts';
import { junitOf, type LabReport, markdownOf } from './report.ts';

const node = {
  uuid: '11111111-2222-4333-8444-555555555555',
  provision_state: 'deploy failed',
  last_error: 'Deploy step failed:\nCHECKSUM_MISMATCH | sda',
} as unknown as LabNode;

const report: LabReport = {
  about: ['Ironic of Debian trixie'],
  results: [
    {
      name: 'good',
      title: 'All goes well',
      seconds: 12.34,
      failure: '',
      operations: [],
      notes: ['[NNN.KK]'],
    },
    {
      ...{ name: 'bad', title: 'It <fails>', seconds: 3, notes: [] },
      failure: 'the file is "a" & should be <b>\u001b[31m\ufffe',
      operations: [
        {
          command: 'baremetal node deploy lab0',
          seconds: 99.6,
          states: ['deploying', 'deploy failed'],
          bootSeconds: 51.2,
          meter: { peakKib: 700 * 1024, sectorsWritten: 4096 },
          node,
        },
      ],
    },
  ],
};

describe('the report of a lab', () => {
  it('tells people what passed, and of each operation its time, states and error in one row', () => {
    const text = markdownOf(report);
    expect(text).to.match(/^# Lab: 1 passed, 1 failed\n\n- Ironic of Debian trixie\n\n## passed: good\n/);
    expect(text).to.contain('## FAILED: bad\n\nIt <fails>; 3 s.');
    expect(text).to.contain(
      '| `baremetal node deploy lab0` | 100 | 51 | 700 | 2 | deploying → deploy failed | Deploy step failed: CHECKSUM_MISMATCH \\| sda |',
    );
    expect(text).to.contain('```\n[NNN.KK]\n```');
  });

  it('is XML that a parser reads, whatever the messages hold', () => {
    const script = `
import sys, xml.etree.ElementTree as tree
suite = tree.fromstring(sys.stdin.buffer.read())
print(suite.get("tests"), suite.get("failures"), [case.get("name") for case in suite])
print(suite[1][0].text)
`;
    const out = execFileSync('python3', ['-c', script], { input: junitOf(report), encoding: 'utf8' });
    expect(out).to.match(/^2 1 \['good', 'bad'\]\nthe file is "a" & should be <b>\[31m/);
  });
});
