import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Vm } from './vm.ts';
import type { DiskKind, VmDisk } from './vm-disk.ts';

export interface WantedVolume {
  readonly name: string;
  readonly size: string;
  readonly filesystem?: 'none' | 'ext4' | 'xfs';
  readonly image?: { readonly url: string; readonly checksum: string };
  readonly bootable?: boolean;
}

interface View {
  readonly id: string;
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly number: number;
}

/** Puts a file into an ext4 of a disk. The machine must not have it mounted. `folder`: for the file on its way. */
export function writeInto(disk: VmDisk, offset: number, folder: string, path: string, content: Buffer): void {
  const source = join(folder, `${path}.content`);
  writeFileSync(source, content);
  const filesystem = `${disk.path}?offset=${offset}`;
  execFileSync('debugfs', ['-w', '-R', `write ${source} ${path}`, filesystem], { stdio: 'pipe' });
}

/** A volume on a disk of a virtual machine, with the bytes that it must keep. */
export class VmVolume {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly disk: VmDisk;
  readonly filesystem: WantedVolume['filesystem'];
  readonly #offset: number;
  readonly #size: number;
  #digest: string;

  private constructor(disk: VmDisk, { filesystem }: WantedVolume, view: View) {
    this.filesystem = filesystem;
    this.disk = disk;
    this.id = view.id;
    this.name = view.name;
    this.number = view.number;
    this.#offset = view.offset;
    this.#size = view.size;
    this.#digest = this.#now();
  }

  /** Has it made by the step, as an operator would. */
  static async create(vm: Vm, kind: DiskKind, wanted: WantedVolume): Promise<VmVolume> {
    const disk = vm.disk(kind);
    const { volumes } = (await vm.succeed('deploy', 'create_volumes', {
      volumes: [{ ...wanted, disk: disk.serial }],
    })) as { volumes: readonly View[] };
    const [view] = volumes;
    if (!view) throw new Error(`no volume ${wanted.name} was made`);
    return new VmVolume(disk, wanted, view);
  }

  get sectors(): number {
    return this.#size / 512;
  }

  /** Fills a volume without a filesystem. */
  fill(): void {
    this.disk.fill(this.#offset, this.#size, `${this.name} is precious. `);
    this.#digest = this.#now();
  }

  /** Puts a file into its ext4. The machine must not have it mounted. */
  writeFile(folder: string, path: string, content: Buffer): void {
    writeInto(this.disk, this.#offset, folder, path, content);
    this.#digest = this.#now();
  }

  /** Whether every byte is as it was when this volume was last written to from here. */
  get isWhole(): boolean {
    return this.#now() === this.#digest;
  }

  #now(): string {
    return this.disk.digest(this.#offset, this.#size);
  }
}
