import { createHash } from 'node:crypto';
import type { DiskReport } from '../../../proto/report.ts';
import type { DiskKey, Volume } from '../../../registry/model.ts';
import { aDiskReport, anIdentity, aVolume, MIB, shown } from '../../support/registry-records.ts';

const DISK_MIB = 2_000_000;
const VOLUME_BYTES = 1024 * MIB;
const FREE_AT = 100_000 * MIB;

/** How many servers there are, and volumes on all of them. */
export interface FleetSize {
  readonly nodes: number;
  readonly volumes: number;
}

/** A server with one disk; the same one for the same number, in every process. */
export interface FleetNode {
  readonly index: number;
  readonly uuid: string;
  readonly diskKey: DiskKey;
  readonly volumes: readonly Volume[];
  readonly disk: DiskReport;
}

/** Projects that the volumes are of. */
export const PROJECTS = 500;

function uuidFor(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  const [a, b, c, d] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16), hex.slice(17, 20)];
  return `${a}-${b}-4${c}-8${d}-${hex.slice(20, 32)}`;
}

/** Every fifth node is free. */
function countOn(index: number, { nodes, volumes }: FleetSize): number {
  return index % 5 === 4 ? 0 : Math.ceil((volumes / nodes) * 1.25);
}

export function fleetNode(index: number, size: FleetSize): FleetNode {
  const uuid = uuidFor(`node ${index}`);
  const wwn = `0x5000c500${index.toString(16).padStart(8, '0')}`;
  const diskKey = `wwn:${wwn.slice(2)}`;
  const volumes = Array.from({ length: countOn(index, size) }, (_, number) =>
    aVolume({
      ...{ id: uuidFor(`volume ${index} ${number}`), name: `volume-${index}-${number}`, node: uuid },
      ...{ project: `project-${index % PROJECTS}`, set: `set-${index % 1000}`, disk: diskKey },
      ...{ offset: (number + 1) * VOLUME_BYTES, length: VOLUME_BYTES, generation: 0 },
    }),
  );
  const disk = aDiskReport({
    identity: anIdentity({
      wwn,
      serial: `SER${index}`,
      sizeBytes: DISK_MIB * MIB,
      diskGuid: uuidFor(`disk ${index}`),
    }),
    volumes: volumes.map((volume, number) => shown(volume, { number: number + 1 })),
    free: [{ offset: FREE_AT, length: (1 + (index % 1000)) * 1000 * MIB }],
  });
  return { index, uuid, diskKey, volumes, disk };
}
