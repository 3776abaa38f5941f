import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Qemu, qemu } from './qemu.ts';
import { diskArguments, type VmDisk } from './vm-disk.ts';

export interface MachineOptions {
  /** For the console and the firmware's variables, which last from one boot to the next. */
  readonly folder: string;
  readonly disks: readonly VmDisk[];
  /** How it boots when not from its disks. */
  readonly direct?: { readonly kernel: string; readonly ramdisk: string; readonly commandLine: string };
  /** Port of this machine -> port of the virtual one. */
  readonly forward?: { readonly from: number; readonly to: number };
}

const MEMORY_MIB = 2048;
const POLL_MS = 250;
const TAIL_LINES = 40;
const TAIL_COLUMNS = 400;

function firmware(folder: string, code: string, variables: string): string[] {
  const own = join(folder, 'firmware-variables.fd');
  if (!existsSync(own)) copyFileSync(variables, own);
  return [
    '-drive',
    `if=pflash,format=raw,unit=0,readonly=on,file=${code}`,
    '-drive',
    `if=pflash,format=raw,unit=1,file=${own}`,
  ];
}

function network(forward: MachineOptions['forward']): string[] {
  const forwarded = forward ? `,hostfwd=tcp:127.0.0.1:${forward.from}-:${forward.to}` : '';
  return [
    '-netdev',
    `user,id=net,ipv6=off${forwarded}`,
    '-device',
    'virtio-net-pci,netdev=net,mac=52:54:00:b0:0b:01,romfile=',
  ];
}

/** One run of a virtual machine with UEFI, without KVM: from power on to power off. */
export class Machine {
  readonly #console: string;
  readonly #child: ChildProcess;
  #ended = false;
  #complaints = '';

  private constructor(options: MachineOptions, { argv, environment, code, variables }: Qemu) {
    const { folder, disks, direct, forward } = options;
    this.#console = join(folder, 'console.log');
    writeFileSync(this.#console, '');
    const boot = direct
      ? ['-kernel', direct.kernel, '-initrd', direct.ramdisk, '-append', direct.commandLine]
      : [];
    this.#child = spawn(
      'setpriv',
      [
        // Also when the tests themselves are killed.
        ...['--pdeathsig', 'KILL', ...argv],
        ...['-machine', 'q35', '-accel', 'tcg,thread=multi', '-cpu', 'max'],
        ...['-smp', '2', '-m', String(MEMORY_MIB), '-display', 'none', '-monitor', 'none', '-no-reboot'],
        ...['-serial', `file:${this.#console}`, '-device', 'virtio-rng-pci'],
        ...firmware(folder, code, variables),
        ...network(forward),
        ...diskArguments(disks),
        ...boot,
      ],
      { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#child.stderr?.on('data', (bytes: Buffer) => {
      this.#complaints += bytes.toString();
    });
    this.#child.once('error', (error) => {
      this.#complaints += error.message;
      this.#ended = true;
    });
    this.#child.once('close', () => {
      this.#ended = true;
    });
  }

  static async start(options: MachineOptions): Promise<Machine> {
    return new Machine(options, await qemu());
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** All that it has printed on its serial line, without colours. */
  get console(): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are steered by them.
    const text = readFileSync(this.#console, 'utf8').replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
    return `${text.replaceAll('\r', '')}${this.#complaints}`;
  }

  /** An error that shows the end of the console, without our own polling. */
  failure(line: string): Error {
    const lines = this.console.split('\n').filter((item) => !item.includes('GET /v1/commands/'));
    const tail = lines.slice(-TAIL_LINES).map((item) => item.slice(0, TAIL_COLUMNS));
    return new Error(`${line}; the console ends with:\n${tail.join('\n')}`);
  }

  /** Returns once `isThere`; throws with the console when the machine ends before, or after the time. */
  async until(what: string, timeoutMs: number, isThere: () => boolean): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!isThere()) {
      if (this.#ended) throw this.failure(`the machine ended before ${what}`);
      if (Date.now() > deadline) throw this.failure(`no ${what} within ${timeoutMs / 1000} s`);
      await sleep(POLL_MS);
    }
  }

  /** Returns when it has switched itself off. */
  async off(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!this.#ended) {
      if (Date.now() > deadline) throw this.failure(`the machine was not off within ${timeoutMs / 1000} s`);
      await sleep(POLL_MS);
    }
  }

  /** Power is gone, now. */
  async cut(): Promise<void> {
    this.#child.kill('SIGKILL');
    while (!this.#ended) await sleep(POLL_MS);
  }
}
