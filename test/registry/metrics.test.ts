import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { BmvError } from '../../proto/error.ts';
import { NotAuthenticated } from '../../registry/auth/authenticator.ts';
import { MeteredIngest } from '../../registry/metered-ingest.ts';
import { type MetricSources, Metrics } from '../../registry/metrics.ts';
import { StoreCounter, type StoreCounts } from '../../registry/metrics-store.ts';
import { ApiWorld } from '../support/api-world.ts';
import { newStore } from '../support/stores.ts';

const COUNTS: StoreCounts = {
  ...{ nodes: 3, openAlarms: 1, events: 42, keys: { openable: 4, missing: 1 } },
  volumes: new Map([
    ['available', 5],
    ['missing', 0],
  ]),
};

function sources(changes: Partial<MetricSources> = {}): MetricSources {
  return {
    sessions: () => ({ trusted: 7, untrusted: 2, others: 1, accepted: 11, endings: { peer: 1, silent: 2 } }),
    denied: () => ({ 401: 4 }),
    ingest: () => ({ stored: 100, fenced: 1, rejected: 2, failed: 3, batches: 10, waiting: 6 }),
    permissions: () => ({ granted: 8, refused: 9 }),
    keys: () => ({ delivered: 3, refused: 2, read: 13 }),
    streams: () => 2,
    retries: () => ({ lost: 5, busy: 12 }),
    store: async () => COUNTS,
    ...changes,
  };
}

/** Names and label names of what is told, without the parts of histograms. */
function told(text: string): ReadonlyMap<string, string> {
  const kinds = new Map(
    [...text.matchAll(/^# TYPE (bmv_\w+) (\w+)$/gm)].map(([, name = '', kind = '']) => [name, kind]),
  );
  return new Map(
    [...kinds].map(([name]) => {
      const labels = new Set(
        [...text.matchAll(new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{(.*)\\} `, 'gm'))].flatMap(
          ([, list = '']) => [...list.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
        ),
      );
      labels.delete('le');
      return [name, [...labels].sort((a, b) => a.localeCompare(b)).join()];
    }),
  );
}

/** All metrics, each with a value. */
async function full(): Promise<string> {
  const metrics = new Metrics();
  metrics.stored('inventory', 0.002);
  metrics.answered({ route: '/v1/nodes', status: 200, ms: 3 });
  metrics.answered({ route: '', status: 404, ms: 1 });
  metrics.refused(new NotAuthenticated('wrong', 'no'));
  metrics.refused(new BmvError('FORBIDDEN', 'no'));
  return await metrics.text(sources());
}

describe('metrics', () => {
  it('are those that the table in registry/README.md has, with their labels', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../../registry/README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `(bmv_\w+)` +\| +([^|]*?) +\|/gm)].map(
      ([, name = '', labels = '']) => [name, labels.replaceAll('`', '').replaceAll(' ', '')] as const,
    );
    expect(rows.length).to.be.greaterThan(15);
    expect(Object.fromEntries(told(await full()))).to.deep.equal(Object.fromEntries(rows));
  });

  it('say what their sources say', async () => {
    const lines = (await full()).split('\n');
    for (const line of [
      'bmv_sessions{trust="trusted"} 7',
      'bmv_sessions{trust="other"} 1',
      'bmv_sessions_accepted_total 11',
      'bmv_session_endings_total{ending="silent"} 2',
      'bmv_agents_refused_total{status="401"} 4',
      'bmv_permissions_total{decision="refused"} 9',
      'bmv_key_answers_total{answer="delivered"} 3',
      'bmv_key_answers_total{answer="read"} 13',
      'bmv_volume_keys{kek="here"} 4',
      'bmv_volume_keys{kek="missing"} 1',
      'bmv_store_retries_total{reason="lost"} 5',
      'bmv_store_retries_total{reason="busy"} 12',
      'bmv_reports_total{kind="inventory"} 1',
      'bmv_report_store_seconds_bucket{le="0.0025"} 1',
      'bmv_ingest_waiting 6',
      'bmv_ingest_reports_total{outcome="failed"} 3',
      'bmv_ingest_batches_total 10',
      'bmv_nodes 3',
      'bmv_volumes{state="available"} 5',
      'bmv_volumes{state="missing"} 0',
      'bmv_open_alarms 1',
      'bmv_events 42',
      'bmv_event_streams 2',
      'bmv_store_up 1',
      'bmv_api_requests_total{route="none",status="404"} 1',
      'bmv_api_callers_refused_total{reason="wrong"} 1',
      'bmv_api_callers_refused_total{reason="forbidden"} 1',
    ])
      expect(lines, line).to.include(line);
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).to.equal(true);
  });

  it('count on, rather than anew, with each look', async () => {
    const metrics = new Metrics();
    await metrics.text(sources());
    expect(await metrics.text(sources())).to.include('bmv_ingest_batches_total 10\n');
  });

  it('leave out what the store does not say, and say that it does not', async () => {
    const metrics = new Metrics();
    await metrics.text(sources());
    const text = await metrics.text(sources({ store: async () => null }));
    expect(text).to.include('bmv_store_up 0\n');
    expect(text).to.not.match(/^bmv_(nodes|volumes|volume_keys|open_alarms|events)[ {]/m);
    expect(await metrics.text(sources())).to.include('bmv_nodes 3\n');
  });

  it('of the store are counted there, every state with its number, and not again for the next scraper', async () => {
    const { api } = await ApiWorld.make();
    let nowMs = 0;
    const counter = new StoreCounter(api.store, null, () => nowMs);
    const counts = await counter.counts();
    expect(counts).to.include({ nodes: 3, openAlarms: 1 });
    expect(counts?.volumes.get('available')).to.equal(1);
    expect(counts?.volumes.get('quarantined')).to.equal(1);
    expect(counts?.volumes.get('releasing')).to.equal(0);
    await api.node();
    expect((await counter.counts())?.nodes).to.equal(3);
    nowMs = 5000;
    expect((await counter.counts())?.nodes).to.equal(4);
  });

  it('of a store that does not answer are none', async () => {
    const store = await newStore('sqlite');
    await store.close();
    expect(await new StoreCounter(store, null).counts()).to.equal(null);
  });

  it('of reports are counted when these are stored, and not when they fail', async () => {
    const seen: string[] = [];
    const outcomes = [true, false];
    const ingest = {
      store: async () => {
        if (outcomes.shift()) return { acked: 1, wantsInventory: false };
        throw new BmvError('STORE_FAILED', 'no');
      },
      storeUntrusted: async () => {},
    };
    const metered = new MeteredIngest(ingest, {
      stored: (kind, seconds) => void seen.push(`${kind} ${seconds >= 0}`),
    });
    const session = { node: '', boot: '', epoch: 1 };
    const body = { type: 'ack', sequence: 1 } as const;
    const envelope = { sequence: 1, follows: 0, bootId: '', epoch: 1, sentAtMs: 0, body };
    await metered.store(session, envelope);
    await metered.store(session, envelope).catch(() => {});
    expect(seen).to.deep.equal(['ack true']);
  });
});
