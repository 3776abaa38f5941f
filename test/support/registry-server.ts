import type { DesiredVolume, DesiredVolumes } from '../../proto/channel.ts';
import type {
  DiskReport,
  ErasureMethod,
  Inventory,
  VolumeChange,
  VolumeEvent,
  VolumeReport,
} from '../../proto/report.ts';
import { contains, type Extent, endOf, overlaps, subtract } from '../../registry/decisions/extent.ts';
import { aDiskReport, anErasure, anIdentity, MIB } from './registry-records.ts';

/** A disk with what is on it. */
interface ServerDisk {
  readonly wwn: string;
  usable: Extent;
  isPlugged: boolean;
  isReadable: boolean;
  volumes: VolumeReport[];
}

interface Held {
  readonly disk: ServerDisk;
  readonly report: VolumeReport;
}

/** Strength of an erasure, by its own table. */
const STRENGTH: Readonly<Record<ErasureMethod, number>> = {
  unknown: 0,
  none: 0,
  metadata: 1,
  discard: 2,
  crypto: 2,
  zero: 3,
};

/**
 * A server with an agent, in memory. The agent does what a plan says as far as its disks let it, and queues what it has to
 * tell; faults change its disks behind its back.
 */
export class TestServer {
  readonly uuid: string;
  readonly queue: (Inventory | VolumeEvent)[] = [];
  /** The plan that the agent has; older than the registry's, perhaps. */
  plan: DesiredVolumes = { revision: 0, volumes: [] };
  readonly #disks: readonly ServerDisk[];
  /** Of volumes that were erased here: the strongest method. */
  readonly #erased = new Map<string, number>();

  constructor(uuid: string, wwns: readonly string[], mib: number) {
    this.uuid = uuid;
    this.#disks = wwns.map((wwn) => ({
      ...{ wwn, usable: { offset: MIB, length: mib * MIB } },
      ...{ isPlugged: true, isReadable: true, volumes: [] },
    }));
  }

  get #held(): readonly Held[] {
    return this.#disks.flatMap((disk) =>
      disk.isPlugged && disk.isReadable ? disk.volumes.map((report) => ({ disk, report })) : [],
    );
  }

  /** Whether the volume's bytes were erased by a method that is as strong. */
  hasErased(id: string, method: ErasureMethod): boolean {
    return (this.#erased.get(id) ?? -1) >= STRENGTH[method];
  }

  #free({ usable, volumes }: ServerDisk): readonly Extent[] {
    return subtract([usable], volumes);
  }

  #report(disk: ServerDisk): DiskReport {
    return aDiskReport({
      ...{ device: `/dev/${disk.wwn}`, identity: this.#identity(disk), free: this.#free(disk) },
      volumes: disk.volumes,
    });
  }

  #identity({ wwn }: ServerDisk): DiskReport['identity'] {
    return anIdentity({ wwn, serial: null, diskGuid: null });
  }

  #tell(change: VolumeChange, { disk, report }: Held, erasure: VolumeEvent['erasure'] = null): void {
    this.queue.push({ change, atMs: 1, volume: report, disk: this.#identity(disk), run: '', erasure });
  }

  takeInventory(): void {
    const plugged = this.#disks.filter(({ isPlugged }) => isPlugged);
    this.queue.push({
      takenAtMs: 1,
      disks: plugged.filter(({ isReadable }) => isReadable).map((disk) => this.#report(disk)),
      unreadable: plugged
        .filter(({ isReadable }) => !isReadable)
        .map(({ wwn }) => ({ device: `/dev/${wwn}`, code: 'IO_ERROR', message: 'reading it failed' })),
    });
  }

  /** Carries out one entry of the plan. `method`: how it erases, whatever was asked for. */
  carryOut(at: number, method: ErasureMethod): void {
    const wanted = this.plan.volumes[at % Math.max(1, this.plan.volumes.length)];
    if (!wanted) return;
    const held = this.#held.find(({ report }) => report.id === wanted.id);
    if (wanted.state === 'available' && !held) this.#create(wanted);
    if (wanted.state === 'extending' && held) this.#extend(held, wanted.length);
    if (wanted.state === 'releasing' && held) this.#release(held, method);
  }

  #create(wanted: DesiredVolume): void {
    const disk = this.#disks.find(
      ({ wwn, isPlugged, isReadable }) => isPlugged && isReadable && wanted.disks.includes(wwn),
    );
    if (!disk) return;
    const { length } = wanted;
    const piece = this.#free(disk).findLast((extent) => extent.length >= length);
    if (!piece) return;
    const report = this.#put(disk, wanted, { offset: endOf(piece) - length, length });
    this.#tell(wanted.adopt ? 'adopted' : 'created', { disk, report });
  }

  #put(
    disk: ServerDisk,
    { id, name, project }: Pick<DesiredVolume, 'id' | 'name' | 'project'>,
    place: Extent,
  ) {
    const report: VolumeReport = {
      ...{ id, name, project, ...place, state: 'available', number: 1, filesystem: 'ext4', label: '' },
      ...{ mountPoint: '', createdAtMs: 1, proof: null },
    };
    disk.volumes = [...disk.volumes, report];
    return report;
  }

  #extend({ disk, report }: Held, length: number): void {
    const added = { offset: endOf(report), length: length - report.length };
    const fits = this.#free(disk).some((extent) => contains(extent, added));
    if (added.length <= 0 || !fits) return;
    this.#tell('extended', { disk, report: this.#change(disk, report, { length }) });
  }

  #change(disk: ServerDisk, report: VolumeReport, changes: Partial<VolumeReport>): VolumeReport {
    const changed = { ...report, ...changes };
    disk.volumes = disk.volumes.map((item) => (item === report ? changed : item));
    return changed;
  }

  #release({ disk, report }: Held, method: ErasureMethod): void {
    disk.volumes = disk.volumes.filter((item) => item !== report);
    this.#erased.set(report.id, Math.max(STRENGTH[method], this.#erased.get(report.id) ?? 0));
    const bytesErased = method === 'none' ? 0 : report.length;
    this.#tell('released', { disk, report }, anErasure({ method, bytesErased, bytesReadBack: bytesErased }));
  }

  /** A step of Ironic's that nobody asked the registry for. */
  releaseUnasked(at: number, method: ErasureMethod): void {
    const held = this.#pick(at);
    if (held) this.#release(held, method);
  }

  #pick(at: number): Held | undefined {
    return this.#held[at % Math.max(1, this.#held.length)];
  }

  /** Fault: a disk claims something, where that is free. */
  claim(at: number, volume: Pick<DesiredVolume, 'id' | 'name' | 'project'>, place: Extent): void {
    const disk = this.#disks[at % this.#disks.length];
    if (!disk || disk.volumes.some(({ id }) => id === volume.id)) return;
    if (!contains(disk.usable, place) || disk.volumes.some((other) => overlaps(other, place))) return;
    this.#put(disk, volume, place);
  }

  /** Fault: a volume vanishes, moves, or says that it is another project's. */
  damage(at: number, how: 'vanish' | 'move' | 'rename' | 'alter' | 'unlist'): void {
    const held = this.#pick(at);
    if (!held) return;
    const { disk, report } = held;
    if (how === 'vanish') disk.volumes = disk.volumes.filter((item) => item !== report);
    if (how === 'rename') this.#change(disk, report, { project: `${report.project}x` });
    if (how === 'unlist')
      this.#change(disk, report, { state: report.state === 'missing' ? 'available' : 'missing' });
    if (how === 'alter') this.#tell('altered', held);
    const piece = this.#free(disk).find((extent) => extent.length >= report.length);
    if (how === 'move' && piece) this.#change(disk, report, { offset: piece.offset });
  }

  /** A partition that was behind everything else is gone. */
  widen(at: number): void {
    const disk = this.#disks[at % this.#disks.length];
    if (disk && endOf(disk.usable) < 90 * MIB)
      disk.usable = { ...disk.usable, length: disk.usable.length + 15 * MIB };
  }

  /** Fault: a disk is taken out, or put back; or cannot be read, or can again. */
  toggle(at: number, what: 'isPlugged' | 'isReadable'): void {
    const disk = this.#disks[at % this.#disks.length];
    if (disk) disk[what] = !disk[what];
  }
}
