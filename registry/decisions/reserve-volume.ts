import { BmvError } from '../../proto/error.ts';
import {
  checkEncryption,
  checkLabel,
  checkMountPoint,
  checkVolumeName,
  encryptionCalled,
  filesystemCalled,
} from '../../proto/volume-words.ts';
import type { Disk, DiskKey, Volume } from '../model.ts';
import type { RequestDecision } from './decision.ts';
import { bytesInside, encryptionDetails, erasureOfNew } from './encryption-words.ts';
import { MIB } from './extent.ts';
import { bestFit, largestFit, usableDisks, whyNotOn } from './free-space.ts';
import type { NodeState } from './node-state.ts';
import {
  decided,
  expectDecided,
  expectFree,
  expectOwnNode,
  type NewVolumeInput,
  type VolumeWords,
} from './request.ts';
import { begin } from './states.ts';
import { checkFits, checkProject, checkSet, policyCalled, roundSize, tellCalled } from './volume-words.ts';

/** A volume that is to be made. */
export interface ReserveRequest extends VolumeWords {
  /** Lower-case UUID, new. */
  readonly id: string;
  /** Rounded up to whole MiB. */
  readonly sizeBytes: number;
  /** Keys of disks that it may be made on; empty for any of the node. */
  readonly disks: readonly DiskKey[];
  readonly filesystem: string;
  /** Of the filesystem; empty for none. */
  readonly label: string;
}

/** Throws `USAGE` for words that no volume can have. */
export function checkWords({ name, project, set, mountPoint }: VolumeWords): void {
  checkVolumeName(name);
  checkProject(project);
  checkSet(set);
  checkMountPoint(mountPoint);
}

/** Disks that the volume may be made on. Throws `DISK_UNKNOWN` where one that is named will not do. */
function allowedDisks(keys: readonly DiskKey[], { disks, node }: NodeState): readonly Disk[] {
  if (keys.length === 0) return usableDisks(disks);
  return keys.map((key) => {
    const disk = disks.find((item) => item.key === key);
    const why = disk ? whyNotOn(disk, disks) : 'is not known';
    if (disk && why === null) return disk;
    const known = usableDisks(disks).map((item) => item.key);
    throw new BmvError(
      'DISK_UNKNOWN',
      `disk ${JSON.stringify(key)} of node ${node.uuid} ${why}; volumes can be made on ${known.join(', ') || 'none of its disks'}`,
      { device: key },
    );
  });
}

/** The disk that has space. Throws `NO_SPACE`. */
function diskFor(bytes: number, disks: readonly Disk[], state: NodeState): Disk {
  const fit = bestFit(disks, bytes, state);
  if (fit) return fit.disk;
  const { uuid, inventoryAtMs } = state.node;
  const most = largestFit(disks, state);
  const why =
    inventoryAtMs === null
      ? 'has not reported its disks yet; boot its ramdisk first'
      : most > 0
        ? `has at most ${most / MIB} MiB in one piece; ask for less, or choose another node`
        : 'has no free space for volumes; release one, or choose another node';
  throw new BmvError('NO_SPACE', `${bytes / MIB} MiB are asked for, and node ${uuid} ${why}`, {
    length: bytes,
  });
}

/**
 * Reserves a volume: its space counts as taken from now on, and the node's next step makes it.
 *
 * Throws `USAGE`, `BAD_SIZE`, `NODE_UNDECIDED`, `NODE_HELD`, `VOLUME_EXISTS`, `DISK_UNKNOWN`, `NO_SPACE`.
 */
export function reserveVolume(request: ReserveRequest, input: NewVolumeInput): RequestDecision {
  const { state, by, namesakes } = input;
  checkWords(request);
  const filesystem = filesystemCalled(request.filesystem);
  const encryption = encryptionCalled(request.encryption ?? 'none');
  const erase = erasureOfNew(request.erase, encryption);
  checkEncryption(encryption, filesystem);
  checkLabel(request.label, filesystem);
  const { mountPoint } = request;
  const tell = tellCalled(request.tell, { mountPoint, filesystem, encryption });
  const policy = policyCalled(request);
  const { bytes, notes } = roundSize(request.sizeBytes);
  checkFits(filesystem, bytesInside(encryption, bytes), bytes);
  expectOwnNode(state, request.project);
  expectDecided(state);
  expectFree(request.id, request, namesakes);
  const disk = diskFor(bytes, allowedDisks(request.disks, state), state);
  const { id, name, project, set, label } = request;
  const volume: Volume = {
    ...{ id, name, project, set, node: state.node.uuid, disk: null, state: 'reserved', stateBefore: null },
    ...{ offset: null, length: bytes, wantedLength: bytes, allowedDisks: [disk.key], isAdopted: false },
    ...{ filesystem, label, mountPoint, tell, encryption, erase, proof: null },
    ...{ ...policy, policySinceMs: by.nowMs },
    ...{ createdAtMs: by.nowMs, updatedAtMs: by.nowMs, generation: 0 },
  };
  const details = { askedBytes: request.sizeBytes, bytes, disk: disk.key, ...encryptionDetails(encryption) };
  return decided(begin(volume, 'reserve', by, details), input, { notes });
}
