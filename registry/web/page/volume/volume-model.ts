import type { AlarmJson } from '../../../api/schemas/alarms.ts';
import type { EventJson } from '../../../api/schemas/events.ts';
import type { NodeDetailJson } from '../../../api/schemas/nodes.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { allPages } from '../api/pages.ts';
import { Resource } from '../api/resource.ts';
import { History } from '../history/history.ts';
import type { FeedListener } from '../live/feed.ts';
import type { Services } from '../services.ts';

/** A volume and the node that has it. */
export interface PlacedVolume {
  readonly volume: VolumeJson;
  /** Null where the caller may not see it. */
  readonly node: NodeDetailJson | null;
}

/** All that is shown of a volume, read again whenever an event of it or of its node comes in. */
export class VolumeModel implements FeedListener {
  readonly id: string;
  readonly placed: Resource<PlacedVolume>;
  readonly alarms: Resource<readonly AlarmJson[]>;
  readonly history: History;
  readonly #unsubscribe: () => void;

  constructor({ client, feed }: Pick<Services, 'client' | 'feed'>, id: string) {
    this.id = id;
    this.placed = new Resource(async (signal) => {
      const volume = await client.volume(id, signal);
      const node = await client.node(volume.node, signal).catch(() => null);
      return { volume, node };
    });
    this.alarms = new Resource((signal) =>
      allPages(async (after, limit) => {
        const { alarms: items, next } = await client.alarms({ volume: id, after, limit }, signal);
        return { items, next };
      }),
    );
    this.history = new History({ client, feed }, { volume: id });
    this.#unsubscribe = feed.subscribe(this);
    void feed.begun.then(() => this.reset());
  }

  dispose(): void {
    this.#unsubscribe();
    this.history.dispose();
    this.placed.dispose();
    this.alarms.dispose();
  }

  event({ volume, node }: EventJson): void {
    if (volume !== this.id && node !== this.placed.data.peek()?.volume.node) return;
    this.placed.touch();
    if (volume === this.id) this.alarms.touch();
  }

  reset(): void {
    this.placed.reload();
    this.alarms.reload();
  }
}
