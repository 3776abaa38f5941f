import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { nextShare, type Share, sharesOf } from '../../.ci/shares.ts';
import { BY_NAME_ALONE, TIERS, type TierName } from '../../.ci/tier.ts';

const root = join(import.meta.dirname, '../..');
const NAMES = Object.keys(TIERS) as TierName[];

describe('shares of tests', () => {
  let cwd = '';
  before(() => {
    cwd = process.cwd();
    process.chdir(root);
  });
  after(() => process.chdir(cwd));

  it('have every test file once, but those that are run by name alone', () => {
    const dealt = NAMES.flatMap(sharesOf).flatMap(({ files }) => files);
    const alone = globSync(`${BY_NAME_ALONE}**/*.test.ts`);
    expect(alone).to.not.be.empty;
    expect([...dealt, ...alone]).to.have.members(globSync('test/**/*.test.ts'));
  });

  it('have all of a tier that needs the same room in one process', () => {
    for (const name of NAMES) {
      const rooms = sharesOf(name).flatMap(({ room }) => room ?? []);
      expect(new Set(rooms).size, name).to.equal(rooms.length);
    }
    const [device] = sharesOf('device');
    const contract = sharesOf('contract').find(({ files }) => files.includes('test/contract/steps.test.ts'));
    expect(device?.room).to.equal('disks').and.equal(contract?.room);
  });

  describe('begin', () => {
    const share = (seconds: number, room: string | null = null): Share => ({
      ...{ tier: 'unit', files: [`${seconds}`], room, seconds },
    });
    const [long, short, disks, more] = [share(9), share(1), share(5, 'disks'), share(6, 'disks')];

    it('with the longest, counting all that waits for the same room', () => {
      expect(nextShare([short, long], new Set())).to.equal(long);
      expect(nextShare([short, long, disks, more], new Set())).to.equal(disks);
    });

    it('never while their room is taken', () => {
      expect(nextShare([disks, more, short], new Set(['disks']))).to.equal(short);
      expect(nextShare([disks, more], new Set(['disks']))).to.equal(null);
    });
  });
});
