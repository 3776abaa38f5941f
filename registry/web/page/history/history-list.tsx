import type { EventJson } from '../../../api/schemas/events.ts';
import { links } from '../routing/route.ts';
import { Time } from '../ui/figures.tsx';
import { Loading, Nothing, ProblemNote } from '../ui/notes.tsx';
import { actorWords, eventWords } from './event-words.ts';
import type { History } from './history.ts';

/** What the rows are about, and so need not say. */
type Subject = 'node' | 'volume';

function EventRow({ event, about }: { readonly event: EventJson; readonly about: Subject }) {
  const { title, tone, detail } = eventWords(event);
  return (
    <li class={`event event-${tone}`} data-seq={event.seq}>
      <details>
        <summary>
          <Time atMs={event.at_ms} />
          <span class="event-title">{title}</span>
          <span class="event-detail">{detail}</span>
          <span class="event-actor muted">{actorWords(event)}</span>
        </summary>
        <div class="event-more">
          <p>
            Event {event.seq}, <code>{event.kind}</code>
            {about !== 'node' && event.node !== '' && (
              <>
                , node <a href={links.node(event.node)}>{event.node}</a>
              </>
            )}
            {about !== 'volume' && event.volume !== '' && (
              <>
                , volume <a href={links.volume(event.volume)}>{event.volume}</a>
              </>
            )}
            {event.project !== '' && `, project ${event.project}`}
          </p>
          <pre>{JSON.stringify(event.details, null, 2)}</pre>
          <p class="muted small">
            Hash <code>{event.hash}</code>
          </p>
        </div>
      </details>
    </li>
  );
}

/** A history, newest first, as it grows. */
export function HistoryList({ history, about }: { readonly history: History; readonly about: Subject }) {
  const events = history.events.value;
  const hasOlder = history.hasOlder.value;
  return (
    <>
      <ProblemNote problem={history.problem.value} what="the events" />
      {events.length === 0 && hasOlder === null && !history.problem.value && <Loading what="events" />}
      {events.length === 0 && hasOlder === false && <Nothing>Nothing has happened yet.</Nothing>}
      <ol class="events">
        {events.map((event) => (
          <EventRow key={event.seq} event={event} about={about} />
        ))}
      </ol>
      {hasOlder && (
        <button
          type="button"
          class="button"
          disabled={history.isLoading.value}
          onClick={() => void history.loadOlder()}
        >
          Older events
        </button>
      )}
    </>
  );
}
