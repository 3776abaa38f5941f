import type { AlarmListJson } from '../../../api/schemas/alarms.ts';
import type { EventListJson } from '../../../api/schemas/events.ts';
import type { NodeDetailJson, NodeListJson } from '../../../api/schemas/nodes.ts';
import type { PlanJson } from '../../../api/schemas/plans.ts';
import type { VolumeJson, VolumeListJson } from '../../../api/schemas/volumes.ts';
import { problemOf } from './problem.ts';

/** Values of a query; those that are undefined or empty are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A path with its query. */
export function urlOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const texts = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  const text = new URLSearchParams(texts).toString();
  return text ? `${path}?${text}` : path;
}

/** Sends a request; as the browser's `fetch`. */
export type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Reads from the registry's API. Rejects with `Problem`, or what `fetch` rejects with where no answer came. */
export class Client {
  readonly #fetch: Fetch;
  readonly #onDate: (serverMs: number) => void;

  /** `onDate` is told the time of each answer by the registry's clock. */
  constructor(fetch: Fetch, onDate: (serverMs: number) => void = () => {}) {
    this.#fetch = fetch;
    this.#onDate = onDate;
  }

  async nodes(query: Query, signal: AbortSignal): Promise<NodeListJson> {
    return await this.#get<NodeListJson>(urlOf('/v1/nodes', query), signal);
  }

  async node(uuid: string, signal: AbortSignal): Promise<NodeDetailJson> {
    return await this.#get<NodeDetailJson>(`/v1/nodes/${uuid}`, signal);
  }

  async plan(node: string, signal: AbortSignal): Promise<PlanJson> {
    return await this.#get<PlanJson>(`/v1/nodes/${node}/plan`, signal);
  }

  async volumes(query: Query, signal: AbortSignal): Promise<VolumeListJson> {
    return await this.#get<VolumeListJson>(urlOf('/v1/volumes', query), signal);
  }

  async volume(id: string, signal: AbortSignal): Promise<VolumeJson> {
    return await this.#get<VolumeJson>(`/v1/volumes/${id}`, signal);
  }

  async alarms(query: Query, signal: AbortSignal): Promise<AlarmListJson> {
    return await this.#get<AlarmListJson>(urlOf('/v1/alarms', query), signal);
  }

  async events(query: Query, signal: AbortSignal): Promise<EventListJson> {
    return await this.#get<EventListJson>(urlOf('/v1/events', query), signal);
  }

  /** The stream of events and progress behind event `after`. Resolves when it is open. */
  async stream(after: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#open(urlOf('/v1/events/stream', { after }), 'text/event-stream', signal);
    if (!response.body) throw await problemOf(response);
    return response.body;
  }

  async #get<T>(url: string, signal: AbortSignal): Promise<T> {
    const response = await this.#open(url, 'application/json', signal);
    return (await response.json()) as T;
  }

  async #open(url: string, accept: string, signal: AbortSignal): Promise<Response> {
    const response = await this.#fetch(url, { headers: { accept }, cache: 'no-store', signal });
    const serverMs = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverMs)) this.#onDate(serverMs);
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}
