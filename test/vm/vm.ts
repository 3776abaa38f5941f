import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StepKind } from '../../agent/step-server/messages.ts';
import type { DebianIpa } from '../../image-build/debian-ipa/build.ts';
import { freePort } from '../support/free-port.ts';
import { Conductor, type Inventory, type VmStep } from './conductor.ts';
import { Machine } from './machine.ts';
import { type DiskKind, serialOf, VmDisk } from './vm-disk.ts';

const GIB = 1024 ** 3;
/** With a hint to the root device, ironic-python-agent takes one below its limit of 4 GiB. */
const DISK_BYTES = 2 * GIB;
const AGENT_PORT = 9999;
/** This machine, as the virtual one sees it. */
const HOST = '10.0.2.2';
const READY_MS = 15 * 60_000;
const OFF_MS = 3 * 60_000;
const BOOT_MS = 5 * 60_000;
const RETRY_MS = 1000;

export interface VmOptions {
  /** The first one is the root device. */
  readonly disks: readonly DiskKind[];
  /** Of the inspection at each boot, separated by commas. */
  readonly collectors?: string;
}

function rootHint(kind: DiskKind): object {
  return { root_device: { serial: serialOf(kind) } };
}

/** A server with its disks and firmware, and the Ironic that drives it; off when it is made. */
export class Vm {
  readonly folder = mkdtempSync(join(tmpdir(), 'bmv-vm-'));
  readonly disks: readonly VmDisk[];
  readonly #port: number;
  readonly #collectors: string;
  readonly #conductor: Conductor;
  #machine: Machine | null = null;

  private constructor(options: VmOptions, port: number, conductor: Conductor) {
    this.disks = options.disks.map((kind) => new VmDisk(this.folder, kind, DISK_BYTES));
    this.#collectors = options.collectors ?? 'default,bmv';
    this.#port = port;
    this.#conductor = conductor;
  }

  static async make(options: VmOptions): Promise<Vm> {
    const port = await freePort();
    const [kind] = options.disks;
    return new Vm(options, port, await Conductor.start(port, kind === undefined ? {} : rootHint(kind)));
  }

  get inventory(): Inventory {
    const { inventory } = this.#conductor;
    if (inventory === null) throw this.#running.failure('there was no inspection');
    return inventory;
  }

  disk(kind: DiskKind): VmDisk {
    const found = this.disks.find((disk) => disk.kind === kind);
    if (!found) throw new Error(`the machine has no ${kind} disk`);
    return found;
  }

  /** A URL on this machine's loopback, as the virtual machine has to write it. */
  url(local: string): string {
    return local.replace('127.0.0.1', HOST);
  }

  /** Switches it on with a ramdisk of ironic-python-agent; `options` go to the kernel's command line. */
  async switchOn({ kernel, ramdisk }: DebianIpa, options: readonly string[] = []): Promise<void> {
    this.#conductor.forget();
    const commandLine = [
      'console=ttyS0',
      'nomodeset',
      'panic=1',
      'systemd.journald.forward_to_console=1',
      'systemd.journald.max_level_console=info',
      `ipa-api-url=http://${HOST}:${this.#conductor.port}`,
      ...(this.#collectors === '' ? [] : [`ipa-inspection-collectors=${this.#collectors}`]),
      ...options,
    ].join(' ');
    const forward = { from: this.#port, to: AGENT_PORT };
    const { folder, disks } = this;
    this.#machine = await Machine.start({ folder, disks, direct: { kernel, ramdisk, commandLine }, forward });
  }

  /** Switches it on with a ramdisk of ironic-python-agent; returns when the agent takes commands. */
  async bootIpa(ramdisk: DebianIpa): Promise<void> {
    await this.switchOn(ramdisk);
    await this.#running.until('heartbeat', READY_MS, () => this.#conductor.isReady);
    // The first heartbeat may come before the agent listens.
    await this.#listening();
  }

  /** Returns when `text` was on the console. */
  async prints(text: string): Promise<void> {
    await this.#running.until(`line with "${text}"`, READY_MS, () => this.console.includes(text));
  }

  get console(): string {
    return this.#running.console;
  }

  /** Whether an ironic-python-agent asked for its node in this boot. */
  get wasLookedUp(): boolean {
    return this.#conductor.wasLookedUp;
  }

  /** Has the next image go to another disk, as an operator does by the root device hints. */
  hintAt(kind: DiskKind): void {
    this.#conductor.node.properties = rootHint(kind);
  }

  /** Gives the node another `instance_info`, as a tenant does before a deployment. */
  request(instance: object): void {
    this.#conductor.node.instance_info = instance;
  }

  /** The steps of ironic-python-agent, by hardware manager. */
  async steps(kind: StepKind): Promise<Readonly<Record<string, readonly { readonly step: string }[]>>> {
    const params = { node: this.#conductor.node, ports: [] };
    const result = await this.command(`${kind}.get_${kind}_steps`, params);
    return result[`${kind}_steps`] as Readonly<Record<string, readonly { readonly step: string }[]>>;
  }

  async execute(kind: StepKind, step: string, args: object = {}): Promise<VmStep> {
    return await this.#told(async () => await this.#conductor.run(kind, step, args));
  }

  /** Runs a step that has to succeed; returns its result. */
  async succeed(kind: StepKind, step: string, args: object = {}): Promise<VmStep['result']> {
    const { result, error } = await this.execute(kind, step, args);
    if (error !== '') throw this.#running.failure(`${kind} step ${step} failed: ${error}`);
    return result;
  }

  async command(name: string, params: object = {}): ReturnType<Conductor['command']> {
    return await this.#told(async () => await this.#conductor.command(name, params));
  }

  /** The archive of logs that Ironic keeps of each deployment: tar, gzip. */
  async logs(): Promise<Buffer> {
    const { system_logs } = await this.command('log.collect_system_logs');
    return Buffer.from(String(system_logs), 'base64');
  }

  async powerCut(): Promise<void> {
    await this.#running.cut();
  }

  /** As Ironic ends a deployment: everything on stable media, then off. */
  async shutdown(): Promise<void> {
    await this.command('standby.sync');
    await this.#told(async () => await this.#conductor.begin('standby.power_off'));
    await this.#running.off(OFF_MS);
  }

  /** Switches it on without a ramdisk, waits until what boots has switched it off, returns what it printed. */
  async bootDisk(): Promise<string> {
    const machine = await Machine.start({ folder: this.folder, disks: this.disks });
    this.#machine = machine;
    await machine.off(BOOT_MS);
    return machine.console;
  }

  async close(): Promise<void> {
    await this.#machine?.cut();
    await this.#conductor.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get #running(): Machine {
    if (this.#machine === null) throw new Error('the machine was never switched on');
    return this.#machine;
  }

  async #listening(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    for (;;) {
      const error = await this.#conductor.command('standby.get_partition_uuids').then(
        () => null,
        (cause: unknown) => cause,
      );
      if (error === null) return;
      if (this.#running.hasEnded || Date.now() > deadline)
        throw this.#running.failure(`ironic-python-agent does not answer: ${String(error)}`);
      await sleep(RETRY_MS);
    }
  }

  /** What fails here is told with the console. */
  async #told<T>(work: () => Promise<T>): Promise<T> {
    return await work().catch((error: unknown) => {
      throw this.#running.failure(error instanceof Error ? error.message : String(error));
    });
  }
}
