import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../hardware-managers/linux/command.ts';
import { Service } from './service.ts';
import { HOST, WEB_URL, type Workspace } from './workspace.ts';

/** The machine's network card is at the other end of it. */
export const TAP = 'tap0';
/** Of the machine's network card. */
export const MAC = '52:54:00:b0:0b:01';
const BRIDGE = 'br0';

async function ip(...args: readonly string[]): Promise<void> {
  await runCommand(['ip', ...args]);
}

/** A bridge with the machine's cable. HAZARD: only in a network namespace of the lab. */
export async function layCables(): Promise<void> {
  await ip('link', 'set', 'lo', 'up');
  await ip('link', 'add', BRIDGE, 'type', 'bridge');
  await ip('addr', 'add', `${HOST}/24`, 'dev', BRIDGE);
  await ip('tuntap', 'add', 'dev', TAP, 'mode', 'tap');
  await ip('link', 'set', TAP, 'master', BRIDGE);
  for (const device of [TAP, BRIDGE]) await ip('link', 'set', device, 'up');
}

/** DHCP and TFTP for one machine. */
export async function startDhcp(root: string, workspace: Workspace): Promise<Service> {
  for (const file of ['snponly.efi', 'undionly.kpxe'])
    copyFileSync(join(root, 'usr/lib/ipxe', file), workspace.path('tftp', file));
  const config = workspace.path('dnsmasq.conf');
  const pid = workspace.path('state', 'dnsmasq.pid');
  writeFileSync(
    config,
    [
      ...[
        'port=0',
        `interface=${BRIDGE}`,
        'bind-interfaces',
        'user=root',
        'no-resolv',
        'no-hosts',
        'log-dhcp',
      ],
      `dhcp-range=172.22.0.100,172.22.0.150,255.255.255.0,12h`,
      ...['dhcp-match=set:ipxe,175', 'dhcp-match=set:efi,option:client-arch,7'],
      'dhcp-match=set:efi,option:client-arch,9',
      `dhcp-boot=tag:ipxe,${WEB_URL}/boot.ipxe`,
      ...['dhcp-boot=tag:efi,tag:!ipxe,snponly.efi', 'dhcp-boot=tag:!efi,tag:!ipxe,undionly.kpxe'],
      ...['enable-tftp', `tftp-root=${workspace.path('tftp')}`],
      ...[`dhcp-leasefile=${workspace.path('state', 'dnsmasq.leases')}`, `pid-file=${pid}`],
      'log-facility=-',
      '',
    ].join('\n'),
  );
  let looks = 0;
  return await Service.start({
    name: 'dnsmasq',
    command: ['chroot', root, '/usr/sbin/dnsmasq', '--keep-in-foreground', `--conf-file=${config}`],
    log: workspace.log('dnsmasq'),
    // It says nothing when it is ready, and ends at once where it cannot be.
    isReady: () => {
      looks += 1;
      return looks > 5;
    },
    readyMs: 10_000,
  });
}
