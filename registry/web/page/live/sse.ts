/** A message of a stream of events. */
export interface SseMessage {
  /** `message` unless the stream says another. */
  readonly event: string;
  readonly data: string;
  /** Of this message; null where it has none: then a stream is not taken up again behind it. */
  readonly id: string | null;
}

/**
 * Reads `text/event-stream` as it comes in, piece by piece. Not the browser's `EventSource`, which neither shows the
 * comments that prove a silent stream alive, nor says why a server refused it.
 */
export class SseParser {
  #rest = '';
  #data: string[] = [];
  #event = '';
  #id: string | null = null;

  /** What is complete by now; comments are nothing. */
  push(text: string): SseMessage[] {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? '';
    return lines.map((line) => this.#take(line)).filter((message) => message !== null);
  }

  #take(line: string): SseMessage | null {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    return null;
  }

  #dispatch(): SseMessage | null {
    const message = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    const isEmpty = this.#data.length === 0;
    this.#data = [];
    this.#event = '';
    this.#id = null;
    return isEmpty ? null : message;
  }
}
