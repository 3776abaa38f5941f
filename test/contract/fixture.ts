import { closeSync, mkdtempSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVolume } from '../../agent/volumes/create.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import type { Claim } from '../../proto/catalog.ts';
import { AGENT_COMMAND, AgentProcess } from '../support/agent-process.ts';
import { tool } from '../support/blkid.ts';
import { testContext } from '../support/context.ts';
import { digestOfFile } from '../support/disk-file.ts';
import { type LinuxPartition, linuxPartitions } from '../support/linux-gpt.ts';
import { attachLoop, type LoopDevice } from '../support/loop-device.ts';
import { makeRootImage } from '../support/root-image.ts';
import { aRequestFor } from '../support/volume-disk.ts';
import { type ContractImage, diskImage, type ServeOptions, serveImage } from './image-server.ts';
import { type IpaOptions, type IpaProcess, NODE, type Suite, startIpa } from './ipa.ts';

const MIB = 1024 * 1024;
const DISK_BYTES = 128 * MIB;

/** Bytes of a device, read past every cache of ours. */
export function bytesOf(device: string, offset = 0, length = DISK_BYTES): Buffer {
  const bytes = Buffer.alloc(length);
  const file = openSync(device, 'r');
  try {
    let done = 0;
    while (done < length) {
      const read = readSync(file, bytes, done, length - done, offset + done);
      if (read === 0) throw new Error(`${device} ends at ${offset + done}`);
      done += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

export function digestOf(device: string): string {
  return digestOfFile(device, { offset: 0, length: DISK_BYTES });
}

/** The partitions that Linux would show. */
export function partitionsOf(device: string): readonly LinuxPartition[] {
  const read = (offset: number, length: number) => bytesOf(device, offset, length);
  return linuxPartitions({ sizeBytes: DISK_BYTES, read }, 512) ?? [];
}

function fill(device: string, offset: number, length: number, pattern: string): void {
  const file = openSync(device, 'r+');
  writeSync(file, Buffer.alloc(length, pattern), 0, length, offset);
  closeSync(file);
}

/** The line of what a promise fails with; empty when it does not. */
export async function attempt(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** The bytes of the partition that Linux would show under this name. */
export function partitionBytes(device: string, name: string): Buffer {
  const found = partitionsOf(device).find((item) => item.name === name);
  if (!found) throw new Error(`${device} has no partition ${name}`);
  return bytesOf(device, found.firstLba * 512, (found.lastLba - found.firstLba + 1) * 512);
}

/** Loop devices, processes and a folder that they share; all gone after `close`. */
export class ContractFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'bmv-contract-'));
  readonly #loops: LoopDevice[] = [];
  readonly #running: { kill?: () => Promise<unknown>; stop?: () => Promise<unknown> }[] = [];

  /** A disk of 128 MiB full of old data. */
  async usedDisk(): Promise<string> {
    const loop = await attachLoop({ sizeBytes: DISK_BYTES });
    this.#loops.push(loop);
    for (const offset of [0, MIB, 64 * MIB, DISK_BYTES - MIB]) fill(loop.path, offset, MIB, 'old data ');
    return loop.path;
  }

  /** A disk, by default of 128 MiB, that holds a volume of 16 MiB with a pattern of its own. */
  async keptDisk(name = 'data', sizeBytes = DISK_BYTES): Promise<{ device: string; claim: Claim }> {
    const loop = await attachLoop({ sizeBytes });
    this.#loops.push(loop);
    const context = testContext(createManagers());
    const { claim } = await createVolume(context, loop.path, aRequestFor(name, 16 * MIB));
    fill(loop.path, claim.offset, claim.length, `${name} is precious. `);
    return { device: loop.path, claim };
  }

  /** Fills a MiB that no volume of `keptDisk` covers. */
  leaveBehind(device: string, pattern: string): { offset: number; length: number } {
    const place = { offset: 64 * MIB, length: MIB };
    fill(device, place.offset, place.length, pattern);
    return place;
  }

  volumeIsWhole(device: string, { offset, length, name }: Claim): boolean {
    return bytesOf(device, offset, length).equals(Buffer.alloc(length, `${name} is precious. `));
  }

  async image(options: ServeOptions = {}): Promise<ContractImage> {
    const image = await serveImage(diskImage(this.folder), options);
    this.#running.push({ stop: image.stop });
    return image;
  }

  /** A root filesystem of 16 MiB alone, as partition images are, with its UUID as blkid tells it. */
  async rootImage(): Promise<ContractImage & { readonly uuid: string }> {
    const path = makeRootImage(this.folder, 'root', 16);
    const image = await serveImage(readFileSync(path));
    this.#running.push({ stop: image.stop });
    return { ...image, uuid: tool('blkid', 'util-linux', ['-p', '-s', 'UUID', '-o', 'value', path]).trim() };
  }

  /** `enter`: put before its command. */
  async agent(
    environment: Readonly<Record<string, string>> = {},
    enter: readonly string[] = [],
  ): Promise<AgentProcess> {
    const agent = await AgentProcess.start(this.folder, environment, [...enter, ...AGENT_COMMAND]);
    this.#running.push({ kill: async () => await agent.kill() });
    return agent;
  }

  /** IPA, up and serving; `disks` are all that it sees, and the first one is the node's root device. */
  async ipa(suite: Suite, disks: readonly string[], options: Partial<IpaOptions> = {}): Promise<IpaProcess> {
    const ipa = await this.startIpa(suite, disks, options);
    await ipa.ready();
    return ipa;
  }

  /** IPA, which may end at once. */
  async startIpa(
    suite: Suite,
    disks: readonly string[],
    options: Partial<IpaOptions> = {},
  ): Promise<IpaProcess> {
    // Without a hint IPA takes disks from 4 GiB on only.
    const [name] = disks;
    const node = { ...NODE, properties: name === undefined ? {} : { root_device: { name } } };
    const ipa = await startIpa({ suite, folder: this.folder, disks, node, ...options });
    this.#running.push({ stop: async () => await ipa.stop() });
    return ipa;
  }

  async close(): Promise<void> {
    for (const { kill, stop } of this.#running.splice(0)) {
      await kill?.();
      await stop?.();
    }
    for (const loop of this.#loops.splice(0)) await loop.detach();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
