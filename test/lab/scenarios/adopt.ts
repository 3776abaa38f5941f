import { handsOf, type Scenario } from '../scenario.ts';
import { ask, bootsAs, deploy, makeAvailable, ownDisks, same, service } from './words.ts';

const TENANT = `disk=/dev/$(lsblk --noheadings --output PKNAME "$(findmnt --noheadings --output SOURCE /)" | head -n1)
echo 'size=300MiB, type=L, name=data' | sfdisk --append --no-reread --force "$disk"
partx --update "$disk"
udevadm settle
mkfs.ext4 -q -L old-data /dev/disk/by-partlabel/data
bmv-lab-report
`;

/** What a tenant did long ago: a partition in the room behind the system, which does not grow, with files in it. */
const USER_DATA = `#cloud-config
${JSON.stringify({ growpart: { mode: 'off' }, resize_rootfs: false, runcmd: [['sh', '-c', TENANT]] })}
`;

/** A server that plain Ironic runs: its operator brings in the agent and keeps a partition of the tenant. */
export const adopt: Scenario = {
  name: 'adopt',
  title: 'A partition on a disk that plain Ironic wrote is adopted, and survives the next deployment',
  destroys: 'all data on all of its disks, but of a partition that the scenario makes',
  needsHands: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    await ownDisks(lab);
    await makeAvailable(lab);
    await hands.bootRamdisk('plain');
    await ask(lab, lab.images[0]);
    const before = await deploy(lab, {
      words: ['--config-drive', JSON.stringify({ user_data: USER_DATA })],
      isMeant: ({ volume }) => volume === 'mounted',
    });
    same('what was found in the partition', before.found, '');
    await hands.bootRamdisk('agent');
    const volumes = [{ select: 'label:data', mount_point: '/srv/data' }];
    const again = await service(lab, { step: 'adopt_volumes', args: { volumes } });
    same('the file that it wrote, as the adopted', again.found, before.now);
    same('the number of volumes', (await hands.volumes()).length, 1);
    await lab.operator.reach('available', lab.node, 'undeploy', lab.node);
    await ask(lab, lab.images[1]);
    bootsAs(await deploy(lab), lab.images[1], again);
  },
};
