import type { PlanJson } from '../../../api/schemas/plans.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { counted } from '../format/bytes.ts';
import { links } from '../routing/route.ts';
import { Time } from '../ui/figures.tsx';
import { Nothing } from '../ui/notes.tsx';
import { planActions } from './plan-actions.ts';

export interface PlanListProps {
  readonly plan: PlanJson;
  readonly volumes: readonly VolumeJson[];
}

/** What the node's next step will do. */
export function PlanList({ plan, volumes }: PlanListProps) {
  const actions = planActions(plan, volumes);
  const changes = actions.filter(({ verb }) => verb !== 'keep' && verb !== 'leave');
  const rest = actions.filter(({ verb }) => verb === 'leave');
  const kept = actions.length - changes.length - rest.length;
  if (actions.length === 0) return <Nothing>Nothing was asked for: a step is free to use the disks.</Nothing>;
  return (
    <>
      <ul class="rows">
        {[...changes, ...rest].map(({ verb, id, name, detail }) => (
          <li key={id} class="row-item">
            <span class={`verb verb-${verb}`}>{verb}</span>
            <a href={links.volume(id)}>{name || id}</a>
            <span class="row-text">{detail}</span>
          </li>
        ))}
        {kept > 0 && (
          <li class="row-item">
            <span class="verb verb-keep">keep</span>
            <span class="row-text">
              {changes.length + rest.length > 0 ? 'the other ' : ''}
              {counted(kept, 'volume')}
              {changes.length === 0 ? '; nothing is to be changed' : ''}
            </span>
          </li>
        )}
      </ul>
      <p class="muted small">
        Revision {plan.revision}
        {plan.updated_at_ms !== null && (
          <>
            , <Time atMs={plan.updated_at_ms} />
          </>
        )}
      </p>
    </>
  );
}
