import { expect } from 'chai';
import { bytesOf, ContractFixture, digestOf } from './fixture.ts';
import { SUITES } from './ipa.ts';

/** As vendors write them, sure to be the best: its own eraser and writer, and a step of its own. */
const VENDOR = `
from ironic_python_agent import hardware


def overwrite():
    for device in hardware.list_all_block_devices():
        with open(device.name, 'r+b') as disk:
            disk.write(b'vendor was here')
    return 'vendor'


class OtherManager(hardware.HardwareManager):
    def evaluate_hardware_support(self):
        return hardware.HardwareSupport.SERVICE_PROVIDER + 100

    def get_clean_steps(self, node, ports):
        return [{'step': name, 'priority': 50, 'interface': 'deploy',
                 'reboot_requested': False, 'abortable': True}
                for name in ('erase_devices', 'vendor_report')]

    def get_deploy_steps(self, node, ports):
        return [{'step': 'write_image', 'priority': 50, 'interface': 'deploy',
                 'reboot_requested': False, 'argsinfo': {}}]

    def vendor_report(self, node, ports):
        return 'of the vendor'

    def erase_devices(self, node, ports):
        return overwrite()

    def write_image(self, node, ports, **kwargs):
        return overwrite()
`;

/** Shows IPA no disks; not all of IPA asks it. */
const HIDING = `
from ironic_python_agent import hardware


class OtherManager(hardware.HardwareManager):
    def evaluate_hardware_support(self):
        return hardware.HardwareSupport.SERVICE_PROVIDER

    def list_block_devices(self, *args, **kwargs):
        return []
`;

for (const suite of SUITES) {
  describe(`beside another hardware manager on ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => await fixture.close());

    it('its eraser and its writer do not run where a volume is, and its own steps do', async () => {
      const { device, claim } = await fixture.keptDisk();
      const image = await fixture.image();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device], { otherManager: VENDOR });
      const { steps } = await ipa.steps('clean');
      expect(steps.OtherManager?.map(({ step }) => step)).to.deep.equal(['vendor_report']);
      expect((await ipa.run('clean', 'vendor_report')).result).to.equal('of the vendor');
      expect((await ipa.run('clean', 'erase_devices')).lastError).to.equal('');
      const write = await ipa.run('deploy', 'write_image', { args: { image_info: image.info } });
      expect(write.result).to.deep.include({ device });
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
      expect(bytesOf(device).includes('vendor was here')).to.equal(false);
    });

    it('its eraser runs where nothing is kept, as it would without us', async () => {
      const disk = await fixture.usedDisk();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [disk], { otherManager: VENDOR });
      expect((await ipa.run('clean', 'erase_devices')).result).to.equal('vendor');
      expect(bytesOf(disk, 0, 15).toString()).to.equal('vendor was here');
    });

    // The look for volumes went by the list that the other manager gives; fio went by IPA's.
    it('a disk that it hides is not written by burnin_disk, which finds it all the same', async () => {
      const { device, claim } = await fixture.keptDisk();
      await fixture.agent();
      const ipa = await fixture.ipa(suite, [device], { otherManager: HIDING });
      const before = digestOf(device);
      const { lastError } = await ipa.run('clean', 'burnin_disk');
      expect(lastError).to.contain(`"data" (${claim.id})`).and.contain('is refused');
      expect(digestOf(device)).to.equal(before);
    });
  });
}
