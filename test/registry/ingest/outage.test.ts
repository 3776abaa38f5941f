import { expect } from 'chai';
import { Outage } from '../../../registry/ingest/outage.ts';
import { logLines } from '../../support/log-lines.ts';

function anOutage() {
  const { log, lines } = logLines();
  const clock = { ms: 0 };
  const outage = new Outage(log, 'registry.db', () => clock.ms);
  return { outage, clock, told: () => lines.map(({ msg }) => String(msg).replace(/;.*/, '')), lines };
}

describe('the log of an outage', () => {
  it('has one line for all failures, and one when it is over', () => {
    const { outage, clock, told, lines } = anOutage();
    for (clock.ms = 0; clock.ms < 90_000; clock.ms += 10) outage.begin('disk full');
    outage.end();
    outage.end();
    expect(told()).to.deep.equal(['reports cannot be stored', 'reports are stored again']);
    expect(lines[0]).to.include({ level: 50, store: 'registry.db', why: 'disk full' });
    expect(lines[1]).to.include({ level: 30, seconds: 90, failures: 9000 });
  });

  it('has nothing where nothing failed', () => {
    const { outage, told } = anOutage();
    outage.end();
    expect(told()).to.deep.equal([]);
  });

  it('is not filled by one that comes and goes, but tells of one that stays', () => {
    const { outage, clock, told } = anOutage();
    for (clock.ms = 0; clock.ms < 9000; clock.ms += 10) {
      outage.begin('disk full');
      outage.end();
    }
    expect(told()).to.deep.equal(['reports cannot be stored', 'reports are stored again']);
    outage.begin('disk full');
    expect(told()).to.have.length(2);
    clock.ms = 10_500;
    outage.begin('disk full');
    outage.end();
    expect(told()).to.have.length(4);
  });
});
