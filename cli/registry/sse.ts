import { BmvError } from '../../proto/error.ts';

/** One event of a stream, as the HTML standard defines them. */
export interface ServerEvent {
  /** `message` where the stream names none. */
  readonly type: string;
  readonly data: string;
  /** The newest id of the stream; empty before the first. */
  readonly id: string;
}

/** Characters of one event. Default 4 Mi. */
const MAX_EVENT_CHARACTERS = 4 * 1024 * 1024;

/** Takes a stream's bytes as they come and returns the events that are complete. */
export class SseParser {
  readonly #decoder = new TextDecoder();
  readonly #maxCharacters: number;
  #rest = '';
  #skipLineFeed = false;
  #type = '';
  #data: string[] = [];
  #characters = 0;
  #id = '';

  constructor(maxCharacters: number = MAX_EVENT_CHARACTERS) {
    this.#maxCharacters = maxCharacters;
  }

  /** Throws `REGISTRY_ANSWER` for an event that is longer than it may be. */
  push(bytes: Uint8Array): ServerEvent[] {
    let text = this.#rest + this.#decoder.decode(bytes, { stream: true });
    if (this.#skipLineFeed && text !== '') {
      text = text.replace(/^\n/, '');
      this.#skipLineFeed = false;
    }
    const lines = text.split(/\r\n|\r|\n/);
    // A line feed that follows belongs to the end of this line.
    if (text.endsWith('\r')) this.#skipLineFeed = true;
    this.#rest = lines.pop() ?? '';
    const events = lines.flatMap((line) => this.#line(line));
    if (this.#characters + this.#rest.length > this.#maxCharacters)
      throw new BmvError(
        'REGISTRY_ANSWER',
        `the registry's stream has an event of more than ${this.#maxCharacters} characters; check that --registry is one of this bmv's version`,
      );
    return events;
  }

  #line(line: string): ServerEvent[] {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    // A comment: the registry is there, and has nothing to say.
    if (colon === 0) return [];
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'data') {
      this.#data.push(value);
      this.#characters += value.length;
    }
    return [];
  }

  #dispatch(): ServerEvent[] {
    const [type, data] = [this.#type || 'message', this.#data];
    this.#type = '';
    this.#data = [];
    this.#characters = 0;
    return data.length === 0 ? [] : [{ type, data: data.join('\n'), id: this.#id }];
  }
}
