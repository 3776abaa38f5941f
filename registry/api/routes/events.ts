import { pageItems } from '../paging.ts';
import { eventsAfter, eventsBefore, readNewestSeq } from '../queries/event-list.ts';
import { jsonRoute, type Route, rawRoute } from '../route.ts';
import { eventListSchema, eventQuerySchema, eventSchema, eventStreamQuerySchema } from '../schemas/events.ts';
import { onlyProject, projectFilter } from '../scope.ts';
import { eventView } from '../views/event.ts';

/** The newest id that a reader of a stream has seen. */
function lastEventId(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

export const eventRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'list_events', method: 'GET', path: '/v1/events', tag: 'events', action: 'events:read' },
    summary: 'Lists events',
    description:
      'A page may be short, or empty, and have a `next` all the same: follow it until that is null.',
    query: eventQuerySchema,
    answer: eventListSchema,
    handle: async (call, { store, limits }) => {
      const { node, volume, kind, after, before, newest, limit: asked } = call.query;
      const wish = { node, volume, kind, project: projectFilter(call, call.query.project) };
      const limit = pageItems(asked, limits);
      const page = await store.read((view) =>
        newest || before !== undefined
          ? eventsBefore(view, wish, { before: before ?? null, limit })
          : eventsAfter(view, wish, { after: after ?? 0, limit }),
      );
      return { body: { events: page.events.map(eventView), next: page.next } };
    },
  }),

  rawRoute({
    ...{
      id: 'stream_events',
      method: 'GET',
      path: '/v1/events/stream',
      tag: 'events',
      action: 'events:read',
    },
    summary: 'Tells events as they happen',
    description:
      'Server-sent events. `event: event` has the number of the event as its `id`, so that the stream is taken up again ' +
      'behind it by `Last-Event-ID`. `event: progress` tells how far a running step is; it has no `id`, and may be lost. ' +
      'Comments say that the registry is there. The registry ends a stream that is not read, and each after an hour.',
    query: eventStreamQuerySchema,
    content: { type: 'text/event-stream', description: 'Until either side ends it.', schema: eventSchema },
    serve: async (call, { feed, store }, { request, reply }) => {
      const { node, volume, kind, after, progress } = call.query;
      const events = { node, volume, kind, project: projectFilter(call, call.query.project) };
      feed.expectRoom();
      const seen = lastEventId(request.headers['last-event-id']) ?? after;
      const start = seen ?? (await store.read(readNewestSeq));
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        // Some proxies keep what they are sent until there is more of it.
        'x-accel-buffering': 'no',
      });
      const wish = { events, wantsProgress: progress, onlyProject: onlyProject(call) };
      await feed.serve(reply.raw, wish, start);
    },
  }),
];
