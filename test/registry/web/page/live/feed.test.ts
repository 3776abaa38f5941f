import { expect } from 'chai';
import type { EventJson } from '../../../../../registry/api/schemas/events.ts';
import { eventSchema } from '../../../../../registry/api/schemas/events.ts';
import { Problem } from '../../../../../registry/web/page/api/problem.ts';
import { EventFeed, type FeedSource } from '../../../../../registry/web/page/live/feed.ts';

function anEvent(seq: number): EventJson {
  return eventSchema.parse({
    ...{ seq, at_ms: 1, kind: 'node.seen', node: '', volume: '', project: '', details: {} },
    ...{ actor: { kind: 'registry', id: '', project: '' }, previous: '', hash: '' },
  });
}

function message(seq: number): string {
  return `id: ${seq}\nevent: event\ndata: ${JSON.stringify(anEvent(seq))}\n\n`;
}

/** A registry that says what a test says. */
class ScriptedSource implements FeedSource {
  head = 0;
  problem: Problem | null = null;
  readonly opened: number[] = [];
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #onOpen: (() => void)[] = [];

  async events() {
    if (this.problem) throw this.problem;
    return { events: this.head === 0 ? [] : [anEvent(this.head)] };
  }

  async stream(after: number, signal: AbortSignal) {
    if (this.problem) throw this.problem;
    this.opened.push(after);
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    const controller = this.#controller;
    signal.addEventListener('abort', () => {
      try {
        controller?.error(new Error('aborted'));
      } catch {
        // It had ended already.
      }
    });
    for (const wake of this.#onOpen.splice(0)) wake();
    return stream;
  }

  send(text: string): void {
    this.#controller?.enqueue(new TextEncoder().encode(text));
  }

  end(): void {
    this.#controller?.close();
  }

  break(): void {
    this.#controller?.error(new Error('the connection broke'));
  }

  async nextOpen(): Promise<void> {
    await new Promise<void>((resolve) => this.#onOpen.push(resolve));
  }
}

interface Scene {
  readonly source: ScriptedSource;
  readonly feed: EventFeed;
  readonly told: number[];
  readonly states: string[];
  resets: number;
}

const feeds: EventFeed[] = [];

function start(source: ScriptedSource, options: { maxSilenceMs?: number; settledMs?: number } = {}): Scene {
  const scene: Scene = {
    ...{ source, told: [], states: [], resets: 0 },
    feed: new EventFeed(source, {
      ...{ maxSilenceMs: 60_000, settledMs: 60_000, random: () => 0, ...options },
      onState: (state, problem) => scene.states.push(problem ? `${state}: ${problem.message}` : state),
    }),
  };
  scene.feed.subscribe({
    event: ({ seq }) => scene.told.push(seq),
    reset: () => {
      scene.resets += 1;
    },
  });
  feeds.push(scene.feed);
  scene.feed.start();
  return scene;
}

/** Resolves when what was sent has been read. */
async function read(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function opened(scene: Scene): Promise<void> {
  const open = scene.source.nextOpen();
  scene.feed.retryNow();
  await open;
  await read();
}

describe('the page’s feed of events', () => {
  afterEach(() => {
    for (const feed of feeds.splice(0)) feed.pause();
  });

  it('begins behind the newest event that there is', async () => {
    const source = new ScriptedSource();
    source.head = 41;
    const scene = start(source);
    await source.nextOpen();
    await scene.feed.begun;
    source.send(message(42));
    await read();
    expect(source.opened).to.deep.equal([41]);
    expect(scene.told).to.deep.equal([42]);
    expect(scene.states).to.deep.equal(['connecting', 'live']);
  });

  it('goes on behind the last event when the stream breaks, and tells none twice', async () => {
    const source = new ScriptedSource();
    const scene = start(source);
    await source.nextOpen();
    source.send(message(1) + message(2));
    await read();
    source.head = 4;
    source.break();
    await read();
    await opened(scene);
    source.send(message(2) + message(3) + message(4));
    await read();
    expect(source.opened).to.deep.equal([0, 2]);
    expect(scene.told).to.deep.equal([1, 2, 3, 4]);
    expect(scene.states.slice(0, 3)).to.deep.equal([
      'connecting',
      'live',
      'reconnecting: the registry does not answer',
    ]);
    expect(scene.states.at(-1)).to.equal('live');
  });

  it('says why the registry refuses it, and tries again', async () => {
    const source = new ScriptedSource();
    source.problem = new Problem(503, 'STORE_FAILED', 'the database is locked');
    const scene = start(source);
    await scene.feed.begun;
    expect(scene.states.at(-1)).to.equal('reconnecting: the database is locked');
    source.problem = null;
    await opened(scene);
    expect(scene.states.at(-1)).to.equal('live');
    expect(scene.resets, 'what was read before it was known where to begin').to.equal(1);
  });

  it('opens a stream that the registry has ended after a long life again, without a word', async () => {
    const source = new ScriptedSource();
    const scene = start(source, { settledMs: 0 });
    await source.nextOpen();
    source.send(message(1));
    await read();
    source.head = 1;
    const open = source.nextOpen();
    source.end();
    await open;
    await read();
    expect(source.opened).to.deep.equal([0, 1]);
    expect(scene.states.filter((state) => state !== 'live')).to.deep.equal(['connecting']);
  });

  it('takes a stream that is silent for too long for broken', async () => {
    const source = new ScriptedSource();
    const scene = start(source, { maxSilenceMs: 20 });
    await source.nextOpen();
    await source.nextOpen();
    expect(scene.states).to.include('reconnecting: the registry does not answer');
  });

  it('has everything read anew when the registry’s events are fewer than they were', async () => {
    const source = new ScriptedSource();
    source.head = 100;
    const scene = start(source);
    await source.nextOpen();
    source.head = 60;
    source.break();
    await read();
    await opened(scene);
    source.send(message(61));
    await read();
    expect(source.opened).to.deep.equal([100, 60]);
    expect(scene.resets).to.equal(1);
    expect(scene.told).to.deep.equal([61]);
  });

  it('pauses, and tells what happened meanwhile when it goes on', async () => {
    const source = new ScriptedSource();
    const scene = start(source);
    await source.nextOpen();
    source.send(message(1));
    await read();
    scene.feed.pause();
    expect(scene.states.at(-1)).to.equal('paused');
    source.head = 3;
    const open = source.nextOpen();
    scene.feed.start();
    await open;
    source.send(message(2) + message(3));
    await read();
    expect(source.opened).to.deep.equal([0, 1]);
    expect(scene.told).to.deep.equal([1, 2, 3]);
  });

  it('tells of progress, which has no number', async () => {
    const source = new ScriptedSource();
    const { feed } = start(source);
    const runs: unknown[] = [];
    feed.subscribe({ progress: (run) => runs.push(run) });
    await source.nextOpen();
    source.send('event: progress\ndata: {"run":"r"}\n\nevent: something-new\ndata: not even JSON\n\n');
    await read();
    expect(runs).to.deep.equal([{ run: 'r' }]);
  });
});
