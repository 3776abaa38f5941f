import { expect } from 'chai';
import fc from 'fast-check';
import type { EventJson } from '../../../../../registry/api/schemas/events.ts';
import type { Query } from '../../../../../registry/web/page/api/client.ts';
import { Problem } from '../../../../../registry/web/page/api/problem.ts';
import { History } from '../../../../../registry/web/page/history/history.ts';
import { mergeEvents } from '../../../../../registry/web/page/history/merge.ts';
import { LIMITS } from '../../../../../registry/web/page/limits.ts';
import { TestFeed, until } from '../../../../support/page-feed.ts';
import { eventJson, NODE_UUID, uuidOf } from '../../../../support/registry-json.ts';

class TestEvents {
  all: EventJson[] = [];
  problem: Problem | null = null;

  async events({ before, limit }: Query) {
    if (this.problem) throw this.problem;
    const rest = this.all.filter(({ seq }) => before === undefined || seq < Number(before)).reverse();
    const events = rest.slice(0, Number(limit));
    return { events, next: rest.length > events.length ? (events.at(-1)?.seq ?? null) : null };
  }
}

function start(client: TestEvents) {
  const feed = new TestFeed();
  return { feed, history: new History({ client, feed }, { node: NODE_UUID }) };
}

const seqsOf = (events: readonly EventJson[]) => events.map(({ seq }) => seq);

function downFrom(newest: number, oldest: number): readonly number[] {
  return Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index);
}

describe('a history', () => {
  it('has each event once and newest first, however it came', () => {
    const seqs = fc.array(fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(seqs, seqs, fc.integer({ min: 1, max: 50 }), (known, more, most) => {
        const merged = seqsOf(
          mergeEvents(
            known.map((seq) => eventJson(seq)),
            more.map((seq) => eventJson(seq)),
            most,
          ),
        );
        const all = [...new Set([...known, ...more])].sort((a, b) => b - a);
        expect(merged).to.deep.equal(all.slice(0, most));
      }),
      { numRuns: 40 },
    );
  });

  it('joins what the feed tells with what was read, without a gap', async () => {
    const client = new TestEvents();
    client.all = downFrom(120, 1)
      .map((seq) => eventJson(seq))
      .reverse();
    const { history, feed } = start(client);
    // Told before the first page has come, and in it too.
    feed.event(eventJson(120));
    feed.event(eventJson(121));
    await until(() => history.hasOlder.value === true);
    feed.event(eventJson(122));
    feed.event(eventJson(123, { node: uuidOf(77) }));
    expect(seqsOf(history.events.value)).to.deep.equal(downFrom(122, 71));
    await history.loadOlder();
    await history.loadOlder();
    expect(seqsOf(history.events.value)).to.deep.equal(downFrom(122, 1));
    expect(history.hasOlder.value).to.equal(false);
    history.dispose();
  });

  it('lets the oldest go when it has as many as it holds', async () => {
    const { history, feed } = start(new TestEvents());
    await until(() => history.hasOlder.value === false);
    for (let seq = 1; seq <= LIMITS.maxHistoryEvents + 5; seq += 1) feed.event({ ...eventJson(1), seq });
    expect(history.events.value).to.have.lengthOf(LIMITS.maxHistoryEvents);
    expect(history.events.value.at(-1)?.seq).to.equal(6);
    history.dispose();
  }).timeout(120_000);

  it('is read anew when the registry’s store is another', async () => {
    const client = new TestEvents();
    client.all = [eventJson(5)];
    const { history, feed } = start(client);
    await until(() => history.events.value.length === 1);
    client.all = [eventJson(2)];
    feed.reset();
    await until(() => seqsOf(history.events.value)[0] === 2);
    expect(seqsOf(history.events.value)).to.deep.equal([2]);
    history.dispose();
  });

  it('says why it could not be read', async () => {
    const client = new TestEvents();
    client.problem = new Problem(403, 'FORBIDDEN', 'not for you');
    const { history } = start(client);
    await until(() => history.problem.value !== null);
    expect(history.problem.value?.message).to.equal('not for you');
    history.dispose();
  });
});
