import { AlarmCard } from '../alarms/alarm-card.tsx';
import { DiskCard } from '../disk/disk-card.tsx';
import { nameOf } from '../fleet/order.ts';
import { counted } from '../format/bytes.ts';
import { HistoryList } from '../history/history-list.tsx';
import { links } from '../routing/route.ts';
import { useModel } from '../services.ts';
import { AlarmBadge } from '../ui/badges.tsx';
import { Facts } from '../ui/facts.tsx';
import { Ago, Size } from '../ui/figures.tsx';
import { Loading, Nothing, ProblemNote } from '../ui/notes.tsx';
import { Section } from '../ui/section.tsx';
import { View } from '../ui/view.tsx';
import { ConnectedSign } from './connected-sign.tsx';
import { NodeModel } from './node-model.ts';
import { PlanList } from './plan.tsx';
import { PastSteps, RunningStep } from './runs.tsx';
import { VolumesTable } from './volumes-table.tsx';

/** With more disks than this their tables are closed at first. */
const MAX_OPEN_TABLES = 4;

function Disks({ model }: { readonly model: NodeModel }) {
  const disks = model.node.data.value?.disks ?? [];
  return (
    <Section title="Disks" note={counted(disks.length, 'disk')}>
      {disks.length === 0 && <Nothing>No inventory has shown a disk yet.</Nothing>}
      {disks.map((disk) => (
        <DiskCard
          key={disk.key}
          disk={disk}
          volumes={model.volumesById.value}
          isOpen={disks.length <= MAX_OPEN_TABLES}
        />
      ))}
    </Section>
  );
}

function Alarms({ model }: { readonly model: NodeModel }) {
  const alarms = model.alarms.data.value ?? [];
  if (alarms.length === 0) return null;
  return (
    <Section title="Open alarms" note={String(alarms.length)}>
      {alarms.map((alarm) => (
        <AlarmCard
          key={alarm.id}
          alarm={alarm}
          volume={model.volumesById.value.get(alarm.volume) ?? null}
          within="node"
        />
      ))}
    </Section>
  );
}

function Steps({ model }: { readonly model: NodeModel }) {
  const node = model.node.data.value;
  if (!node) return null;
  const past = node.runs.filter(({ run }) => run !== node.running?.run);
  return (
    <Section title="Steps">
      {node.running && <RunningStep run={node.running} />}
      {past.length > 0 && <PastSteps runs={past} />}
      {!node.running && past.length === 0 && <Nothing>No step of Ironic has been reported yet.</Nothing>}
    </Section>
  );
}

function Volumes({ model }: { readonly model: NodeModel }) {
  const volumes = model.volumes.data.value;
  return (
    <Section title="Volumes" note={volumes ? String(volumes.length) : undefined}>
      <ProblemNote problem={model.volumes.problem.value} what="the volumes" />
      {volumes?.length === 0 && <Nothing>It has no volumes: any project may deploy it.</Nothing>}
      {volumes && volumes.length > 0 && (
        <VolumesTable volumes={volumes} disks={model.node.data.value?.disks ?? []} />
      )}
    </Section>
  );
}

function Plan({ model }: { readonly model: NodeModel }) {
  const plan = model.plan.data.value;
  return (
    <Section title="Plan" note="what the next step does">
      <ProblemNote problem={model.plan.problem.value} what="the plan" />
      {plan && <PlanList plan={plan} volumes={model.volumes.data.value ?? []} />}
    </Section>
  );
}

/** A node: its disks, volumes, plan, steps and history. */
export function NodeView({ uuid }: { readonly uuid: string }) {
  const model = useModel((services) => new NodeModel(services, uuid), uuid);
  const node = model.node.data.value;
  const signs = node && (
    <>
      <ConnectedSign isConnected={node.connected} />
      <AlarmBadge count={node.open_alarms} />
    </>
  );
  return (
    <View title={node ? nameOf(node) : 'Node'} signs={signs} parent={{ href: links.nodes(), name: 'Nodes' }}>
      <ProblemNote problem={model.node.problem.value} what={`node ${uuid}`} />
      {!node && !model.node.problem.value && <Loading what="the node" />}
      {node && (
        <>
          <Facts
            facts={[
              ['UUID', <code>{node.uuid}</code>],
              ['Project', node.projects.join(', ') || <span class="muted">nobody’s</span>],
              [
                'Space',
                <>
                  <Size bytes={node.free_bytes} /> free of <Size bytes={node.size_bytes} />
                </>,
              ],
              ['Last seen', <Ago atMs={node.last_seen_ms} />],
              ['Inventory', node.inventory_at_ms === null ? 'none yet' : <Ago atMs={node.inventory_at_ms} />],
              ['Serial number', node.system_serial],
              ['MAC addresses', node.mac_addresses.join(', ')],
            ]}
          />
          <Alarms model={model} />
          <Steps model={model} />
          <Disks model={model} />
          <div class="columns">
            <Volumes model={model} />
            <Plan model={model} />
          </div>
          <Section title="Events" note="newest first, live">
            <HistoryList history={model.history} about="node" />
          </Section>
        </>
      )}
    </View>
  );
}
