import { expect } from 'chai';
import { ContractFixture } from './fixture.ts';
import { runInRoot, SUITES } from './ipa.ts';

const FIND_DISKS = `
import os, stat
for folder, folders, files in os.walk('/'):
    folders[:] = [name for name in folders if (folder, name) not in (('/', 'proc'), ('/', 'sys'))]
    for path in (os.path.join(folder, name) for name in files):
        if stat.S_ISBLK(os.lstat(path).st_mode):
            print(path)
`;

for (const suite of SUITES) {
  describe(`a command among the packages of ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => await fixture.close());

    async function shell(script: string) {
      return await runInRoot({ suite, folder: fixture.folder, disks: [] }, ['/bin/sh', '-c', script]);
    }

    // HAZARD: one byte of it is enough to reset the machine that runs the tests.
    it('cannot reach the switch of the machine', async () => {
      expect((await shell(': >/proc/sysrq-trigger')).code).not.to.equal(0);
    });

    // HAZARD: /sys shows the disks of the machine, and IPA would erase what it can open.
    it('finds nodes of the disks that it was given, and of no others', async () => {
      const disk = await fixture.usedDisk();
      const options = { suite, folder: fixture.folder, disks: [disk] };
      const { output } = await runInRoot(options, ['/usr/bin/python3', '-c', FIND_DISKS]);
      expect(output.split('\n').filter((line) => line !== '')).to.deep.equal([disk]);
    });

    it('can change no setting of a device', async () => {
      const { code, output } = await shell(
        'for file in /sys/block/*/queue/read_ahead_kb; do echo 128 >$file; done',
      );
      expect(code).not.to.equal(0);
      expect(output).to.contain('Read-only file system');
    });
  });
}
