import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { bytesOf, ContractFixture } from './fixture.ts';
import { type IpaProcess, SUITES } from './ipa.ts';

/** Writes down which disks it erases and when; a disk that the node has in `extra` it cannot. */
const ERASER = `
import json
import time

from ironic_python_agent import errors
from ironic_python_agent import hardware


class OtherManager(hardware.HardwareManager):
    def evaluate_hardware_support(self):
        return hardware.HardwareSupport.SERVICE_PROVIDER

    def erase_block_device(self, node, block_device):
        begin = time.monotonic()
        if block_device.name == node['extra'].get('worn_out'):
            raise errors.BlockDeviceEraseError('%s is worn out' % block_device.name)
        with open(block_device.name, 'r+b') as disk:
            disk.write(b'erased')
        time.sleep(1)
        with open('/run/shared/erased', 'a') as log:
            log.write(json.dumps([block_device.name, begin, time.monotonic()]) + '\\n')
`;

type Erased = readonly [device: string, begin: number, end: number];

for (const suite of SUITES) {
  describe(`several disks on ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => await fixture.close());

    async function startNode(): Promise<{ kept: () => boolean; used: readonly string[]; ipa: IpaProcess }> {
      const { device, claim } = await fixture.keptDisk();
      const used = [await fixture.usedDisk(), await fixture.usedDisk(), await fixture.usedDisk()];
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device, ...used], { otherManager: ERASER });
      return { kept: () => fixture.volumeIsWhole(device, claim), used, ipa };
    }

    function erased(): readonly Erased[] {
      const lines = readFileSync(join(fixture.folder, 'erased'), 'utf8').trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Erased);
    }

    it('are erased by its own eraser, as many at a time as the conductor says', async () => {
      const { kept, used, ipa } = await startNode();
      const driver_internal_info = { disk_erasure_concurrency: 2 };
      const { lastError } = await ipa.run('clean', 'erase_devices', {
        node: { ...ipa.node, driver_internal_info },
      });
      expect([lastError, kept()]).to.deep.equal(['', true]);
      const runs = erased();
      expect(runs.map(([device]) => device)).to.have.members(used);
      const most = Math.max(
        ...runs.map(([, begin]) => runs.filter(([, from, to]) => from <= begin && begin < to).length),
      );
      expect(most).to.equal(2);
    });

    it('fail with the one that cannot be erased, when the others are done', async () => {
      const { kept, used, ipa } = await startNode();
      const [worn = '', ...others] = used;
      const { lastError } = await ipa.run('clean', 'erase_devices', {
        node: { ...ipa.node, extra: { worn_out: worn } },
      });
      expect(lastError).to.contain(`${worn} is worn out`);
      expect(kept()).to.equal(true);
      expect(erased().map(([device]) => device)).to.have.members(others);
      expect(bytesOf(worn).includes('erased')).to.equal(false);
    });
  });
}
