import type { ServerResponse } from 'node:http';
import { type EventJson, eventSchema } from '../../registry/api/schemas/events.ts';
import { type RunJson, runSchema } from '../../registry/api/schemas/runs.ts';
import type { Asked, RawReply } from './scripted-registry.ts';

/** The registry's end of a stream of events. */
export class EventStream {
  readonly asked: Asked;
  readonly #response: ServerResponse;

  constructor(response: ServerResponse, asked: Asked) {
    this.#response = response;
    this.asked = asked;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': heartbeat\n\n');
  }

  event(event: EventJson): void {
    this.write(`id: ${event.seq}\nevent: event\ndata: ${JSON.stringify(eventSchema.parse(event))}\n\n`);
  }

  progress(run: RunJson): void {
    this.write(`event: progress\ndata: ${JSON.stringify(runSchema.parse(run))}\n\n`);
  }

  write(text: string): void {
    this.#response.write(text);
  }

  /** As the registry ends one that has lived long enough. */
  end(): void {
    this.#response.end();
  }

  /** In the middle of whatever was written. */
  cut(): void {
    this.#response.destroy();
  }
}

/** Hands out the streams that are opened, in their order. */
export class EventStreams {
  readonly opened: EventStream[] = [];
  readonly #waiting = new Set<() => void>();

  /** For `ScriptedRegistry.on`. */
  readonly reply: RawReply = (response, asked) => {
    this.opened.push(new EventStream(response, asked));
    for (const look of [...this.#waiting]) look();
  };

  /** The stream that was opened as such a one, from 0; waits for it. */
  async at(index: number): Promise<EventStream> {
    return await new Promise((resolve) => {
      const look = () => {
        const stream = this.opened[index];
        if (!stream) return;
        this.#waiting.delete(look);
        resolve(stream);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
