import { join } from 'node:path';
import { expect } from 'chai';
import { ContractFixture, digestOf } from './fixture.ts';
import { SUITES } from './ipa.ts';
import { standIn } from './stand-in-agent.ts';

/** IPA's own steps that list the disks of the node for themselves, each in another way. */
const OWN_STEPS = ['erase_devices', 'erase_devices_metadata', 'burnin_disk'];

/** Lists the disks as the RAID steps of IPA do, which need mdadm. */
const RAID_MANAGER = `
from ironic_python_agent import hardware


class OtherManager(hardware.HardwareManager):
    def evaluate_hardware_support(self):
        return hardware.HardwareSupport.SERVICE_PROVIDER

    def delete_configuration(self, node, ports):
        return [device.name for device in hardware.list_all_block_devices()]
`;

/** Stands in for udev, by which lsblk knows a member; of other disks IPA says for itself what they are. */
const knowingMember = (device: string) => `
from ironic_python_agent import errors
from ironic_python_agent import hardware


class OtherManager(hardware.HardwareManager):
    def evaluate_hardware_support(self):
        return hardware.HardwareSupport.SERVICE_PROVIDER

    def _is_linux_raid_member(self, block_device):
        if block_device.name != '${device}':
            raise errors.IncompatibleHardwareMethodError()
        return True
`;

for (const suite of SUITES) {
  describe(`disks that show up late on ironic-python-agent of ${suite}`, () => {
    let fixture: ContractFixture;
    beforeEach(() => {
      fixture = new ContractFixture();
    });
    afterEach(async () => await fixture.close());

    it('are waited for by IPA, and their volumes are kept', async () => {
      const { device, claim } = await fixture.keptDisk();
      const image = await fixture.image();
      await fixture.agent();
      const late = [{ disk: device, method: 'get_os_install_device', call: 4 }];
      const ipa = await fixture.ipa(suite, [device], { late, waits: 10, isKnown: false });
      await ipa.steps('deploy');
      const { lastError, result } = await ipa.run('deploy', 'write_image', {
        args: { image_info: image.info },
      });
      expect(lastError).to.equal('');
      expect(result).to.deep.include({ device });
      expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
      expect(ipa.log).to.contain('Still waiting for the root device to appear');
    });

    it('are not replaced by another disk when they stay away', async () => {
      const { device } = await fixture.keptDisk();
      const other = await fixture.usedDisk();
      const before = [digestOf(device), digestOf(other)];
      const image = await fixture.image();
      await fixture.agent();
      const late = [{ disk: device, method: 'get_os_install_device', call: 1000 }];
      const ipa = await fixture.ipa(suite, [device, other], { late, waits: 2, isKnown: false });
      await ipa.steps('deploy');
      const { lastError } = await ipa.run('deploy', 'write_image', { args: { image_info: image.info } });
      expect(lastError).to.contain('No suitable device was found for deployment using these hints');
      expect([digestOf(device), digestOf(other)]).to.deep.equal(before);
    });

    // Every disk was looked at and kept nothing, so IPA's own step ran; it listed the disks anew and erased the
    // one that had come in between with its volumes.
    for (const step of OWN_STEPS)
      it(`are not touched by ${step} when they come after the look for volumes, and kept by the next`, async () => {
        const { device, claim } = await fixture.keptDisk();
        const used = await fixture.usedDisk();
        await fixture.agent();
        const late = [{ disk: device, method: step, call: 1 }];
        const ipa = await fixture.ipa(suite, [used, device], { late });
        const before = [digestOf(used), digestOf(device)];
        const { lastError } = await ipa.run('clean', step);
        expect(lastError).to.contain(`Clean step deploy.${step} failed`);
        expect(lastError).to.contain(`${device} came late, run the step again`);
        expect([digestOf(used), digestOf(device)]).to.deep.equal(before);

        const again = await ipa.run('clean', step);
        const isRefused = step === 'burnin_disk';
        expect(again.lastError).to[isRefused ? 'contain' : 'equal'](isRefused ? 'is refused' : '');
        expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
      });

    // udev had put it together meanwhile, and ironic-python-agent shredded it: no array was looked for.
    for (const step of OWN_STEPS)
      it(`are not touched by ${step} when they are an array that comes up after the look for volumes`, async () => {
        const { device, claim } = await fixture.keptDisk();
        const used = await fixture.usedDisk();
        await fixture.agent();
        const ipa = await fixture.ipa(suite, [used, device], {
          late: [{ disk: device, method: step, call: 1, isArray: true }],
        });
        const before = [digestOf(used), digestOf(device)];
        const { lastError } = await ipa.run('clean', step);
        expect(lastError).to.contain(`${device} came late, run the step again`);
        expect([digestOf(used), digestOf(device)]).to.deep.equal(before);
        expect(fixture.volumeIsWhole(device, claim)).to.equal(true);
      });

    it('may be an array that a RAID step makes', async () => {
      const used = await fixture.usedDisk();
      const array = await fixture.usedDisk();
      await fixture.agent();
      const late = [{ disk: array, method: 'list_block_devices_check_skip_list', call: 1, isArray: true }];
      const ipa = await fixture.ipa(suite, [used, array], { late, otherManager: RAID_MANAGER });
      const { lastError, result } = await ipa.run('clean', 'delete_configuration');
      expect([lastError, result]).to.deep.equal(['', [used, array]]);
    });

    // The agent puts its open question again to whoever attaches, here without any look at the disks before.
    it('are all disks to an IPA that was started anew while the agent waited for its own step', async () => {
      const disk = await fixture.usedDisk();
      const before = digestOf(disk);
      const params = '{"step":"erase_devices_metadata","args":{}}';
      const call = `{"type":"call","run":"1-1","id":1,"method":"run_step","params":${params}}\n`;
      const stand = await standIn(join(fixture.folder, 'agent.sock'), {
        '/v1/steps/': (_, response) => response.end(call),
      });
      const ipa = await fixture.ipa(suite, [disk]);
      const { lastError } = await ipa.run('clean', 'erase_devices_metadata');
      await stand.close();
      expect(stand.requests).to.include('POST /v1/runs/1-1/answers');
      expect(lastError).to.contain('run it again');
      expect(ipa.log).to.contain(`${disk} came late`);
      expect(digestOf(disk)).to.equal(before);
    });

    // The agent knows members of arrays by themselves; ironic-python-agent looks at all that is stacked on a disk.
    it('are left out where they are members of an array that the agent knew nothing of', async () => {
      const [member, other] = [await fixture.usedDisk(), await fixture.usedDisk()];
      const before = [member, other].map(digestOf);
      const calls = [member, other].map(
        (device, id) =>
          `{"type":"call","run":"1-1","id":${id},"method":"erase_metadata","params":{"device":"${device}"}}\n`,
      );
      const stand = await standIn(join(fixture.folder, 'agent.sock'), {
        '/v1/steps/': (_, response) => response.end(`${calls.join('')}{"type":"result","result":{}}\n`),
      });
      const ipa = await fixture.ipa(suite, [member, other], { otherManager: knowingMember(member) });
      const { lastError } = await ipa.run('clean', 'erase_devices_metadata');
      await stand.close();
      expect(lastError).to.equal('');
      const after = [member, other].map(digestOf);
      expect(after.map((digest, index) => digest === before[index])).to.deep.equal([true, false]);
    });
  });
}
