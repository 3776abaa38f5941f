import { expect } from 'chai';
import { helpText } from '../../../agent/config/help.ts';
import { OPTIONS } from '../../../agent/config/options.ts';

describe('bmv-agent --help', () => {
  it('tells of each option its default, its variable and whether the kernel command line may set it', () => {
    const text = helpText();
    for (const [name, { parseCommandLine, description }] of Object.entries(OPTIONS)) {
      const where = parseCommandLine ? `bmv.${name}` : 'not by the kernel command line';
      expect(text).to.match(
        new RegExp(`^ {2}${name} \\(default .+; BMV_${name.toUpperCase()}; ${where}\\)$`, 'm'),
      );
      expect(text).to.contain(description);
    }
  });

  it('fits into a terminal of 120 columns', () => {
    expect(
      Math.max(
        ...helpText()
          .split('\n')
          .map((line) => line.length),
      ),
    ).to.be.at.most(120);
  });
});
