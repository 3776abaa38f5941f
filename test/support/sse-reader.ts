import { request } from 'undici';

/** A message of a stream. */
export interface SseMessage {
  readonly event: string;
  readonly id: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly data: any;
}

/** Reads a stream of events as a browser does. */
export class SseReader {
  readonly status: number;
  readonly messages: SseMessage[] = [];
  comments = 0;
  hasEnded = false;
  readonly #body: AsyncIterable<Buffer> & { destroy(): unknown };
  #waiting: (() => void)[] = [];

  private constructor(status: number, body: AsyncIterable<Buffer> & { destroy(): unknown }) {
    this.status = status;
    this.#body = body;
    void this.#read();
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SseReader> {
    const { statusCode, body } = await request(url, { headers, bodyTimeout: 0 });
    return new SseReader(statusCode, body as unknown as AsyncIterable<Buffer> & { destroy(): unknown });
  }

  /** Resolves with all messages when there are so many. Rejects where the stream ends first. */
  async until(count: number, event = 'event'): Promise<readonly SseMessage[]> {
    return await this.when(() => {
      const found = this.messages.filter((message) => message.event === event);
      return found.length >= count ? found : null;
    });
  }

  /** Resolves with what `look` finds. Rejects where the stream ends first. */
  async when<T>(look: () => T | null): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== null) return found;
      if (this.hasEnded) throw new Error(`the stream ended; came: ${JSON.stringify(this.messages)}`);
      await this.#next();
    }
  }

  async ended(): Promise<void> {
    while (!this.hasEnded) await this.#next();
  }

  close(): void {
    this.#body.destroy();
  }

  async #next(): Promise<void> {
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  async #read(): Promise<void> {
    let rest = '';
    try {
      for await (const chunk of this.#body) {
        const blocks = (rest + chunk.toString()).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
        this.#wake();
      }
    } catch {
      // The other end, or this one, was cut off.
    }
    this.hasEnded = true;
    this.#wake();
  }

  #take(block: string): void {
    const lines = block.split('\n');
    const field = (name: string) =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
    if (block.startsWith(':')) this.comments += 1;
    else
      this.messages.push({
        event: field('event'),
        id: field('id'),
        data: JSON.parse(field('data') || 'null'),
      });
  }
}
