import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { DebianIpa } from '../../image-build/debian-ipa/build.ts';
import { ramdiskWithAgent, withFile } from './ramdisk.ts';
import { Vm } from './vm.ts';
import { DISK_KINDS } from './vm-disk.ts';

/** In the shape of ironic-python-agent-builder's, with Debian's program. */
const UPSTREAM_UNIT = `[Unit]
Description=Ironic Python Agent
After=network-online.target
Wants=network-online.target

[Service]
ExecStartPre=/usr/sbin/modprobe vfat
ExecStart=/usr/bin/ironic-python-agent --config-dir /etc/ironic-python-agent.d
Restart=always
RestartSec=5s
StandardOutput=journal+console

[Install]
WantedBy=multi-user.target
`;
const UNIT = 'etc/systemd/system/ironic-python-agent.service';
/** Longer than the unit waits before it tries again. */
const ANOTHER_TRY_MS = 15_000;
/** What the agent of either unit logs first. */
const STARTED = 'Starting ironic-python-agent version';

describe('a ramdisk with bmv-agent', () => {
  let vm: Vm;
  let embedded: DebianIpa;
  before(async () => {
    embedded = await ramdiskWithAgent('trixie');
  });
  beforeEach(async () => {
    vm = await Vm.make({ disks: DISK_KINDS });
    for (const disk of vm.disks) disk.fill(0, 4096, 'old data ');
  });
  afterEach(async () => await vm.close());

  for (const [whose, ramdisk] of [
    ["Debian's", () => embedded],
    ["ironic-python-agent-builder's", () => withFile(embedded, UNIT, UPSTREAM_UNIT)],
  ] as const)
    it(`does not start ironic-python-agent without it, by ${whose} unit, and says why`, async () => {
      const before = vm.disks.map(({ lastWrite }) => lastWrite);
      await vm.switchOn(ramdisk(), ['systemd.mask=bmv-agent.service']);
      await vm.prints('baremetal-volumes: its hardware manager does not work');
      await sleep(ANOTHER_TRY_MS);
      expect(vm.console).to.contain('bmv-agent does not answer as it should');
      expect(vm.console).not.to.contain(STARTED);
      expect(vm.wasLookedUp).to.equal(false);
      await vm.powerCut();
      expect(vm.disks.map(({ lastWrite }) => lastWrite)).to.deep.equal(before);
    });

  // Else the one above would pass with a unit that never starts.
  it("starts it by ironic-python-agent-builder's unit when bmv-agent is there", async () => {
    await vm.bootIpa(withFile(embedded, UNIT, UPSTREAM_UNIT));
    expect(vm.console).to.contain(STARTED);
  });
});
