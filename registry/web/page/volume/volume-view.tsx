import { useSignal } from '@preact/signals';
import type { DiskJson } from '../../../api/schemas/disks.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { AlarmCard, WaysOut } from '../alarms/alarm-card.tsx';
import { waysOutOf } from '../alarms/ways-out.ts';
import { DiskBar } from '../disk/disk-bar.tsx';
import { nameOf } from '../fleet/order.ts';
import { HistoryList } from '../history/history-list.tsx';
import { links } from '../routing/route.ts';
import { useModel } from '../services.ts';
import { EncryptionMark, StateBadge } from '../ui/badges.tsx';
import { Facts } from '../ui/facts.tsx';
import { Position, Size, Time } from '../ui/figures.tsx';
import { Loading, ProblemNote } from '../ui/notes.tsx';
import { Section } from '../ui/section.tsx';
import { View } from '../ui/view.tsx';
import { ENCRYPTION_MEANING, STATE_MEANING } from './state-meaning.ts';
import { type PlacedVolume, VolumeModel } from './volume-model.ts';

function sizeFact(volume: VolumeJson) {
  if (volume.wanted_size_bytes === volume.size_bytes) return <Size bytes={volume.size_bytes} />;
  return (
    <>
      <Size bytes={volume.size_bytes} />, to become <Size bytes={volume.wanted_size_bytes} />
    </>
  );
}

function VolumeFacts({ volume, node }: PlacedVolume) {
  const { proof } = volume;
  const device = node?.disks.find(({ key }) => key === volume.disk)?.device;
  return (
    <Facts
      facts={[
        ['Project', volume.project || <span class="muted">nobody’s</span>],
        ['Set', volume.set],
        ['Node', <a href={links.node(volume.node)}>{node ? nameOf(node) : volume.node}</a>],
        [
          'Disk',
          volume.disk === null ? (
            'not placed yet'
          ) : (
            <>
              {device} <code>{volume.disk}</code>
            </>
          ),
        ],
        ['Size', sizeFact(volume)],
        ['At', volume.offset_bytes === null ? '' : <Position bytes={volume.offset_bytes} />],
        [
          'Filesystem',
          volume.filesystem === 'none' ? '' : [volume.filesystem, volume.label].filter(Boolean).join(', '),
        ],
        ['Encryption', ENCRYPTION_MEANING[volume.encryption]],
        ['Mounted at', volume.mount_point],
        ['Instances are told by', volume.tell.join(', ')],
        ['Erased at its end by', volume.on_release === 'keep' ? 'nobody: it is kept' : volume.erase],
        ['When its instance is deleted', volume.on_instance_delete === 'release' ? 'released' : 'kept'],
        ['Adopted', volume.is_adopted ? 'its partition was there before it' : ''],
        ['Created', <Time atMs={volume.created_at_ms} />],
        ['Changed', <Time atMs={volume.updated_at_ms} />],
        ['Path in an OS', <code>/dev/disk/by-partuuid/{volume.id}</code>],
        [
          'Proof',
          proof && (
            <>
              <span>{proof.kind}</span> <code title={proof.digest}>{proof.digest.slice(0, 16)}…</code>
            </>
          ),
        ],
      ]}
    />
  );
}

/** Its disk, with the volume chosen. */
function Place({
  disk,
  at,
  volume,
}: {
  readonly disk: DiskJson;
  readonly at: number;
  readonly volume: VolumeJson;
}) {
  const chosen = useSignal<number | null>(at);
  return (
    <Section title="Place" note={disk.device}>
      <div class="card disk">
        <DiskBar disk={disk} volumes={new Map([[volume.id, volume]])} chosen={chosen} />
      </div>
    </Section>
  );
}

function PlaceOf({ volume, node }: PlacedVolume) {
  const disk = node?.disks.find(({ key }) => key === volume.disk);
  const at = disk?.parts.findIndex((part) => part.volume === volume.id) ?? -1;
  return disk && at >= 0 ? <Place key={at} disk={disk} at={at} volume={volume} /> : null;
}

/** A volume: its facts, what has to be decided about it, and its history. */
export function VolumeView({ id }: { readonly id: string }) {
  const model = useModel((services) => new VolumeModel(services, id), id);
  const placed = model.placed.data.value;
  const volume = placed?.volume;
  const alarms = model.alarms.data.value ?? [];
  const open = alarms.filter(({ resolved_at_ms: at }) => at === null);
  const ways = volume && open.length === 0 ? waysOutOf(volume) : [];
  return (
    <View
      title={volume ? volume.name || volume.id : 'Volume'}
      signs={
        volume && (
          <>
            <StateBadge state={volume.state} /> <EncryptionMark encryption={volume.encryption} />
          </>
        )
      }
      parent={{ href: links.volumes(), name: 'Volumes' }}
    >
      <ProblemNote problem={model.placed.problem.value} what={`volume ${id}`} />
      {!volume && !model.placed.problem.value && <Loading what="the volume" />}
      {placed && volume && (
        <>
          <p class="meaning">
            {STATE_MEANING[volume.state]}
            {volume.state_before !== null && ` Before, it was ${volume.state_before}.`}
          </p>
          {(open.length > 0 || ways.length > 0) && (
            <Section title="To be decided">
              {open.map((alarm) => (
                <AlarmCard key={alarm.id} alarm={alarm} volume={volume} within="volume" />
              ))}
              <WaysOut ways={ways} />
            </Section>
          )}
          <VolumeFacts {...placed} />
          <PlaceOf {...placed} />
          <Section title="History" note="newest first, live">
            <HistoryList history={model.history} about="volume" />
          </Section>
        </>
      )}
    </View>
  );
}
