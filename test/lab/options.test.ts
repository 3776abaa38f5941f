import { expect } from 'chai';
import { readOptions } from './options.ts';
import { SCENARIOS } from './scenarios/index.ts';

describe('the options of a lab', () => {
  it('take all scenarios by default, on Debian trixie', () => {
    expect(readOptions([])).to.deep.include({
      scenarios: SCENARIOS,
      suite: 'trixie',
      keeps: false,
      out: 'lab-report',
    });
  });

  it('take the scenarios that are named, in the order of the lab', () => {
    const { scenarios } = readOptions(['--only', 'redeploy,first-life']);
    expect(scenarios.map(({ name }) => name)).to.deep.equal(['first-life', 'redeploy']);
  });

  it('name what there is where something is not known', () => {
    expect(() => readOptions(['--only', 'redeploy,nothing'])).to.throw(
      /^--only nothing: take first-life, redeploy/,
    );
    expect(() => readOptions(['--suite', 'bookworm'])).to.throw('--suite bookworm: take trixie or sid');
    expect(() => readOptions(['--what'])).to.throw(/Unknown option '--what'/);
  });

  it('have scenarios with names of their own, that say what they destroy', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).to.equal(SCENARIOS.length);
    for (const { destroys } of SCENARIOS) expect(destroys).to.match(/disks/);
  });
});
