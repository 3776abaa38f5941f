import { hasKey } from '../decisions/encryption-words.ts';
import type { Volume } from '../model.ts';
import type { NodeFacts } from '../placement/node-facts.ts';
import { hostOf } from './hosts.ts';
import { metadataOf } from './metadata.ts';
import { GIB, gibOf } from './sizes.ts';
import { statusOf } from './statuses.ts';
import { LOCAL_TYPE } from './types.ts';

/** Cinder's times: UTC without a zone. */
function timeText(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '000');
}

function links(id: string, base: string, project: string): readonly object[] {
  const place = `${encodeURIComponent(project)}/volumes/${id}`;
  return [
    { rel: 'self', href: `${base}/v3/${place}` },
    { rel: 'bookmark', href: `${base}/${place}` },
  ];
}

/** Where the door is, and whose list it is shown in. */
export interface Shown {
  readonly base: string;
  readonly project: string;
  /** Operators see where a volume is in Cinder's words too. */
  readonly isOperator: boolean;
}

export function briefView({ id, name }: Volume, { base, project }: Shown): object {
  return { id, name, links: links(id, base, project) };
}

export function volumeView(volume: Volume, { base, project, isOperator }: Shown): object {
  return {
    ...{ id: volume.id, name: volume.name, description: null, size: gibOf(volume.length) },
    ...{ status: statusOf(volume), volume_type: LOCAL_TYPE.name, availability_zone: 'nova' },
    ...{ created_at: timeText(volume.createdAtMs), updated_at: timeText(volume.updatedAtMs) },
    ...{ bootable: 'false', encrypted: hasKey(volume), multiattach: false, attachments: [] },
    ...{ snapshot_id: null, source_volid: null, consistencygroup_id: null, replication_status: null },
    ...{ user_id: '', 'os-vol-tenant-attr:tenant_id': volume.project, migration_status: null },
    ...(isOperator ? { 'os-vol-host-attr:host': hostOf(volume.node) } : {}),
    metadata: metadataOf(volume),
    links: links(volume.id, base, project),
  };
}

/** A server as a pool. What is free in one piece is what a volume can have. */
export function poolView({ node, sizeBytes, largestFreeBytes, volumeCount }: NodeFacts): object {
  return {
    name: hostOf(node),
    capabilities: {
      ...{ volume_backend_name: 'local', storage_protocol: 'local', vendor_name: 'baremetal-volumes' },
      total_capacity_gb: Math.floor((sizeBytes / GIB) * 100) / 100,
      free_capacity_gb: Math.floor((largestFreeBytes / GIB) * 100) / 100,
      ...{ reserved_percentage: 0, total_volumes: volumeCount, multiattach: false },
    },
  };
}
