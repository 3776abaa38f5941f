import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Suite } from '../../../image-build/debian-ipa/recipe.ts';
import { bmv, bmvJson } from '../../support/bmv.ts';
import type { VmDisk } from '../../vm/vm-disk.ts';
import { makeTemplate } from '../enroll.ts';
import type { InstanceImage } from '../images/build.ts';
import type { Generation } from '../images/recipe.ts';
import { InstanceReports } from '../instance-reports.ts';
import { IronicApi } from '../ironic-api.ts';
import { Operator } from '../operator.ts';
import type { Hands, Lab, LabImage, LabVolume } from '../scenario.ts';
import { BMC, LabMachine, startBmc } from './bmc.ts';
import { enterRoot, patchIronic } from './control-root.ts';
import { pythonEnvironment, startIronic } from './ironic.ts';
import { layCables, MAC, startDhcp } from './network.ts';
import { KERNEL, RAMDISK, RAMDISKS, ramdiskBytes } from './ramdisk.ts';
import { type LabCertificate, LabRegistry } from './registry.ts';
import type { Service } from './service.ts';
import { tooLargeImage } from './too-large-image.ts';
import { volumeImage } from './volume-image.ts';
import { startWeb } from './web.ts';
import { HOST, IRONIC_URL, WEB_URL, type Workspace } from './workspace.ts';

const GIB = 2 ** 30;
const DISK_BYTES = 4 * GIB;
const NODE = 'lab0';
/** Of an operation of Ironic: a machine without hardware virtualisation boots twice in it. */
const OPERATION_MS = 15 * 60_000;
const INSTANCE_MS = 10 * 60_000;
/** An image that was exported with this address says there what it finds. */
const REPORTS = { host: HOST, port: 8091 };
const PIECE_BYTES = 2 ** 20;
const POWER_POLL_MS = 1000;

export interface Prepared {
  readonly suite: Suite;
  readonly workspace: Workspace;
  /** Tree of packages with Ironic and all that it needs. */
  readonly root: string;
  readonly authority: LabCertificate;
  readonly images: readonly [InstanceImage, InstanceImage];
  readonly isFastTrack: boolean;
  readonly rounds: number;
}

const KINDS = ['disk', 'partition'] as const;
type ImageKind = (typeof KINDS)[number];

/** Path below the web server's root, and behind its URL. */
function servedName(kind: ImageKind, generation: Generation): string {
  return `images/${kind}-generation-${generation}.raw`;
}

function pair<A, B>([first, second]: readonly [A, A], change: (item: A) => B): readonly [B, B] {
  return [change(first), change(second)];
}

interface Placed {
  readonly disk: VmDisk;
  readonly volume: LabVolume;
}

/** One without a table has nothing to show. */
function hasTable(disk: VmDisk): boolean {
  return disk.bytes(disk.sectorSize, 8).toString('latin1') === 'EFI PART';
}

function isZero(disk: VmDisk, { offset, size }: LabVolume): boolean {
  for (let done = 0; done < size; done += PIECE_BYTES)
    if (disk.bytes(offset + done, Math.min(PIECE_BYTES, size - done)).some((byte) => byte !== 0))
      return false;
  return true;
}

function up<T>(piece: T | null): T {
  if (piece === null) throw new Error('the lab is not up');
  return piece;
}

/** A real Ironic with one virtual server, in the namespaces of this process. */
export class VirtualLab {
  readonly api = new IronicApi(IRONIC_URL);
  readonly operator: Operator;
  /** What was stepped around, for the report. */
  readonly about: string[] = [];
  readonly #prepared: Prepared;
  readonly #services: Service[] = [];
  readonly #machine: LabMachine;
  readonly #images: readonly [LabImage, LabImage];
  readonly #partitionImages: readonly [LabImage, LabImage];
  #reports: InstanceReports | null = null;
  #registry: LabRegistry | null = null;
  /** By their ids. */
  readonly #known = new Map<string, Placed>();

  constructor(prepared: Prepared, tell: (line: string) => void) {
    const { workspace, root, images } = prepared;
    this.#prepared = prepared;
    this.#machine = new LabMachine(workspace, ['virtio', 'nvme'], DISK_BYTES);
    this.operator = new Operator({
      api: this.api,
      within: ['chroot', root, '/usr/bin/env'],
      environment: {
        ...pythonEnvironment(workspace),
        ...{ OS_AUTH_TYPE: 'none', OS_ENDPOINT: IRONIC_URL, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      },
      console: () => this.#machine.console,
      timeoutMs: OPERATION_MS,
      tell,
    });
    const served =
      (kind: ImageKind) =>
      (image: InstanceImage): LabImage => {
        const { generation } = image;
        return { generation, url: `${WEB_URL}/${servedName(kind, generation)}`, digest: image[kind].digest };
      };
    this.#images = pair(images, served('disk'));
    this.#partitionImages = pair(images, served('partition'));
  }

  /** Brings it all up, piece by piece; throws with the name of the piece that does not come. */
  async start(): Promise<void> {
    const { workspace, root, authority, images, suite, isFastTrack } = this.#prepared;
    mkdirSync(workspace.path('http', 'images'), { recursive: true });
    for (const kind of KINDS)
      for (const image of images) copyFileSync(image[kind].path, this.#servedPath(kind, image.generation));
    await enterRoot(root, workspace);
    await layCables();
    const around = await patchIronic(root, workspace);
    this.about.push(
      `Ironic and ironic-python-agent of Debian ${suite}`,
      ...around.map((why) => `stepped around: ${why}`),
    );
    this.#machine.install(root);
    this.#services.push(await startBmc(root, workspace));
    this.#services.push(await startDhcp(root, workspace));
    this.#services.push(await startWeb(root, workspace));
    this.#services.push(await startIronic(root, workspace, isFastTrack));
    this.#registry = await LabRegistry.start(workspace, authority);
    this.#services.push(this.#registry.service);
    this.#reports = await InstanceReports.listen(REPORTS, () => this.#machine.console);
    await this.#enroll();
  }

  /** As the scenarios see it. */
  lab(note: (text: string) => void): Lab {
    const reports = up(this.#reports);
    return {
      api: this.api,
      operator: this.operator,
      node: NODE,
      images: this.#images,
      nextInstance: (isMeant = () => true) => reports.next(isMeant, INSTANCE_MS),
      rounds: this.#prepared.rounds,
      get last() {
        return reports.last;
      },
      pictures: async () => await this.#pictures(),
      hands: this.#hands(),
      note,
    };
  }

  /** Ends of logs, for whoever has to find out why. */
  get tails(): string {
    return this.#services.map((service) => `--- ${service.name}${service.tail()}`).join('\n');
  }

  async stop(): Promise<void> {
    await this.#reports?.close();
    for (const service of this.#services.splice(0).reverse()) await service.stop();
  }

  async #enroll(): Promise<void> {
    const driver = {
      ...{ ipmi_address: BMC.address, ipmi_port: String(BMC.port), ipmi_username: BMC.user },
      ...{ ipmi_password: BMC.password, ipmi_cipher_suite: '3' },
      ...{ deploy_kernel: `${WEB_URL}/${KERNEL}`, deploy_ramdisk: `${WEB_URL}/${RAMDISK.agent}` },
    };
    const root = this.#machine.disks[0]?.serial ?? '';
    const properties = {
      ...{
        capabilities: 'boot_mode:uefi',
        cpu_arch: 'x86_64',
        root_device: JSON.stringify({ serial: root }),
      },
    };
    const words = (flag: string, values: Readonly<Record<string, string>>) =>
      Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
    await this.operator.baremetal(
      ...['node', 'create', '--driver', 'ipmi', '--name', NODE, '--boot-interface', 'ipxe'],
      ...['--deploy-interface', 'direct', '--inspect-interface', 'agent'],
      ...[...words('--driver-info', driver), ...words('--property', properties)],
    );
    const { uuid } = await this.api.node(NODE);
    await this.operator.baremetal('port', 'create', MAC, '--node', uuid);
    await makeTemplate(this.operator, NODE);
  }

  #hands(): Hands {
    const machine = this.#machine;
    return {
      volumes: async () => (await this.#volumes()).map(({ volume }) => volume),
      digestOf: async ({ id }) => {
        const { disk, volume } = this.#place(id);
        return disk.digest(volume.offset, volume.size);
      },
      isZero: async ({ id }) => {
        const { disk, volume } = this.#place(id);
        return isZero(disk, volume);
      },
      cutPower: async () => await machine.cutPower(),
      bootRamdisk: async (which) => {
        const ramdisk = `deploy_ramdisk=${WEB_URL}/${RAMDISK[which]}`;
        await this.operator.baremetal('node', 'set', NODE, '--driver-info', ramdisk);
        await this.#endRamdisk();
      },
      indexImages: async () => {
        for (const { generation } of this.#images)
          await bmvJson('image', 'index', this.#servedPath('disk', generation));
      },
      console: async (text) => await machine.prints(text, OPERATION_MS),
      partitionImages: this.#partitionImages,
      ramdiskBytes: new Map(RAMDISKS.map((which) => [which, ramdiskBytes(which, this.#prepared.workspace)])),
      registered: async () => await up(this.#registry).volumesOf(NODE),
      allocationLine: async (project, volume) => await up(this.#registry).allocationLine(project, volume),
      stepReaches: async (step, share) =>
        await up(this.#registry).stepReaches(NODE, step, share, OPERATION_MS),
      tooLargeImage: async () => {
        const { workspace, images } = this.#prepared;
        const name = 'images/too-large.raw';
        const digest = await tooLargeImage(images[1].disk.path, workspace.path('http', name), DISK_BYTES);
        return { generation: 2, url: `${WEB_URL}/${name}`, digest };
      },
      volumeImage: async () => {
        const { workspace, images } = this.#prepared;
        const name = 'images/volume.raw';
        const { path } = images[0].partition;
        const digest = await volumeImage(path, workspace.path('http', name));
        return { url: `${WEB_URL}/${name}`, digest, bytes: statSync(path).size };
      },
    };
  }

  #servedPath(kind: ImageKind, generation: Generation): string {
    return this.#prepared.workspace.path('http', servedName(kind, generation));
  }

  /** With fast track the ramdisk that runs would be used once more. */
  async #endRamdisk(): Promise<void> {
    const { provision_state: state, power_state: power } = await this.api.node(NODE);
    if (state === 'active' || power === 'power off') return;
    await this.operator.baremetal('node', 'power', 'off', NODE, '--power-timeout', '120');
    while ((await this.api.node(NODE)).power_state !== 'power off') await sleep(POWER_POLL_MS);
  }

  /** Where a volume is, or was when the disks were last looked at. */
  #place(id: string): Placed {
    const found = this.#known.get(id);
    if (!found) throw new Error(`no disk of the lab ever had a volume ${id}`);
    return found;
  }

  /** What the disks show now; those that were shown before are remembered. */
  async #volumes(): Promise<readonly Placed[]> {
    const placed: Placed[] = [];
    for (const disk of this.#machine.disks) {
      if (!hasTable(disk)) continue;
      const { json } = await bmvJson('volume', 'list', disk.path);
      for (const volume of json.volumes as readonly LabVolume[]) placed.push({ disk, volume });
    }
    for (const item of placed) this.#known.set(item.volume.id, item);
    return placed;
  }

  async #pictures(): Promise<readonly string[]> {
    const pictures: string[] = [];
    for (const disk of this.#machine.disks) {
      if (!hasTable(disk)) continue;
      const { out } = await bmv(['show', disk.path]);
      pictures.push(`${disk.kind}\n${out}`);
    }
    return pictures;
  }
}
