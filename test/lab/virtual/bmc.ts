import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../../hardware-managers/linux/command.ts';
import { type DiskKind, diskArguments, VmDisk } from '../../vm/vm-disk.ts';
import { MAC, TAP } from './network.ts';
import { Service } from './service.ts';
import type { Workspace } from './workspace.ts';

export const BMC = { address: '127.0.0.1', port: 9001, user: 'admin', password: 'secret' };
const SERIAL_PORT = 9002;
const MEMORY_MIB = 2048;
const QUESTION_MS = 30_000;
const POLL_MS = 200;

/** HAZARD: a process that has ended may stay known until it is asked about, and then has no command line. */
function isRunning(pid: number): boolean {
  const path = `/proc/${pid}/cmdline`;
  return existsSync(path) && readFileSync(path).byteLength > 0;
}

function lanConfig(chassis: string): string {
  return `name "node0"
set_working_mc 0x20
  startlan 1
    addr ${BMC.address} ${BMC.port}
    priv_limit admin
    allowed_auths_callback none md2 md5 straight
    allowed_auths_user none md2 md5 straight
    allowed_auths_operator none md2 md5 straight
    allowed_auths_admin none md2 md5 straight
    guid a123456789abcdefa123456789abcdef
  endlan
  chassis_control "${chassis} 0x20"
  serial 15 ${BMC.address} ${SERIAL_PORT} codec VM
  startnow false
  user 1 true "" "test" user 10 none md2 md5 straight
  user 2 true "${BMC.user}" "${BMC.password}" admin 10 none md2 md5 straight
`;
}

const EMULATION = `mc_setbmc 0x20
mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
sel_enable 0x20 1000 0x0a
mc_enable 0x20
`;

/** A server that only its BMC switches: two disks of different kinds, UEFI, a network card that can boot. */
export class LabMachine {
  readonly disks: readonly VmDisk[];
  readonly #workspace: Workspace;

  constructor(workspace: Workspace, kinds: readonly DiskKind[], diskBytes: number) {
    this.#workspace = workspace;
    this.disks = kinds.map((kind) => new VmDisk(workspace.path('disks'), kind, diskBytes));
  }

  /** All that it has printed on its serial line. */
  get console(): string {
    const path = this.#workspace.log('console');
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** Returns when it has printed this since the call. */
  async prints(text: string | RegExp, timeoutMs: number): Promise<void> {
    const from = this.console.length;
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const said = this.console.slice(from);
      if (typeof text === 'string' ? said.includes(text) : text.test(said)) return;
      if (Date.now() > deadline) throw new Error(`the machine did not print ${text}: ${said.slice(-2000)}`);
      await sleep(POLL_MS);
    }
  }

  /** As when somebody pulls the plug; what its disks were told is theirs. */
  async cutPower(): Promise<void> {
    const pid = Number(readFileSync(this.#workspace.path('bmc', 'machine.pid'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    while (isRunning(pid)) await sleep(POLL_MS);
  }

  /** Writes the program that the BMC starts it with; its only argument is the boot device. */
  install(root: string): void {
    const workspace = this.#workspace;
    const variables = workspace.path('bmc', 'firmware-variables.fd');
    copyFileSync(join(root, 'usr/share/OVMF/OVMF_VARS_4M.fd'), variables);
    const command = [
      ...['/usr/bin/qemu-system-x86_64', '-machine', 'q35', '-accel', 'tcg,thread=multi', '-cpu', 'max'],
      ...['-smp', '2', '-m', String(MEMORY_MIB), '-display', 'none', '-monitor', 'none'],
      ...['-pidfile', workspace.path('bmc', 'machine.pid')],
      ...['-drive', 'if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd'],
      ...['-drive', `if=pflash,format=raw,unit=1,file=${variables}`],
      ...[
        '-chardev',
        `file,id=console,path=${workspace.log('console')},append=on`,
        '-serial',
        'chardev:console',
      ],
      ...['-device', 'virtio-rng-pci', '-netdev', `tap,id=net,ifname=${TAP},script=no,downscript=no`],
      ...['-device', `virtio-net-pci,netdev=net,mac=${MAC},bootindex=$index`],
      ...['-chardev', `socket,id=ipmi,host=${BMC.address},port=${SERIAL_PORT},reconnect-ms=1000`],
      ...['-device', 'ipmi-bmc-extern,id=bmc,chardev=ipmi', '-device', 'isa-ipmi-kcs,bmc=bmc'],
      ...diskArguments(this.disks),
    ];
    const quoted = command.map((argument) => (argument.includes('$') ? `"${argument}"` : `'${argument}'`));
    const program = workspace.path('bmc', 'machine');
    writeFileSync(
      program,
      `#!/bin/sh
# The network first where the BMC was told so; the disks otherwise.
if [ "$1" = pxe ]; then index=0; else index=9; fi
exec ${quoted.join(' ')}
`,
    );
    chmodSync(program, 0o755);
  }
}

/** A BMC that speaks IPMI 2.0 over LAN, and has the machine in its hand. */
export async function startBmc(control: string, workspace: Workspace): Promise<Service> {
  const chassis = workspace.path('bmc', 'chassis');
  copyFileSync(join(import.meta.dirname, 'chassis.sh'), chassis);
  chmodSync(chassis, 0o755);
  const lan = workspace.path('bmc', 'lan.conf');
  const emulation = workspace.path('bmc', 'node0.emu');
  const state = workspace.path('bmc', 'state');
  writeFileSync(lan, lanConfig(chassis));
  writeFileSync(emulation, EMULATION);
  mkdirSync(state);
  return await Service.start({
    name: 'ipmi_sim',
    command: ['chroot', control, '/usr/bin/ipmi_sim', '-c', lan, '-f', emulation, '-s', state, '-n', '-d'],
    log: workspace.log('ipmi_sim'),
    isReady: async () => await isAnswering(control),
    readyMs: 60_000,
  });
}

async function isAnswering(control: string): Promise<boolean> {
  const { address, port, user, password } = BMC;
  const credentials = ['-H', address, '-p', String(port), '-U', user, '-P', password, '-C', '3'];
  const command: readonly [string, ...string[]] = [
    'chroot',
    control,
    '/usr/bin/ipmitool',
    '-I',
    'lanplus',
    ...credentials,
    'chassis',
    'power',
    'status',
  ];
  return await runCommand(command, { timeoutMs: QUESTION_MS }).then(
    () => true,
    () => false,
  );
}
