import type { ServerResponse } from 'node:http';
import type { EventRecord, StepRun } from '../../model.ts';
import type { EventWish } from '../queries/event-list.ts';
import { eventView } from '../views/event.ts';
import { runView } from '../views/run.ts';

/** What one stream is to carry. */
export interface StreamWish {
  readonly events: EventWish;
  readonly wantsProgress: boolean;
  /** Progress of nodes that this project holds alone; null for all. */
  readonly onlyProject: string | null;
}

/** One stream of events, to whoever reads it. What is not read in time ends it: it is taken up again behind its last id. */
export class StreamClient {
  readonly wish: StreamWish;
  /** Of the newest event that was sent, or left out as not wanted. */
  position: number;
  readonly #response: ServerResponse;
  readonly #maxUnreadBytes: number;

  constructor(response: ServerResponse, wish: StreamWish, position: number, maxUnreadBytes: number) {
    this.#response = response;
    this.wish = wish;
    this.position = position;
    this.#maxUnreadBytes = maxUnreadBytes;
  }

  get hasEnded(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  sendEvent(event: EventRecord): void {
    this.#write(`id: ${event.seq}\nevent: event\ndata: ${JSON.stringify(eventView(event))}\n\n`);
  }

  sendProgress(run: StepRun): void {
    this.#write(`event: progress\ndata: ${JSON.stringify(runView(run))}\n\n`);
  }

  heartbeat(): void {
    this.#write(': heartbeat\n\n');
  }

  /** Resolves when what was sent has left, or the stream has ended. */
  async drained(): Promise<void> {
    if (!this.#response.writableNeedDrain || this.hasEnded) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#response.off('drain', done);
        this.#response.off('close', done);
        resolve();
      };
      this.#response.on('drain', done);
      this.#response.on('close', done);
    });
  }

  end(): void {
    this.#response.end();
  }

  #write(text: string): void {
    if (this.hasEnded) return;
    // HAZARD: all that nobody reads would be kept here.
    if (this.#response.writableLength > this.#maxUnreadBytes) this.#response.destroy();
    else this.#response.write(text);
  }
}
