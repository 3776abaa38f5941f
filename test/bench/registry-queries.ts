/**
 * Times of lists and placement of the registry's API over a large fleet on SQLite, each asked many times through the whole
 * API, without a network. Usage: node test/bench/registry-queries.ts [NODES [VOLUMES [TIMES]]]; by default 10000 100000 50.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { Health } from '../../registry/api/health.ts';
import { API_DEFAULTS } from '../../registry/api/limits.ts';
import { ROUTES } from '../../registry/api/routes.ts';
import { createApi } from '../../registry/api/server.ts';
import { EventFeed } from '../../registry/api/stream/event-feed.ts';
import { NoAuth } from '../../registry/auth/no-auth.ts';
import type { NewEvent, Volume } from '../../registry/model.ts';
import { NodeFactsCache } from '../../registry/placement/node-facts.ts';
import { Placement } from '../../registry/placement/placement.ts';
import { VolumeRequests } from '../../registry/requests/volume-requests.ts';
import { openStore } from '../../registry/store/open.ts';
import type { Store } from '../../registry/store/store.ts';
import { writeVolumes } from '../../registry/store/volumes.ts';
import { aDiskReport, anIdentity, aVolume, MIB, shown } from '../support/registry-records.ts';

const [nodes = 10_000, volumes = 100_000, times = 50] = process.argv.slice(2).map(Number);
const PER_NODE = Math.ceil(volumes / nodes);
const PROJECTS = 500;
const CHUNK = 200;
const DISK_MIB = 2_000_000;

interface Fleet {
  readonly uuids: readonly string[];
  readonly ids: readonly string[];
}

function volumesOf(node: string, index: number): readonly Volume[] {
  // Every fifth node is free.
  if (index % 5 === 4) return [];
  const length = 1024 * MIB;
  return Array.from({ length: Math.ceil(PER_NODE * 1.25) }, (_, number) =>
    aVolume({
      ...{
        id: randomUUID(),
        name: `volume-${index}-${number}`,
        project: `project-${index % PROJECTS}`,
        node,
      },
      ...{
        set: `set-${index % 1000}`,
        disk: `wwn:${index}`,
        offset: (number + 1) * length,
        length,
        generation: 0,
      },
    }),
  );
}

async function fill(store: Store): Promise<Fleet> {
  const uuids = Array.from({ length: nodes }, () => randomUUID());
  const ids: string[] = [];
  for (let from = 0; from < nodes; from += CHUNK)
    await store.transaction(async (tx) => {
      const { bulk, nowMs } = tx;
      for (const [at, uuid] of uuids.slice(from, from + CHUNK).entries()) {
        const index = from + at;
        const own = volumesOf(uuid, index);
        ids.push(...own.map(({ id }) => id));
        await bulk.insert('nodes', [
          {
            ...{
              uuid,
              name: `rack-${index % 100}-${index}`,
              system_uuid: uuid,
              system_serial: `SER${index}`,
            },
            ...{ mac_addresses: '["52:54:00:00:00:01"]', first_seen_ms: nowMs, generation: 1 },
          },
        ]);
        await bulk.insert('sessions', [
          {
            ...{
              node: uuid,
              epoch: 1,
              boot: randomUUID(),
              replica: 'bench',
              lease_until_ms: nowMs + 1e9,
              acked: 1,
            },
            ...{ wants_inventory: 0, seen_at_ms: nowMs, inventory_at_ms: nowMs, inventory_digest: '' },
            ...{ reconciled_generation: 1, reconciled_at_ms: nowMs },
          },
        ]);
        const report = aDiskReport({
          identity: anIdentity({ wwn: `${index}`, sizeBytes: DISK_MIB * MIB }),
          volumes: own.map((volume) => shown(volume)),
          free: [{ offset: 100_000 * MIB, length: (1 + (index % 1000)) * 1000 * MIB }],
        });
        await bulk.insert('disks', [
          {
            ...{ node: uuid, disk: `wwn:${index}`, report: JSON.stringify(report), is_present: 1 },
            ...{ seen_at_ms: nowMs, generation: 1 },
          },
        ]);
        await writeVolumes(tx, own);
        tx.record(
          ...own.map(
            ({ id, project }): NewEvent => ({
              ...{ kind: 'volume.created', node: uuid, volume: id, project, details: { from: 'reserved' } },
              actor: { kind: 'agent', id: uuid, project: '' },
            }),
          ),
        );
        if (index % 100 === 0)
          await bulk.insert('runs', [
            {
              ...{ node: uuid, run: randomUUID(), step: 'write_image', kind: 'deploy', state: 'running' },
              ...{ started_at_ms: nowMs, ended_at_ms: null, phase: 'write', done_bytes: 1, total_bytes: 2 },
              ...{ failure_code: '', failure_message: '', updated_at_ms: nowMs },
            },
          ]);
      }
    });
  return { uuids, ids };
}

const folder = mkdtempSync(join(tmpdir(), 'bmv-queries-'));
try {
  const location = join(folder, 'registry.db');
  const store = await openStore(location);
  const logger = pino({ level: 'silent' });
  const began = performance.now();
  const { uuids, ids } = await fill(store);
  console.log(
    `${nodes} nodes, ${ids.length} volumes, ${Math.round(statSync(location).size / MIB)} MiB, filled in ${Math.round((performance.now() - began) / 1000)} s`,
  );
  const facts = new NodeFactsCache(store);
  const limits = API_DEFAULTS;
  const app = await createApi({
    ...{
      routes: ROUTES,
      logger,
      authenticator: new NoAuth(),
      makeServer: (listener) => createServer(listener),
    },
    addressOf: () => '',
    services: {
      ...{ store, facts, limits, newId: randomUUID },
      placement: new Placement(store, facts, { maxSilenceMs: null, provisionState: () => null }),
      requests: new VolumeRequests({ store, logger, newId: randomUUID, poke: async () => {} }),
      feed: new EventFeed({ store, facts, limits, logger }),
      health: new Health(store, null),
      metrics: async () => '',
      agents: { challenge: async () => ({ status: 200, headers: {}, body: '' }) },
      openapi: async () => '',
    },
  });
  const first = performance.now();
  await facts.all();
  console.log(`facts of all nodes, the first time: ${Math.round(performance.now() - first)} ms`);

  const any = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;
  const place = (body: object) =>
    ({ method: 'POST', url: '/v1/placement/candidates', payload: body }) as const;
  const get = (url: string) => ({ method: 'GET', url }) as const;
  const project = () => `project-${Math.floor(Math.random() * PROJECTS)}`;
  const questions = {
    'nodes, a page': () => get(`/v1/nodes?after=${any(uuids)}`),
    'nodes, a page of 1,000': () => get('/v1/nodes?limit=1000'),
    'nodes of a project': () => get(`/v1/nodes?project=${project()}`),
    'nodes with a step': () => get('/v1/nodes?running=true'),
    'nodes by a word': () => get(`/v1/nodes?q=${any(uuids).slice(4, 12)}`),
    'nodes by a word that none has': () => get('/v1/nodes?q=nothing'),
    'a node': () => get(`/v1/nodes/${any(uuids)}`),
    'volumes, a page': () => get(`/v1/volumes?after=${any(ids)}`),
    'volumes, a page of 1,000': () => get(`/v1/volumes?limit=1000&after=${any(ids)}`),
    'volumes of a project': () => get(`/v1/volumes?project=${project()}`),
    'volumes of a node': () => get(`/v1/volumes?node=${any(uuids)}`),
    'volumes of a set': () => get(`/v1/volumes?set=set-${Math.floor(Math.random() * 1000)}`),
    'volumes in a rare state': () => get('/v1/volumes?state=quarantined'),
    'volumes by a word': () => get(`/v1/volumes?q=${any(ids).slice(4, 12)}`),
    'volumes by a word that none has': () => get('/v1/volumes?q=nothing'),
    'a volume': () => get(`/v1/volumes/${any(ids)}`),
    'events, the newest': () => get('/v1/events?newest=true'),
    'events of a volume': () => get(`/v1/events?volume=${any(ids)}`),
    'events of a rare kind': () => get('/v1/events?kind=alarm'),
    'placement by a volume': () => place({ project: 'project-0', volumes: [any(ids)] }),
    'placement by a set': () => place({ project: 'project-7', set: 'set-7' }),
    'placement by size': () => place({ project: project(), size_bytes: 500_000 * MIB }),
    'placement by size, ready': () => place({ project: project(), size_bytes: MIB, ready: true }),
    'placement by size, of 1,000': () =>
      place({ project: project(), size_bytes: MIB, candidates: uuids.slice(0, 1000) }),
  };
  console.log(['question', 'p50 ms', 'p99 ms', 'longest ms', 'CPU ms, mean'].join('\t'));
  for (const [name, ask] of Object.entries(questions)) {
    const took: number[] = [];
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) {
      const start = performance.now();
      const { statusCode, body } = await app.inject({ ...ask(), headers: { host: 'localhost' } });
      took.push(performance.now() - start);
      if (statusCode !== 200) throw new Error(`${name}: ${statusCode} ${body}`);
    }
    const { user, system } = process.cpuUsage(before);
    took.sort((a, b) => a - b);
    const at = (part: number) =>
      (took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0).toFixed(1);
    console.log([name, at(0.5), at(0.99), at(1), ((user + system) / 1000 / times).toFixed(1)].join('\t'));
  }
  await app.close();
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
