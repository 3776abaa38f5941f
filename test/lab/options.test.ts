import { expect } from 'chai';
import { readOptions } from './options.ts';
import { SCENARIOS } from './scenarios/index.ts';

const PHYSICAL = ['--node', 'rack1-7', '--image', 'http://a/1.raw', '--image', 'http://a/2.raw'];

describe('the options of a lab', () => {
  it('take all scenarios by default, on Debian trixie', () => {
    expect(readOptions([])).to.deep.include({
      scenarios: SCENARIOS.filter(({ name }) => name !== 'measure'),
      rounds: 5,
      suite: 'trixie',
      keeps: false,
      out: 'lab-report',
      physical: null,
    });
  });

  it('take the scenarios that are named, in the order of the lab', () => {
    expect(readOptions(['--only', 'measure']).scenarios).to.have.length(1);
    const { scenarios } = readOptions(['--only', 'redeploy,first-life']);
    expect(scenarios.map(({ name }) => name)).to.deep.equal(['first-life', 'redeploy']);
  });

  it('name what there is where something is not known', () => {
    expect(() => readOptions(['--only', 'redeploy,nothing'])).to.throw(
      /^--only nothing: take first-life, redeploy/,
    );
    expect(() => readOptions(['--suite', 'bookworm'])).to.throw('--suite bookworm: take trixie or sid');
    expect(() => readOptions(['--rounds', 'few'])).to.throw('--rounds few: take a number from 1');
    expect(() => readOptions(['--what'])).to.throw(/Unknown option '--what'/);
  });

  it('take a server of somebody’s own, and of the scenarios those that it can do', () => {
    const { physical, scenarios, isKnown } = readOptions([...PHYSICAL, '--ironic', 'http://ironic:6385']);
    expect(physical).to.deep.equal({
      node: 'rack1-7',
      ironic: 'http://ironic:6385',
      images: ['http://a/1.raw', 'http://a/2.raw'],
      listen: { host: '0.0.0.0', port: 8091 },
    });
    expect(isKnown).to.equal(false);
    const names = scenarios.map(({ name }) => name);
    expect(names).to.include.members(['first-life', 'redeploy', 'rebuild', 'wrong-checksum']);
    expect(names).not.to.include('power-cut');
    expect(readOptions([...PHYSICAL, '--listen', '[::1]:81', '--i-know'])).to.deep.include({
      isKnown: true,
      physical: { ...physical, ironic: null, listen: { host: '::1', port: 81 } },
    });
  });

  it('say what is missing or cannot be done on somebody’s server', () => {
    expect(() => readOptions(['--ironic', 'http://ironic:6385'])).to.throw(/^--node is missing/);
    expect(() => readOptions(PHYSICAL.slice(0, 4))).to.throw(/^--image is given twice/);
    expect(() => readOptions([...PHYSICAL, '--listen', 'here'])).to.throw('--listen here: take HOST:PORT');
    expect(() => readOptions([...PHYSICAL, '--only', 'power-cut'])).to.throw(
      /^--only power-cut: a server that is not virtual cannot do this/,
    );
  });

  it('have scenarios with names of their own, that say what they destroy', () => {
    expect(new Set(SCENARIOS.map(({ name }) => name)).size).to.equal(SCENARIOS.length);
    for (const { destroys } of SCENARIOS) expect(destroys).to.match(/disks/);
  });
});
