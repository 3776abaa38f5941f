import { counted, formatCount } from '../format/bytes.ts';
import { LIMITS } from '../limits.ts';
import { go } from '../routing/location.ts';
import { links } from '../routing/route.ts';
import { useModel } from '../services.ts';
import { StateCount } from '../ui/badges.tsx';
import { Loading, Nothing, ProblemNote } from '../ui/notes.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { View } from '../ui/view.tsx';
import { Attention, UNUSUAL_STATES } from './attention.ts';
import { type FleetFilter, filterQuery, parseFilter } from './filter.ts';
import { Fleet } from './fleet.ts';
import { FoundElsewhere } from './found-elsewhere.tsx';
import { NodeTable } from './node-table.tsx';

/** Volumes of the fleet that are on their way, or that somebody has to look at. */
function Summary({ attention }: { readonly attention: Attention }) {
  const counts = attention.counts.value;
  const shown = UNUSUAL_STATES.filter((state) => counts.has(state));
  if (shown.length === 0) return null;
  return (
    <ul class="summary" aria-label="Volumes by state">
      {shown.map((state) => (
        <li key={state}>
          <a href={links.volumes({ state })}>
            <StateCount
              state={state}
              count={counts.get(state) ?? 0}
              isMore={attention.uncounted.value.has(state)}
            />
          </a>
        </li>
      ))}
    </ul>
  );
}

function goTo(filter: FleetFilter): void {
  go(links.nodes(filterQuery(filter)), { replace: true });
}

function Choices({ filter }: { readonly filter: FleetFilter }) {
  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          checked={filter.alarmed}
          onChange={(event) => goTo({ ...filter, alarmed: event.currentTarget.checked })}
        />
        with alarms
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={filter.running}
          onChange={(event) => goTo({ ...filter, running: event.currentTarget.checked })}
        />
        with a running step
      </label>
      {filter.project !== '' && (
        <button type="button" class="button chip" onClick={() => goTo({ ...filter, project: '' })}>
          project {filter.project} <span aria-hidden="true">×</span>
          <span class="hidden">: show all projects</span>
        </button>
      )}
    </>
  );
}

function Extent({ fleet }: { readonly fleet: Fleet }) {
  const count = fleet.rows.order.value.length;
  const extent = fleet.extent.value;
  return (
    <span class="muted extent" role="status">
      {extent === 'loading' && count > 0 ? `${formatCount(count)} nodes, more are coming…` : ''}
      {extent === 'complete' ? counted(count, 'node') : ''}
      {extent === 'cut' ? `the first ${formatCount(LIMITS.maxNodes)} nodes; search for others` : ''}
    </span>
  );
}

/** All nodes, and what is to be looked at. */
export function FleetView({ query }: { readonly query: URLSearchParams }) {
  const filter = parseFilter(query);
  const fleet = useModel((services) => new Fleet(services, filter), JSON.stringify(filter));
  const attention = useModel(({ client, feed }) => new Attention(client, feed), '');
  const isEmpty = fleet.rows.order.value.length === 0;
  return (
    <View title="Nodes" signs={<Extent fleet={fleet} />}>
      <Summary attention={attention} />
      <div class="tools">
        <SearchBox
          label="Search name, UUID, serial number, volume or project"
          value={filter.q}
          onSearch={(q) => goTo({ ...filter, q })}
        />
        <Choices filter={filter} />
      </div>
      {filter.q !== '' && <FoundElsewhere text={filter.q} />}
      <ProblemNote problem={fleet.problem.value} what="the nodes" />
      {isEmpty && fleet.extent.value === 'loading' && !fleet.problem.value && <Loading what="nodes" />}
      {isEmpty && fleet.extent.value === 'complete' && (
        <Nothing>
          {Object.keys(filterQuery(filter)).length === 0
            ? 'No node has reported yet. Agents are told the registry’s address by the option registry_url.'
            : 'No node is like that.'}
        </Nothing>
      )}
      {!isEmpty && <NodeTable fleet={fleet} attention={attention} />}
    </View>
  );
}
