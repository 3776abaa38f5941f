import type { Volume } from '../../model.ts';
import type { VolumeJson } from '../schemas/volumes.ts';

/** A volume as it goes over the API. */
export function volumeView(volume: Volume): VolumeJson {
  const { proof } = volume;
  return {
    id: volume.id,
    name: volume.name,
    project: volume.project,
    set: volume.set,
    node: volume.node,
    disk: volume.disk,
    state: volume.state,
    state_before: volume.stateBefore,
    offset_bytes: volume.offset,
    size_bytes: volume.length,
    wanted_size_bytes: volume.wantedLength,
    allowed_disks: [...volume.allowedDisks],
    is_adopted: volume.isAdopted,
    filesystem: volume.filesystem,
    label: volume.label,
    mount_point: volume.mountPoint,
    tell: [...volume.tell],
    encryption: volume.encryption,
    erase: volume.erase,
    on_release: volume.onRelease,
    on_instance_delete: volume.onInstanceDelete,
    proof: proof && {
      kind: proof.kind,
      seed: proof.seed,
      digest: proof.digest,
      bytes_read: proof.bytesRead,
    },
    created_at_ms: volume.createdAtMs,
    updated_at_ms: volume.updatedAtMs,
    generation: volume.generation,
  };
}
