import type { DiskJson } from '../../../api/schemas/disks.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { links } from '../routing/route.ts';
import { EncryptionMark, StateBadge } from '../ui/badges.tsx';
import { Size } from '../ui/figures.tsx';
import { Wide } from '../ui/wide.tsx';

export interface VolumesTableProps {
  readonly volumes: readonly VolumeJson[];
  readonly disks: readonly DiskJson[];
}

function deviceOf(volume: VolumeJson, disks: readonly DiskJson[]): string {
  if (volume.disk === null) return '';
  return disks.find(({ key }) => key === volume.disk)?.device ?? volume.disk;
}

function byName(a: VolumeJson, b: VolumeJson): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

/** The volumes of a node. */
export function VolumesTable({ volumes, disks }: VolumesTableProps) {
  return (
    <Wide label="Table of volumes">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Project</th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col">Disk</th>
            <th scope="col">For</th>
          </tr>
        </thead>
        <tbody>
          {volumes.toSorted(byName).map((volume) => (
            <tr key={volume.id}>
              <th scope="row">
                <a href={links.volume(volume.id)}>{volume.name || volume.id}</a>
                {volume.set !== '' && <span class="sub muted">set {volume.set}</span>}
              </th>
              <td>
                <StateBadge state={volume.state} /> <EncryptionMark encryption={volume.encryption} />
              </td>
              <td>{volume.project || <span class="muted">nobody’s</span>}</td>
              <td class="number">
                <Size bytes={volume.size_bytes} />
              </td>
              <td>{deviceOf(volume, disks) || <span class="muted">not placed yet</span>}</td>
              <td>
                {volume.filesystem === 'none' ? '' : volume.filesystem}{' '}
                <span class="path">{volume.mount_point}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
