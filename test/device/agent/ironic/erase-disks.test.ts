import { expect } from 'chai';
import { eraseDevices } from '../../../../agent/steps/erase-devices.ts';
import { eraseDevicesExpress } from '../../../../agent/steps/erase-devices-express.ts';
import { eraseDevicesMetadata } from '../../../../agent/steps/erase-devices-metadata.ts';
import { makeKeptDisk } from '../../../support/kept-disks.ts';
import { attachLoop, type LoopDevice } from '../../../support/loop-device.ts';
import { nodeForEachTest } from '../../../support/step-node.ts';

const MIB = 1024 * 1024;

/** Virtual media of a BMC are such disks. */
describe('erasing a node that has a read-only disk beside one with a volume', () => {
  const own = nodeForEachTest({ steps: [eraseDevices, eraseDevicesExpress, eraseDevicesMetadata] });
  let medium: LoopDevice;
  beforeEach(async () => {
    medium = await attachLoop({ sizeBytes: 64 * MIB, readOnly: true });
  });
  afterEach(async () => await medium.detach());

  // It failed, when the disks before it had been erased, where ironic-python-agent's own step does not mind.
  for (const step of ['erase_devices_metadata', 'erase_devices_express'])
    it(`leaves it out by ${step}`, async () => {
      const { path } = await makeKeptDisk(own.folder, 'data');
      const { run } = await own.start([path, medium.path]);
      const { result, error } = await run('clean', step);
      expect(error).to.equal('');
      expect(result[medium.path]).to.equal('read-only, left out');
    });

  it('fails by erase_devices, unless the conductor lets it be left out', async () => {
    const { path } = await makeKeptDisk(own.folder, 'data');
    const { run } = await own.start([path, medium.path]);
    expect((await run('clean', 'erase_devices')).error).to.contain('DISK_READ_ONLY');
    const lenient = { driver_internal_info: { agent_erase_skip_read_only: true } };
    const { run: again } = await own.start([path, medium.path], { node: lenient });
    const { result, error } = await again('clean', 'erase_devices');
    expect([error, result[medium.path]]).to.deep.equal(['', 'read-only, left out']);
  });
});
