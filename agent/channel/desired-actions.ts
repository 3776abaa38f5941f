import type { DesiredVolume } from '../../proto/channel.ts';
import type { DiskReport, ExtentReport, Inventory, VolumeReport } from '../../proto/report.ts';
import { alignUp, MIB, subtract, union } from '../layout/extent.ts';
import { allocateFromEnd } from '../layout/free-space.ts';
import type { CreateRequest } from '../layout/plan-create.ts';
import { ERASE_WAYS, type Erase } from '../layout/plan-release.ts';

/** One thing to do for what the registry asks for. `device`: path of the disk. */
export type DesiredAction =
  | {
      readonly do: 'release';
      readonly device: string;
      readonly id: string;
      readonly name: string;
      readonly erase: Erase;
    }
  | { readonly do: 'adopt'; readonly device: string; readonly volume: DesiredVolume }
  | { readonly do: 'create'; readonly device: string; readonly request: CreateRequest }
  | { readonly do: 'extend'; readonly device: string; readonly id: string; readonly length: number };

export interface DesiredActions {
  /** In the order in which they are to be carried out. */
  readonly actions: readonly DesiredAction[];
  /** One line each: what is not as the registry takes it to be, and the way out. */
  readonly objections: readonly string[];
}

/** A volume on a disk. */
interface Place {
  readonly disk: DiskReport;
  readonly volume: VolumeReport;
}

/** A disk without catalog and table gets them with its first volume. */
const FIRST_VOLUME_BYTES = 2 * MIB;

const ORDER: readonly DesiredAction['do'][] = ['release', 'adopt', 'create', 'extend'];

function called({ name, id }: DesiredVolume): string {
  return `volume ${JSON.stringify(name)}${id === '' ? '' : ` (${id})`}`;
}

/** One spelling of what a disk is called by: programs differ in case and in how they begin a WWN. */
function spelling(name: string | null): string {
  return (name ?? '')
    .trim()
    .toLowerCase()
    .replace(/^(wwn:|serial:)?(0x|naa\.)?/, '');
}

/** Whether a volume may be made on a disk. */
function isAllowedOn({ disks }: DesiredVolume, { identity, readOnly }: DiskReport): boolean {
  if (readOnly) return false;
  const names = [identity.wwn, identity.serial].map(spelling).filter((name) => name !== '');
  return disks.length === 0 || disks.some((name) => names.includes(spelling(name)));
}

/** Volumes of an inventory that one that is wanted means: by its id, else by name and project. */
function placesOf(wanted: DesiredVolume, { disks }: Inventory): readonly Place[] {
  const isMeant = ({ id, name, project }: VolumeReport) =>
    wanted.id === '' ? name === wanted.name && project === wanted.project : id === wanted.id;
  return disks.flatMap((disk) => disk.volumes.filter(isMeant).map((volume) => ({ disk, volume })));
}

/** Space where volumes can be made, once what is released is gone. */
class Room {
  readonly #free = new Map<DiskReport, readonly ExtentReport[]>();

  constructor({ disks }: Inventory) {
    for (const disk of disks) this.#free.set(disk, disk.free);
  }

  release({ disk, volume }: Place): void {
    this.#free.set(disk, union([...this.#of(disk), volume]));
  }

  /** Takes space on the disk that has the most of it in one piece. Null where none of them has enough. */
  take(length: number, disks: readonly DiskReport[]): DiskReport | null {
    let best: { readonly disk: DiskReport; readonly extent: ExtentReport; readonly largest: number } | null =
      null;
    for (const disk of disks) {
      const free = this.#of(disk);
      const first = disk.catalogGeneration === null ? FIRST_VOLUME_BYTES : 0;
      const extent = allocateFromEnd(free, alignUp(length, MIB) + first);
      const largest = Math.max(0, ...free.map((piece) => piece.length));
      if (extent && (!best || largest > best.largest)) best = { disk, extent, largest };
    }
    if (best) this.#free.set(best.disk, subtract(this.#of(best.disk), [best.extent]));
    return best?.disk ?? null;
  }

  #of(disk: DiskReport): readonly ExtentReport[] {
    return this.#free.get(disk) ?? [];
  }
}

/** HAZARD: what was to be encrypted and is not would be given to an instance as if it were. An adopted one is as it is. */
function isEncryptedAs(wanted: DesiredVolume, { encryption }: VolumeReport): boolean {
  return wanted.adopt || wanted.encryption === encryption;
}

/** What is asked for, next to what there is. */
class Comparison {
  readonly #inventory: Inventory;
  readonly #room: Room;
  readonly actions: DesiredAction[] = [];
  readonly objections: string[] = [];

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#room = new Room(inventory);
  }

  /** HAZARD: its bytes are lost, and a name may be another volume's by now. */
  release(wanted: DesiredVolume): void {
    if (wanted.id === '') {
      this.object(wanted, 'it is to be released, but by its name alone; the registry must name its id');
      return;
    }
    const place = this.#placeOf(wanted);
    if (place === 'twice') return;
    if (!place) {
      // Gone already, unless it is where nobody can look.
      this.#objectTo(wanted, this.#doubt('it is to be released'));
      return;
    }
    const erase = ERASE_WAYS.find((way) => way === wanted.erase);
    if (!erase) {
      this.#objectTo(
        wanted,
        'it is to be erased in a way that this agent does not know; use a newer ramdisk',
      );
      return;
    }
    const { disk, volume } = place;
    this.actions.push({ do: 'release', device: disk.device, id: volume.id, name: volume.name, erase });
    this.#room.release(place);
  }

  /** One that is there, or is to be made or adopted. */
  have(wanted: DesiredVolume): void {
    const place = this.#placeOf(wanted);
    if (place === 'twice') return;
    if (place) this.#compare(wanted, place);
    else if (this.#objectTo(wanted, this.#doubt('it is to be there'))) return;
    else if (wanted.adopt) this.#adopt(wanted);
    else this.#create(wanted);
  }

  extend(wanted: DesiredVolume): void {
    const place = this.#placeOf(wanted);
    if (place === 'twice') return;
    if (!place) {
      this.#objectTo(wanted, 'it is to be extended, but no disk shows it; look for its disk');
      return;
    }
    const { disk, volume } = place;
    if (volume.length < wanted.length)
      this.actions.push({ do: 'extend', device: disk.device, id: volume.id, length: wanted.length });
  }

  object(wanted: DesiredVolume, why: string): void {
    this.objections.push(`${called(wanted)}: ${why}`);
  }

  /** True where there is something to object. */
  #objectTo(wanted: DesiredVolume, why: string | null): boolean {
    if (why !== null) this.object(wanted, why);
    return why !== null;
  }

  #placeOf(wanted: DesiredVolume): Place | 'twice' | null {
    const [first, ...more] = placesOf(wanted, this.#inventory);
    if (!first || more.length === 0) return first ?? null;
    const where = [first, ...more].map(({ disk }) => disk.device).join(' and ');
    this.object(wanted, `it is on ${where}; take out the disk that is the copy, or release the volume there`);
    return 'twice';
  }

  /** Why nobody can say that a volume is on no disk; null where it is known. */
  #doubt(why: string): string | null {
    const { unreadable } = this.#inventory;
    if (unreadable.length === 0) return null;
    const disks = unreadable.map(({ device, message }) => `${device}: ${message}`).join(', ');
    return `${why}, but may be on a disk that cannot be judged (${disks}); run \`bmv recover\`, or take out that disk`;
  }

  /** Of one that was to be made: what is there under its id must be it. */
  #compare(wanted: DesiredVolume, { disk, volume }: Place): void {
    const differs = (what: string, has: string | number, wants: string | number) =>
      `its ${what} on ${disk.device} is ${JSON.stringify(has)}, not ${JSON.stringify(wants)}`;
    const found = [
      ...(volume.name === wanted.name ? [] : [differs('name', volume.name, wanted.name)]),
      ...(volume.project === wanted.project ? [] : [differs('project', volume.project, wanted.project)]),
      ...(volume.length >= wanted.length ? [] : [differs('size', volume.length, wanted.length)]),
      ...(isEncryptedAs(wanted, volume)
        ? []
        : [differs('encryption', volume.encryption ?? 'none', wanted.encryption ?? 'none')]),
      ...(volume.state === 'releasing' ? ['its release was interrupted, and what it held may be gone'] : []),
    ];
    if (found.length === 0) return;
    this.object(wanted, `${found.join(' and ')}; cancel it, or release what is there (step release_volumes)`);
  }

  #adopt(wanted: DesiredVolume): void {
    const { encryption = 'opaque' } = wanted;
    if (encryption !== 'opaque') {
      this.object(wanted, `it is to be adopted as ${encryption}, which no partition of others is; cancel it`);
      return;
    }
    const disks = this.#inventory.disks.filter(({ partitions }) =>
      partitions.some(({ guid }) => guid === wanted.id),
    );
    const [disk, ...more] = disks;
    if (!disk)
      this.object(wanted, 'it is to be adopted, but no disk has a partition of that GUID; cancel it');
    else if (more.length > 0) {
      const where = disks.map(({ device }) => device).join(' and ');
      this.object(wanted, `it is to be adopted, but ${where} each have a partition of that GUID; change one`);
    } else this.actions.push({ do: 'adopt', device: disk.device, volume: wanted });
  }

  #create(wanted: DesiredVolume): void {
    const { id, name, project, filesystem, label, mountPoint, tell, length: size } = wanted;
    const encryption = wanted.encryption ?? 'none';
    if (filesystem === 'unknown' || encryption === 'unknown') {
      const what = filesystem === 'unknown' ? 'filesystem' : 'encryption';
      this.object(wanted, `its ${what} is one that this agent cannot make; use a newer ramdisk`);
      return;
    }
    if (encryption === 'luks2' && id === '') {
      this.object(
        wanted,
        'it is to be encrypted, but the registry names no id that its key is kept by; use a newer registry',
      );
      return;
    }
    const allowed = this.#inventory.disks.filter((disk) => isAllowedOn(wanted, disk));
    // Where none has the space, the first one says by how much.
    const disk = this.#room.take(size, allowed) ?? allowed[0];
    if (!disk) {
      const named = wanted.disks.length === 0 ? 'a disk' : wanted.disks.join(' or ');
      this.object(wanted, `it is to be made on ${named}, but this node has none such that can be written to`);
      return;
    }
    const words = { name, filesystem, label, mountPoint, project, ...(tell ? { tell } : {}) };
    const encrypted = encryption === 'none' ? {} : { encryption };
    const request = { id: id === '' ? undefined : id, size, ...words, ...encrypted };
    this.actions.push({ do: 'create', device: disk.device, request });
  }
}

/**
 * What has to be done so that a node's volumes are as the registry wants them: nothing for what is so already. What is
 * released makes room for what is made. All others stay as they are: those that the registry does not speak of, those
 * that are in use, missing, or that nobody has decided about.
 */
export function desiredActions(wanted: readonly DesiredVolume[], inventory: Inventory): DesiredActions {
  const comparison = new Comparison(inventory);
  const inState = (...states: readonly DesiredVolume['state'][]) =>
    wanted.filter(({ state }) => states.includes(state));
  for (const volume of inState('releasing', 'released')) comparison.release(volume);
  for (const volume of inState('available', 'reserved', 'creating')) comparison.have(volume);
  for (const volume of inState('extending')) comparison.extend(volume);
  for (const volume of inState('unknown'))
    comparison.object(
      volume,
      'the registry wants something of it that this agent does not know; use a newer ramdisk',
    );
  const { actions, objections } = comparison;
  const ordered = ORDER.flatMap((what) => actions.filter((action) => action.do === what));
  return { actions: ordered, objections };
}
