import { VOLUME_STATES } from '../../../../proto/catalog.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { PagedList } from '../api/paged-list.ts';
import type { FeedListener } from '../live/feed.ts';
import { go } from '../routing/location.ts';
import { links } from '../routing/route.ts';
import { type Services, useModel } from '../services.ts';
import { EncryptionMark, StateBadge } from '../ui/badges.tsx';
import { Ago, Size } from '../ui/figures.tsx';
import { Loading, Nothing, ProblemNote } from '../ui/notes.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { View } from '../ui/view.tsx';
import { Wide } from '../ui/wide.tsx';

/** Which volumes are shown. */
interface Wish {
  readonly q: string;
  readonly state: string;
  readonly project: string;
}

/** Volumes of the fleet, read again when one of them changes. */
class VolumesModel implements FeedListener {
  readonly list: PagedList<VolumeJson>;
  readonly #unsubscribe: () => void;

  constructor({ client, feed }: Pick<Services, 'client' | 'feed'>, { q, state, project }: Wish) {
    this.list = new PagedList(async (after, limit, signal) => {
      const released = state === 'released';
      const { volumes, next } = await client.volumes(
        { q, state, project, ...(released ? { released } : {}), after, limit },
        signal,
      );
      return { items: volumes, next };
    });
    this.#unsubscribe = feed.subscribe(this);
    void feed.begun.then(() => this.list.reload());
  }

  dispose(): void {
    this.#unsubscribe();
    this.list.dispose();
  }

  event({ volume }: { readonly volume: string }): void {
    if (volume !== '') this.list.touch();
  }

  reset(): void {
    this.list.reload();
  }
}

function Rows({ volumes }: { readonly volumes: readonly VolumeJson[] }) {
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
            <th scope="col">Node</th>
            <th scope="col">Changed</th>
          </tr>
        </thead>
        <tbody>
          {volumes.map((volume) => (
            <tr key={volume.id}>
              <th scope="row">
                <a href={links.volume(volume.id)}>{volume.name || volume.id}</a>
              </th>
              <td>
                <StateBadge state={volume.state} /> <EncryptionMark encryption={volume.encryption} />
              </td>
              <td>{volume.project || <span class="muted">nobody’s</span>}</td>
              <td class="number">
                <Size bytes={volume.size_bytes} />
              </td>
              <td>
                <a href={links.node(volume.node)}>
                  <code>{volume.node}</code>
                </a>
              </td>
              <td>
                <Ago atMs={volume.updated_at_ms} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Volumes of the fleet, by state and search. */
export function VolumesView({ query }: { readonly query: URLSearchParams }) {
  const wish: Wish = {
    q: query.get('q')?.trim() ?? '',
    state: query.get('state') ?? '',
    project: query.get('project') ?? '',
  };
  const { list } = useModel((services) => new VolumesModel(services, wish), JSON.stringify(wish));
  const page = list.data.value;
  const goTo = (changes: Partial<Wish>) => go(links.volumes({ ...wish, ...changes }), { replace: true });
  return (
    <View title="Volumes">
      <div class="tools">
        <SearchBox label="Search volumes by name or id" value={wish.q} onSearch={(q) => goTo({ q })} />
        <label class="choice">
          State
          <select value={wish.state} onChange={(event) => goTo({ state: event.currentTarget.value })}>
            <option value="">any but released</option>
            {VOLUME_STATES.map((state) => (
              <option key={state} value={state}>
                {state}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ProblemNote problem={list.problem.value} what="the volumes" />
      {!page && !list.problem.value && <Loading what="volumes" />}
      {page?.items.length === 0 && <Nothing>No volume is like that.</Nothing>}
      {page && page.items.length > 0 && <Rows volumes={page.items} />}
      {page?.next && (
        <button type="button" class="button" onClick={() => list.more()}>
          More volumes
        </button>
      )}
    </View>
  );
}
