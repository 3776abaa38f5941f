import { computed } from '@preact/signals';
import type { AlarmJson } from '../../../api/schemas/alarms.ts';
import type { EventJson } from '../../../api/schemas/events.ts';
import type { NodeDetailJson } from '../../../api/schemas/nodes.ts';
import type { PlanJson } from '../../../api/schemas/plans.ts';
import type { RunJson } from '../../../api/schemas/runs.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { allPages } from '../api/pages.ts';
import { Resource } from '../api/resource.ts';
import { History } from '../history/history.ts';
import { LIMITS } from '../limits.ts';
import type { FeedListener } from '../live/feed.ts';
import { withProgress } from '../live/progress.ts';
import type { Services } from '../services.ts';

/** All that is shown of a node, read again whenever an event of it comes in. */
export class NodeModel implements FeedListener {
  readonly uuid: string;
  readonly node: Resource<NodeDetailJson>;
  readonly volumes: Resource<readonly VolumeJson[]>;
  readonly alarms: Resource<readonly AlarmJson[]>;
  readonly plan: Resource<PlanJson>;
  readonly history: History;
  /** By id. */
  readonly volumesById = computed(
    (): ReadonlyMap<string, VolumeJson> =>
      new Map((this.volumes.data.value ?? []).map((volume) => [volume.id, volume])),
  );
  readonly #unsubscribe: () => void;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor({ client, feed }: Pick<Services, 'client' | 'feed'>, uuid: string) {
    this.uuid = uuid;
    this.node = new Resource((signal) => client.node(uuid, signal));
    this.volumes = new Resource((signal) =>
      allPages(async (after, limit) => {
        const { volumes: items, next } = await client.volumes({ node: uuid, after, limit }, signal);
        return { items, next };
      }),
    );
    this.alarms = new Resource((signal) =>
      allPages(async (after, limit) => {
        const { alarms: items, next } = await client.alarms({ node: uuid, open: true, after, limit }, signal);
        return { items, next };
      }),
    );
    this.plan = new Resource((signal) => client.plan(uuid, signal));
    this.history = new History({ client, feed }, { node: uuid });
    this.#unsubscribe = feed.subscribe(this);
    // When it was seen last is told by no event.
    this.#timer = setInterval(() => this.node.touch(), LIMITS.refreshMs);
    void feed.begun.then(() => this.reset());
  }

  dispose(): void {
    this.#unsubscribe();
    clearInterval(this.#timer);
    this.history.dispose();
    for (const resource of this.#all()) resource.dispose();
  }

  event({ node }: EventJson): void {
    if (node === this.uuid) for (const resource of this.#all()) resource.touch();
  }

  progress(run: RunJson): void {
    const node = this.node.data.peek();
    if (run.node !== this.uuid || !node) return;
    const running = withProgress(node.running, run);
    if (running !== node.running) this.node.data.value = { ...node, running };
  }

  reset(): void {
    for (const resource of this.#all()) resource.reload();
  }

  #all(): readonly Pick<Resource<unknown>, 'touch' | 'reload' | 'dispose'>[] {
    return [this.node, this.volumes, this.alarms, this.plan];
  }
}
