import { formatCount } from '../format/bytes.ts';
import { route } from '../routing/location.ts';
import { links, type Route } from '../routing/route.ts';
import { useServices } from '../services.ts';
import { ConnectionSign } from './connection-sign.tsx';
import { SchemeSwitch } from './scheme-switch.tsx';

interface Item {
  readonly title: string;
  readonly href: string;
  readonly views: readonly Route['view'][];
}

const ITEMS: readonly Item[] = [
  { title: 'Nodes', href: links.nodes(), views: ['nodes', 'node'] },
  { title: 'Volumes', href: links.volumes(), views: ['volumes', 'volume'] },
  { title: 'Alarms', href: links.alarms(), views: ['alarms'] },
];

function OpenAlarmCount() {
  const page = useServices().openAlarms.data.value;
  if (!page || page.alarms.length === 0) return null;
  return (
    <span class="count">
      {formatCount(page.alarms.length)}
      {page.next === null ? '' : '+'}
      <span class="hidden"> open</span>
    </span>
  );
}

/** What stands over every view. */
export function Header() {
  const { view } = route.value;
  return (
    <header class="top">
      <a class="skip" href="#main">
        Skip to content
      </a>
      <a class="brand" href={links.nodes()}>
        <svg class="brand-mark" viewBox="0 0 24 16" aria-hidden="true" focusable="false">
          <rect class="brand-kept" x="0" y="2" width="11" height="12" rx="1.5" />
          <rect class="brand-image" x="12.5" y="2" width="6" height="12" rx="1.5" />
          <rect class="brand-free" x="20" y="2" width="4" height="12" rx="1.5" />
        </svg>
        baremetal-volumes
      </a>
      <nav class="menu" aria-label="Views">
        {ITEMS.map(({ title, href, views }) => (
          <a key={title} href={href} aria-current={views.includes(view) ? 'page' : undefined}>
            {title}
            {title === 'Alarms' && <OpenAlarmCount />}
          </a>
        ))}
      </nav>
      <div class="top-end">
        <ConnectionSign />
        <SchemeSwitch />
      </div>
    </header>
  );
}
