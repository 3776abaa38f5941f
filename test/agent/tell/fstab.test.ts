import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { fstabLines, mergeFstab } from '../../../agent/tell/fstab.ts';
import { tool } from '../../support/blkid.ts';
import { aToldVolume, VOLUME_ID } from '../../support/told-volumes.ts';

const LINES = fstabLines([
  aToldVolume({ ways: ['fstab'] }),
  aToldVolume({ ways: ['fstab'], filesystem: 'swap', mountPoint: '' }),
  aToldVolume({ ways: ['cloud-init'], mountPoint: '/elsewhere' }),
]);
const OWN = 'LABEL=root / ext4 defaults 0 1\n# vol\xfcme\n';

describe('fstab', () => {
  it('gets a line for each volume that is told by it, patient and by its GUID', () => {
    const what = `/dev/disk/by-partuuid/${VOLUME_ID}`;
    expect(LINES).to.deep.equal([
      `${what} /srv ext4 defaults,nofail,x-systemd.device-timeout=180s,x-systemd.growfs 0 2`,
      `${what} none swap sw,nofail,x-systemd.device-timeout=180s 0 0`,
    ]);
  });

  it('is read by findmnt', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-fstab-'));
    try {
      writeFileSync(join(folder, 'fstab'), mergeFstab(OWN, LINES), 'latin1');
      const args = ['--tab-file', join(folder, 'fstab'), '-n', '-r', '-o', 'TARGET,FSTYPE,OPTIONS'];
      const rows = tool('findmnt', 'mount', args).trim().split('\n');
      expect(rows[1]).to.equal('/srv ext4 defaults,nofail,x-systemd.device-timeout=180s,x-systemd.growfs');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has our lines once, however often they are written, and loses them without a trace', () => {
    const line = fc.string({ unit: fc.constantFrom('a', '#', ' ', '\t', '/', '\r', '\xfc') });
    fc.assert(
      fc.property(fc.array(line), fc.boolean(), (lines, isEnded) => {
        const text = `${lines.join('\n')}${isEnded ? '\n' : ''}`;
        const once = mergeFstab(text, LINES);
        expect(mergeFstab(once, LINES)).to.equal(once);
        expect(once.startsWith(text)).to.equal(true);
        const without = mergeFstab(once, []);
        expect(without === text || without === `${text}\n`).to.equal(true);
      }),
    );
  });

  it('changes nothing where there is nothing to say', () => {
    expect(mergeFstab(OWN, [])).to.equal(OWN);
  });

  it('keeps what follows a block that somebody has torn', () => {
    const torn = mergeFstab(OWN, LINES).replace(/# End.*\n/, '');
    expect(mergeFstab(torn, [])).to.contain(`${VOLUME_ID} /srv`).and.contain(OWN);
  });
});
