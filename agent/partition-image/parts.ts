import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import { alignUp, type Extent, endOf, MIB, subtract } from '../layout/extent.ts';
import { allocateFromStart } from '../layout/free-space.ts';
import type { FormatRequest } from '../volumes/format.ts';
import { ephemeralFormatOf, type PartitionRequest } from './request.ts';

/** ironic-python-agent's defaults: `efi_system_partition_size` and `bios_boot_partition_size`, MiB. */
export const ESP_MB = 550;
const BIOS_BOOT_MB = 1;

/** The name of the EFI system partition, and the label of its filesystem. */
export const ESP_NAME = 'efi-part';

/** The ephemeral partition's name in the table, and the label of its filesystem. */
export const EPHEMERAL_NAME = 'ephemeral0';

/** As ironic-python-agent names them in `partitions`. */
type PartRole = 'efi system partition' | 'BIOS Boot partition' | 'ephemeral' | 'swap' | 'root';

/** A partition that is made around a root filesystem, or the one for it. */
export interface Part {
  readonly role: PartRole;
  /** In the table of the image that is made. */
  readonly number: number;
  readonly name: string;
  readonly typeGuid: string;
  /** In the image that is made. */
  readonly extent: Extent;
  /** Made by mkfs; null for what stays empty, and for the root. */
  readonly filesystem: FormatRequest['filesystem'] | null;
}

/** In the order of their numbers: what is made, then the root. */
export interface Parts {
  readonly made: readonly Part[];
  readonly root: Part;
}

/** The disk as far as the parts go. */
export interface PartGround {
  readonly makesEphemeral: boolean;
  readonly free: readonly Extent[];
  /** Of every part's first byte; default 1 MiB. */
  readonly alignment?: number;
}

type Sketch = Omit<Part, 'number' | 'extent'> & { readonly sizeMb: number };

function bootPart({ bootMode }: PartitionRequest): Sketch {
  if (bootMode === 'bios') {
    const [name, typeGuid] = ['bios-boot', TYPE_GUIDS.biosBoot];
    return { role: 'BIOS Boot partition', name, typeGuid, filesystem: null, sizeMb: BIOS_BOOT_MB };
  }
  const [name, typeGuid] = [ESP_NAME, TYPE_GUIDS.esp];
  return { role: 'efi system partition', name, typeGuid, filesystem: 'vfat', sizeMb: ESP_MB };
}

/**
 * The partitions that ironic-python-agent makes (`make_partitions`), in its order and sizes; a filesystem is
 * labelled as its partition is named. The config drive is none of them: `deploy` places one beside every kind
 * of image. Each takes the first free extent that holds it, so on an empty disk they follow one another, and
 * the root, which is last, can grow. `free`: of the disk; where it has no room, a part lies behind its end,
 * and planning says so.
 */
export function partsOf(
  request: PartitionRequest,
  { makesEphemeral, free, alignment = MIB }: PartGround,
): Parts {
  const { rootMb, swapMb, ephemeralMb } = request;
  const sketches: Sketch[] = [
    bootPart(request),
    {
      role: 'ephemeral',
      name: EPHEMERAL_NAME,
      typeGuid: TYPE_GUIDS.linuxFilesystem,
      filesystem: ephemeralFormatOf(request),
      sizeMb: makesEphemeral ? ephemeralMb : 0,
    },
    { role: 'swap', name: 'swap1', typeGuid: TYPE_GUIDS.linuxSwap, filesystem: 'swap', sizeMb: swapMb },
  ];
  const taken: Extent[] = [];
  const place = ({ sizeMb, ...part }: Sketch, index: number): Part => {
    const length = sizeMb * MIB;
    const end = Math.max(MIB, ...[...free, ...taken].map(endOf));
    const found = allocateFromStart(subtract(free, taken), length, alignment);
    const extent = found ?? { offset: alignUp(end, alignment), length };
    taken.push(extent);
    return { ...part, number: index + 1, extent };
  };
  const made = sketches.filter(({ sizeMb }) => sizeMb > 0).map(place);
  const typeGuid = TYPE_GUIDS.linuxFilesystem;
  const root = place({ role: 'root', name: 'root', typeGuid, filesystem: null, sizeMb: rootMb }, made.length);
  return { made, root };
}
