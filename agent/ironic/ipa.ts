import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';

/** Asks ironic-python-agent for something. Errors: `IPA_FAILED`, `IPA_GONE`, `ABORTED`. */
export type AskIpa = (method: string, params: object) => Promise<unknown>;

const devices = z.object({
  devices: z.array(z.looseObject({ name: z.string() })),
  all: z.array(z.string()),
});

/**
 * What steps want of ironic-python-agent itself, through the hardware manager: its answers where it knows
 * better, and its own implementations where nothing is to be kept.
 */
export class Ipa {
  readonly #ask: AskIpa;

  constructor(ask: AskIpa) {
    this.#ask = ask;
  }

  /** Path of the disk that root device hints pick. */
  async installDevice(): Promise<string> {
    return await this.#expect('get_os_install_device', {}, z.string().min(1));
  }

  /** Disks by path: `all` that there are, and those that the node's `skip_block_devices` does not exempt. */
  async blockDevices(): Promise<{ readonly devices: readonly string[]; readonly all: readonly string[] }> {
    const found = await this.#expect('list_block_devices', {}, devices);
    return { devices: found.devices.map(({ name }) => name), all: found.all };
  }

  /** Refuses a disk with a shared filesystem that other machines may be using. */
  async checkSafety(device: string): Promise<void> {
    await this.#ask('safety_check', { device });
  }

  /**
   * Erases whole disks, all at a time, as IPA does it: secure erase, else overwriting. `knobs` stand for those of
   * the node.
   */
  async eraseBlockDevices(
    devices: readonly string[],
    knobs: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.#ask('erase_block_devices', { devices, knobs });
  }

  /** Removes tables and signatures of a whole disk or partition as IPA does it. False for a part of an array, left out. */
  async eraseMetadata(device: string): Promise<boolean> {
    return (await this.#ask('erase_metadata', { device })) !== true;
  }

  /** Has an NVMe device forget all of its data. False where it cannot; errors: `IPA_FAILED`. */
  async secureEraseNvme(device: string): Promise<boolean> {
    return await this.#expect('secure_erase_nvme', { device }, z.boolean());
  }

  /** IPA's own step of that name. */
  async runStep(step: string, args: object): Promise<unknown> {
    return await this.#ask('run_step', { step, args });
  }

  /** Makes the boot entry of the firmware. False where nothing was found to boot. */
  async manageUefi(device: string): Promise<boolean> {
    return await this.#expect('manage_uefi', { device }, z.boolean());
  }

  /** Number of the partition that `manageUefi` would mount; null for none. */
  async findEfiPartition(device: string): Promise<number | null> {
    const partition = z.looseObject({ number: z.number().int() }).nullable();
    return (await this.#expect('find_efi_partition', { device }, partition))?.number ?? null;
  }

  async bootMode(): Promise<'uefi' | 'bios'> {
    return await this.#expect('get_boot_mode', {}, z.enum(['uefi', 'bios']));
  }

  /** Whether it installs GRUB out of partition images; its option `enable_bios_bootloader_install`. */
  async installsGrub(): Promise<boolean> {
    return await this.#expect('installs_grub', {}, z.boolean());
  }

  /** What the conductor's boot loader step asks for. */
  async setPartitionUuids(uuids: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#ask('set_partition_uuids', { uuids });
  }

  async rescan(device: string): Promise<void> {
    await this.#ask('rescan', { device });
  }

  async #expect<T>(method: string, params: object, schema: z.ZodType<T>): Promise<T> {
    const answer = schema.safeParse(await this.#ask(method, params));
    if (answer.success) return answer.data;
    const why = answer.error.issues[0]?.message ?? 'unexpected';
    const message = `ironic-python-agent answered ${method} with something else than expected (${why}); its hardware manager and the agent do not fit, rebuild the ramdisk`;
    throw new BmvError('IPA_FAILED', message);
  }
}
