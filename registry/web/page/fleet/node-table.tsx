import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import type { Attention } from './attention.ts';
import type { Fleet } from './fleet.ts';
import { NodeRow } from './node-row.tsx';
import { nextSort, type SortKey } from './order.ts';
import { type RowRange, visibleRows } from './visible-rows.ts';

interface Column {
  readonly key: SortKey;
  readonly title: string;
  readonly class: string;
}

const COLUMNS: readonly Column[] = [
  { key: 'name', title: 'Node', class: '' },
  { key: 'project', title: 'Project', class: 'col-project' },
  { key: 'volumes', title: 'Volumes', class: 'number' },
  { key: 'alarms', title: 'Alarms and states', class: 'col-states' },
  { key: 'step', title: 'Running step', class: 'col-step' },
  { key: 'free', title: 'Free', class: 'number col-space' },
  { key: 'seen', title: 'Last seen', class: 'number col-seen' },
];

/** Of a row, pixels, before one was measured. */
const ROW_HEIGHT = 44;

function Head({ fleet }: { readonly fleet: Fleet }) {
  const sort = fleet.rows.sort.value;
  return (
    <thead>
      <tr aria-rowindex={1}>
        {COLUMNS.map(({ key, title, class: name }) => {
          const isSorted = sort.key === key;
          return (
            <th
              key={key}
              scope="col"
              class={name}
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            >
              <button type="button" class="sort" onClick={() => fleet.rows.arrange(nextSort(sort, key))}>
                {title}
                {isSorted && <Icon name={sort.descending ? 'down' : 'up'} />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Spacer({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: there is nothing in it
    <tr aria-hidden="true" class="spacer">
      <td colSpan={COLUMNS.length} style={{ height: `${height}px` }} />
    </tr>
  );
}

/** The list of nodes. Only rows that can be seen are there: a fleet may have ten thousand. */
export function NodeTable({ fleet, attention }: { readonly fleet: Fleet; readonly attention: Attention }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const rowHeight = useRef(ROW_HEIGHT);
  const range = useSignal<RowRange>({ first: 0, end: 40 });
  const order = fleet.rows.order.value;
  const count = order.length;

  const look = () => {
    if (!body.current) return;
    const row = body.current.querySelector<HTMLElement>('.node-row');
    rowHeight.current = row?.offsetHeight || ROW_HEIGHT;
    const scrolled = -body.current.getBoundingClientRect().top;
    const next = visibleRows({ scrolled, height: innerHeight, rowHeight: rowHeight.current, count });
    const { first, end } = range.peek();
    if (next.first !== first || next.end !== end) range.value = next;
  };
  useLayoutEffect(look);
  useEffect(() => {
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', soon);
      removeEventListener('resize', soon);
    };
  });

  const { first, end } = range.value;
  const shown = order.slice(first, end);
  useEffect(() => fleet.show(shown));
  return (
    <table class="table fleet" aria-label="Nodes" aria-rowcount={count + 1}>
      <Head fleet={fleet} />
      <tbody ref={body}>
        <Spacer height={first * rowHeight.current} />
        {shown.map((uuid, index) => {
          const node = fleet.rows.row(uuid);
          return (
            node && (
              <NodeRow
                key={uuid}
                node={node}
                counts={attention.byNode.value.get(uuid)}
                index={first + index + 2}
              />
            )
          );
        })}
        <Spacer height={(count - Math.min(end, count)) * rowHeight.current} />
      </tbody>
    </table>
  );
}
