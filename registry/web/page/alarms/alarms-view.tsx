import type { AlarmJson } from '../../../api/schemas/alarms.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { PagedList } from '../api/paged-list.ts';
import { allPages } from '../api/pages.ts';
import { Resource } from '../api/resource.ts';
import { LIMITS } from '../limits.ts';
import type { FeedListener } from '../live/feed.ts';
import { links } from '../routing/route.ts';
import { type Services, useModel } from '../services.ts';
import { Loading, Nothing, ProblemNote } from '../ui/notes.tsx';
import { View } from '../ui/view.tsx';
import { AlarmCard } from './alarm-card.tsx';

/** Alarms of the fleet, and the volumes in quarantine that most of them are about. */
class AlarmsModel implements FeedListener {
  readonly list: PagedList<AlarmJson>;
  readonly quarantined: Resource<ReadonlyMap<string, VolumeJson>>;
  readonly #unsubscribe: () => void;

  constructor({ client, feed }: Pick<Services, 'client' | 'feed'>, open: boolean) {
    this.list = new PagedList(async (after, limit, signal) => {
      const { alarms: items, next } = await client.alarms({ open, after, limit }, signal);
      return { items, next };
    });
    this.quarantined = new Resource(async (signal) => {
      const volumes = await allPages(async (after, limit) => {
        const { volumes: items, next } = await client.volumes({ state: 'quarantined', after, limit }, signal);
        return { items, next };
      });
      return new Map(volumes.map((volume) => [volume.id, volume]));
    }, LIMITS.listSettleMs);
    this.#unsubscribe = feed.subscribe(this);
    void feed.begun.then(() => this.reset());
  }

  dispose(): void {
    this.#unsubscribe();
    this.list.dispose();
    this.quarantined.dispose();
  }

  event({ kind }: { readonly kind: string }): void {
    if (kind.startsWith('alarm.')) this.list.touch();
    if (kind.startsWith('volume.')) this.quarantined.touch();
  }

  reset(): void {
    this.list.reload();
    this.quarantined.reload();
  }
}

function newestFirst(a: AlarmJson, b: AlarmJson): number {
  return b.raised_at_ms - a.raised_at_ms;
}

/** Alarms of the fleet with the ways out. */
export function AlarmsView({ query }: { readonly query: URLSearchParams }) {
  const isOpen = query.get('open') !== 'false';
  const model = useModel((services) => new AlarmsModel(services, isOpen), String(isOpen));
  const page = model.list.data.value;
  const volumes = model.quarantined.data.value;
  return (
    <View title="Alarms">
      <nav class="tabs" aria-label="Which alarms">
        <a href={links.alarms()} aria-current={isOpen ? 'page' : undefined}>
          Open
        </a>
        <a href={links.alarms({ open: 'false' })} aria-current={isOpen ? undefined : 'page'}>
          Resolved
        </a>
      </nav>
      <ProblemNote problem={model.list.problem.value} what="the alarms" />
      {!page && !model.list.problem.value && <Loading what="alarms" />}
      {page?.items.length === 0 && (
        <Nothing>
          {isOpen ? 'No alarm is open: nothing waits for a decision.' : 'No alarm was ever resolved.'}
        </Nothing>
      )}
      {page?.items.toSorted(newestFirst).map((alarm) => (
        <AlarmCard key={alarm.id} alarm={alarm} volume={volumes?.get(alarm.volume) ?? null} />
      ))}
      {page?.next && (
        <button type="button" class="button" onClick={() => model.list.more()}>
          More alarms
        </button>
      )}
    </View>
  );
}
