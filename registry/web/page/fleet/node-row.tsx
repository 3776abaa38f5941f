import type { ReadonlySignal } from '@preact/signals';
import type { NodeJson } from '../../../api/schemas/nodes.ts';
import { counted, formatCount } from '../format/bytes.ts';
import { links } from '../routing/route.ts';
import { AlarmBadge, StateCount } from '../ui/badges.tsx';
import { Ago, Size } from '../ui/figures.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import type { StateCounts } from './attention.ts';
import { nameOf } from './order.ts';

export interface NodeRowProps {
  readonly node: ReadonlySignal<NodeJson>;
  /** Of its volumes in unusual states. */
  readonly counts: StateCounts | undefined;
  /** From 1, with the head of the table. */
  readonly index: number;
}

/** What may not fit into its cell. */
function statesTitle(node: NodeJson, counts: StateCounts | undefined): string {
  const states = [...(counts ?? [])].map(([state, count]) => `${formatCount(count)} ${state}`);
  return [...(node.open_alarms > 0 ? [counted(node.open_alarms, 'alarm')] : []), ...states].join(', ');
}

/** A node of the list. */
export function NodeRow({ node: { value: node }, counts, index }: NodeRowProps) {
  return (
    <tr class={index % 2 === 0 ? 'node-row' : 'node-row node-row-odd'} aria-rowindex={index}>
      <th scope="row">
        <span
          class={node.connected ? 'sign-dot sign-dot-on' : 'sign-dot'}
          role="img"
          aria-label={node.connected ? 'agent connected' : 'no agent'}
          title={node.connected ? 'agent connected' : 'no agent'}
        />
        <a href={links.node(node.uuid)}>{nameOf(node)}</a>
        {node.name !== '' && (
          <code class="node-uuid muted" title={node.uuid}>
            {node.uuid}
          </code>
        )}
      </th>
      <td class="col-project">{node.projects.join(', ')}</td>
      <td class="number figure">{formatCount(node.volume_count)}</td>
      <td class="col-states" title={statesTitle(node, counts)}>
        <AlarmBadge count={node.open_alarms} />
        {counts &&
          [...counts].map(([state, count]) => <StateCount key={state} state={state} count={count} />)}
      </td>
      <td class="col-step">
        {node.running && (
          <>
            <span class="node-step">
              {node.running.step} <span class="muted">{node.running.phase}</span>
            </span>
            <ProgressBar run={node.running} isSmall />
          </>
        )}
      </td>
      <td class="number col-space">
        <Size bytes={node.free_bytes} />
        <span class="muted col-total">
          {' '}
          of <Size bytes={node.size_bytes} />
        </span>
      </td>
      <td class="number col-seen">
        <Ago atMs={node.last_seen_ms} />
      </td>
    </tr>
  );
}
