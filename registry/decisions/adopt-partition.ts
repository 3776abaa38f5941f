import { BmvError } from '../../proto/error.ts';
import type { PartitionReport } from '../../proto/report.ts';
import type { Disk, Volume } from '../model.ts';
import type { RequestDecision } from './decision.ts';
import { encryptionDetails, encryptionOfAdopted, erasureOfNew } from './encryption-words.ts';
import { whyNotOn } from './free-space.ts';
import type { NodeState } from './node-state.ts';
import {
  decided,
  expectDecided,
  expectFree,
  expectOwnNode,
  type NewVolumeInput,
  type VolumeWords,
} from './request.ts';
import { checkWords } from './reserve-volume.ts';
import { begin } from './states.ts';
import { policyCalled, tellCalled } from './volume-words.ts';

/** A partition that is to become a volume, as it is. */
export interface AdoptRequest extends VolumeWords {
  /** The partition's unique GUID, lower-case; it becomes the volume's id. */
  readonly id: string;
}

interface Found {
  readonly disk: Disk;
  readonly partition: PartitionReport;
}

/** Throws `PARTITION_UNKNOWN`, `VOLUME_AMBIGUOUS` where two disks have it, `DISK_UNKNOWN` where its disk will not do. */
function partitionCalled(guid: string, { disks, node, claims }: NodeState): Found {
  const found = disks
    .filter(({ isPresent }) => isPresent)
    .flatMap((disk) =>
      disk.report.partitions
        .filter((partition) => partition.guid === guid)
        .map((partition): Found => ({ disk, partition })),
    );
  const [first, ...more] = found;
  const where = `of node ${node.uuid}`;
  if (!first)
    throw new BmvError(
      'PARTITION_UNKNOWN',
      `no disk ${where} has a partition ${guid}; see the node's disks with \`bmv nodes show\``,
      { volume: guid },
    );
  if (more.length > 0)
    throw new BmvError(
      'VOLUME_AMBIGUOUS',
      `partition ${guid} is on ${found.map(({ disk }) => disk.report.device).join(' and ')} ${where}; give one of them another GUID`,
      { volume: guid },
    );
  if (claims.some((claim) => claim.volume === guid))
    throw new BmvError('VOLUME_EXISTS', `partition ${guid} ${where} is claimed as a volume already`, {
      volume: guid,
    });
  const why = whyNotOn(first.disk, disks);
  if (why) throw new BmvError('DISK_UNKNOWN', `disk ${first.disk.key} ${where} ${why}`, { volume: guid });
  return first;
}

/**
 * Asks for a partition to become a volume; the node's next step claims it, and none of its bytes changes.
 *
 * Throws `USAGE`, `NODE_UNDECIDED`, `NODE_HELD`, `VOLUME_EXISTS`, `PARTITION_UNKNOWN`, `VOLUME_AMBIGUOUS`, `DISK_UNKNOWN`.
 */
export function adoptPartition(request: AdoptRequest, input: NewVolumeInput): RequestDecision {
  const { state, by, namesakes } = input;
  checkWords(request);
  expectOwnNode(state, request.project);
  expectDecided(state);
  expectFree(request.id, request, namesakes);
  const { disk, partition } = partitionCalled(request.id, state);
  const encryption = encryptionOfAdopted(request.encryption, partition.filesystem);
  const erase = erasureOfNew(request.erase, encryption);
  const { id, name, project, set, mountPoint } = request;
  const tell = tellCalled(request.tell, { mountPoint, filesystem: 'unknown', encryption });
  const { length } = partition;
  const volume: Volume = {
    ...{ id, name, project, set, node: state.node.uuid, disk: null, state: 'creating', stateBefore: null },
    ...{ offset: null, length, wantedLength: length, allowedDisks: [disk.key], isAdopted: true },
    ...{ filesystem: 'unknown', label: '', mountPoint, tell, encryption, erase, proof: null },
    ...{ ...policyCalled(request), policySinceMs: by.nowMs },
    ...{ createdAtMs: by.nowMs, updatedAtMs: by.nowMs, generation: 0 },
  };
  const details = { disk: disk.key, offset: partition.offset, length, ...encryptionDetails(encryption) };
  return decided(begin(volume, 'adopt', by, details), input);
}
