import type { ZodType, z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { type AlarmJson, alarmListSchema, alarmSchema } from '../../registry/api/schemas/alarms.ts';
import { type EventJson, eventListSchema } from '../../registry/api/schemas/events.ts';
import {
  type NodeDetailJson,
  type NodeJson,
  nodeDetailSchema,
  nodeListSchema,
  type UntrustedListJson,
  untrustedListSchema,
} from '../../registry/api/schemas/nodes.ts';
import {
  type PlacementAnswerJson,
  type PlacementRequestJson,
  placementAnswerSchema,
} from '../../registry/api/schemas/placement.ts';
import { type QuotaJson, type QuotaSetJson, quotaSchema } from '../../registry/api/schemas/quotas.ts';
import {
  type SetDetailJson,
  type SetJson,
  setDetailSchema,
  setListSchema,
  setReleasedSchema,
  setSchema,
} from '../../registry/api/schemas/sets.ts';
import {
  type NewVolumeJson,
  type VolumeAnswerJson,
  type VolumeJson,
  volumeAnswerSchema,
  volumeKeySchema,
  volumeListSchema,
  volumeSchema,
} from '../../registry/api/schemas/volumes.ts';
import type { Query, RegistryClient } from './client.ts';

/** What can be asked for of a volume that is there. */
export type VolumeVerb = 'extend' | 'update' | 'cancel' | 'release' | 'quarantine' | 'resolve';

/** The first items of a list, and whether there are others. */
export interface Items<Item> {
  readonly items: readonly Item[];
  readonly more: boolean;
}

/** Items of a page, unless others are wanted: less than that is asked for, never more. */
const PAGE_ITEMS = 100;

type Next = string | number | null;

/** The registry's API, a method a question. Rejects with what `RegistryClient.json` does. */
export class RegistryApi {
  readonly client: RegistryClient;

  constructor(client: RegistryClient) {
    this.client = client;
  }

  async volumes(query: Query, most: number): Promise<Items<VolumeJson>> {
    return await this.#items('/v1/volumes', query, most, volumeListSchema, ({ volumes, next }) => [
      volumes,
      next,
    ]);
  }

  async volume(id: string): Promise<VolumeJson> {
    return await this.#get(`/v1/volumes/${id}`, volumeSchema);
  }

  /** The key of an encrypted volume. HAZARD: a secret. */
  async volumeKey({ id }: Pick<VolumeJson, 'id'>): Promise<Uint8Array> {
    const { key } = await this.#get(`/v1/volumes/${id}/key`, volumeKeySchema);
    return Buffer.from(key, 'base64');
  }

  /** Asks for a volume to be made or adopted. */
  async newVolume(body: NewVolumeJson): Promise<VolumeAnswerJson> {
    return await this.client.json({ method: 'POST', path: '/v1/volumes', body }, volumeAnswerSchema);
  }

  /** Refused with `GENERATION_DIFFERS` when the volume is not any more as it was shown. */
  async change({ id, generation }: VolumeJson, verb: VolumeVerb, body: object): Promise<VolumeAnswerJson> {
    const headers = { 'if-match': `"${generation}"` };
    const path = `/v1/volumes/${id}/${verb}`;
    return await this.client.json({ method: 'POST', path, body, headers }, volumeAnswerSchema);
  }

  async sets(query: Query, most: number): Promise<Items<SetJson>> {
    return await this.#items('/v1/sets', query, most, setListSchema, ({ sets, next }) => [sets, next]);
  }

  /** A set with its volumes. */
  async set(
    name: string,
    project: string | undefined,
    most: number,
  ): Promise<{ readonly set: SetJson; readonly volumes: Items<VolumeJson> }> {
    let first: SetDetailJson | null = null;
    const path = `/v1/sets/${encodeURIComponent(name)}`;
    const volumes = await this.#items(path, { project }, most, setDetailSchema, (page) => {
      first ??= page;
      return [page.volumes, page.next];
    });
    return { set: setSchema.parse(first), volumes };
  }

  /** Of a set as it was shown: refused where it has other volumes by now. */
  async releaseSet(
    { name, project }: SetJson,
    volumes: readonly VolumeJson[],
    erase: string | undefined,
  ): Promise<readonly VolumeJson[]> {
    const path = `/v1/sets/${encodeURIComponent(name)}/release`;
    const body = { project, volumes: volumes.map(({ id }) => id), ...(erase === undefined ? {} : { erase }) };
    return (await this.client.json({ method: 'POST', path, body }, setReleasedSchema)).volumes;
  }

  async quota(project: string): Promise<QuotaJson> {
    return await this.#get(`/v1/quotas/${encodeURIComponent(project)}`, quotaSchema);
  }

  /** Refused with `GENERATION_DIFFERS` when the quota is not any more as it was shown. */
  async setQuota({ project, generation }: QuotaJson, body: QuotaSetJson): Promise<QuotaJson> {
    const headers = { 'if-match': `"${generation}"` };
    const path = `/v1/quotas/${encodeURIComponent(project)}`;
    return await this.client.json({ method: 'PUT', path, body, headers }, quotaSchema);
  }

  async nodes(query: Query, most: number): Promise<Items<NodeJson>> {
    return await this.#items('/v1/nodes', query, most, nodeListSchema, ({ nodes, next }) => [nodes, next]);
  }

  async node(uuid: string): Promise<NodeDetailJson> {
    return await this.#get(`/v1/nodes/${uuid}`, nodeDetailSchema);
  }

  async untrusted(most: number): Promise<Items<UntrustedListJson['machines'][number]>> {
    return await this.#items('/v1/untrusted', {}, most, untrustedListSchema, ({ machines, next }) => [
      machines,
      next,
    ]);
  }

  async alarms(query: Query, most: number): Promise<Items<AlarmJson>> {
    return await this.#items('/v1/alarms', query, most, alarmListSchema, ({ alarms, next }) => [
      alarms,
      next,
    ]);
  }

  async resolveAlarm(id: string, note: string): Promise<AlarmJson> {
    const path = `/v1/alarms/${id}/resolve`;
    return await this.client.json({ method: 'POST', path, body: { note } }, alarmSchema);
  }

  /** From `after` on, oldest first. */
  async eventsAfter(after: number, query: Query, most: number): Promise<Items<EventJson>> {
    return await this.#items('/v1/events', { ...query, after }, most, eventListSchema, ({ events, next }) => [
      events,
      next,
    ]);
  }

  /** The newest, oldest of them first. */
  async newestEvents(query: Query, most: number): Promise<Items<EventJson>> {
    const { items, more } = await this.#items(
      '/v1/events',
      { ...query, newest: true },
      most,
      eventListSchema,
      ({ events, next }) => [events, next],
      'before',
    );
    return { items: items.toReversed(), more };
  }

  async place(body: PlacementRequestJson): Promise<PlacementAnswerJson> {
    return await this.client.json(
      { method: 'POST', path: '/v1/placement/candidates', body },
      placementAnswerSchema,
    );
  }

  async #get<Schema extends ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    return await this.client.json({ method: 'GET', path }, schema);
  }

  /** Page by page, until there are `most`. */
  async #items<Schema extends ZodType, Item>(
    path: string,
    query: Query,
    most: number,
    schema: Schema,
    parts: (page: z.output<Schema>) => readonly [readonly Item[], Next],
    continuation: 'after' | 'before' = 'after',
  ): Promise<Items<Item>> {
    const items: Item[] = [];
    const seen = new Set<Next>();
    let from: Query = {};
    for (;;) {
      const rest = most - items.length;
      const limit = rest < PAGE_ITEMS ? rest : undefined;
      const page = await this.client.json(
        { method: 'GET', path, query: { ...query, ...from, limit } },
        schema,
      );
      const [found, next] = parts(page);
      items.push(...found);
      if (next === null || items.length >= most)
        return { items: items.slice(0, most), more: next !== null || items.length > most };
      if (seen.has(next))
        throw new BmvError(
          'REGISTRY_ANSWER',
          `the pages of ${path} of ${this.client.shown} come again and again; check that --registry is one of this bmv's version`,
          { url: this.client.shown },
        );
      seen.add(next);
      from = { [continuation]: next };
    }
  }
}
