import { expect } from 'chai';
import fc from 'fast-check';
import { escapePath, mountUnit } from '../../../agent/tell/mount-unit.ts';
import { tool } from '../../support/blkid.ts';
import { aToldVolume, VOLUME_ID } from '../../support/told-volumes.ts';

const part = fc
  .string({ minLength: 1, maxLength: 8 })
  .filter((text) => /^[^/\s\0]+$/.test(text) && !/^\.\.?$/.test(text));
const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);

describe('units for volumes', () => {
  it('are named as systemd-escape names them', () => {
    const paths = [...fc.sample(path, { numRuns: 100, seed: 7 }), '/.a/.b', '/srv/größe', '/a-b/c_d:e', '/-'];
    const names = tool('systemd-escape', 'systemd', ['--path', '--', ...paths])
      .trimEnd()
      .split(' ');
    expect(paths.map(escapePath)).to.deep.equal(names);
  });

  it('mount a volume without being needed by the boot', () => {
    expect(mountUnit(aToldVolume({ mountPoint: '/srv/my-data' }))).to.deep.equal({
      name: 'srv-my\\x2ddata.mount',
      contents: `[Unit]
Description=Volume ${VOLUME_ID}
Wants=systemd-growfs@srv-my\\x2ddata.service

[Mount]
What=/dev/disk/by-partuuid/${VOLUME_ID}
Where=/srv/my-data
Type=ext4
Options=nofail

[Install]
WantedBy=local-fs.target
`,
    });
  });

  it('use a volume as swap', () => {
    const { name, contents } = mountUnit(aToldVolume({ filesystem: 'swap', mountPoint: '' }));
    expect(name).to.match(/^dev-disk-by\\x2dpartuuid-8a5d3c10\\x2d.*\.swap$/);
    expect(contents).to.contain('[Swap]\n').and.contain('WantedBy=swap.target\n').and.not.contain('Where=');
  });
});
