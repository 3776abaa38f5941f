import { expect } from 'chai';
import { CompiledQuery, type KyselyPlugin, SqliteQueryCompiler } from 'kysely';
import { listNodeIds } from '../../../registry/api/queries/node-list.ts';
import { listVolumesPage } from '../../../registry/api/queries/volume-list.ts';
import { listAlarms, readOpenAlarms } from '../../../registry/store/alarms.ts';
import type { View } from '../../../registry/store/backend.ts';
import { readClaims, readClaimsOf, readDisks } from '../../../registry/store/disks.ts';
import { readEvents, readEventsBefore } from '../../../registry/store/events.ts';
import { readNodes } from '../../../registry/store/nodes.ts';
import { readUsage } from '../../../registry/store/quotas.ts';
import { listRuns, readRunning, readRuns } from '../../../registry/store/runs.ts';
import { listSets, readSets } from '../../../registry/store/sets.ts';
import { countKeysByKek, listKeysNotBy, readVolumeKey } from '../../../registry/store/volume-keys.ts';
import {
  countVolumes,
  listVolumes,
  readVolumes,
  readVolumesNamed,
  readVolumesOf,
} from '../../../registry/store/volumes.ts';
import { storeOfSuite } from '../../support/stores.ts';

const PAGE = { after: 'a', limit: 100 };
const IDS = ['a', 'b'];

/** What is asked for often, or of a large fleet. */
const QUERIES: Readonly<Record<string, (view: View) => Promise<unknown>>> = {
  'a page of volumes': (view) => listVolumes(view, PAGE),
  'volumes of a node': (view) => listVolumes(view, { ...PAGE, node: 'n' }),
  'volumes of a project': (view) => listVolumes(view, { ...PAGE, project: 'p' }),
  'a volume by project and name': (view) => listVolumes(view, { ...PAGE, project: 'p', name: 'n' }),
  'volumes of a set': (view) => listVolumes(view, { ...PAGE, set: 's' }),
  'a page of sets': (view) => listSets(view, PAGE),
  'a page of sets of a project': (view) => listSets(view, { ...PAGE, project: 'p' }),
  'sets of a name': (view) => readSets(view, 's', 'p'),
  'what a project uses': (view) => readUsage(view, 'p'),
  'volumes by name': (view) => listVolumes(view, { ...PAGE, name: 'n' }),
  'volumes in rare states': (view) => listVolumes(view, { ...PAGE, states: ['error', 'missing'] }),
  'volumes by id': (view) => readVolumes(view, IDS),
  'volumes of nodes': (view) => readVolumesOf(view, IDS),
  'volumes of names': (view) => readVolumesNamed(view, IDS),
  'numbers of volumes': countVolumes,
  'the key of a volume': (view) => readVolumeKey(view, 'v'),
  'keys that another KEK wrapped': (view) => listKeysNotBy(view, 'k', PAGE),
  'numbers of keys': countKeysByKek,
  'volumes by the start of the id': (view) =>
    listVolumesPage(view, { ...PAGE, withReleased: false, search: 'cafe' }),
  'a page of nodes': (view) => listNodeIds(view, PAGE),
  'nodes by UUID': (view) => readNodes(view, IDS),
  'disks of nodes': (view) => readDisks(view, IDS),
  'claims of nodes': (view) => readClaims(view, IDS),
  'claims of a volume': (view) => readClaimsOf(view, 'v'),
  'alarms of nodes': (view) => readOpenAlarms(view, IDS),
  'open alarms': (view) => listAlarms(view, { ...PAGE, isOpen: true }),
  'alarms of a volume': (view) => listAlarms(view, { ...PAGE, volume: 'v' }),
  'events behind one': (view) => readEvents(view, { after: 5, limit: 100 }),
  'events of a node': (view) => readEvents(view, { node: 'n', after: 5, limit: 100 }),
  'events of a volume, newest first': (view) => readEventsBefore(view, { volume: 'v', before: 5, limit: 9 }),
  'events of a project': (view) => readEvents(view, { project: 'p', after: 5, limit: 100 }),
  'running steps of nodes': (view) => readRunning(view, IDS),
  'steps by run': (view) => readRuns(view, IDS),
  'steps, newest first': (view) => listRuns(view, { before: null, limit: 100 }),
  'steps of a node, newest first': (view) => listRuns(view, { node: 'n', before: null, limit: 100 }),
};

/** Statements that a query makes. */
async function statementsOf(
  view: View,
  query: (view: View) => Promise<unknown>,
): Promise<readonly CompiledQuery[]> {
  const asked: CompiledQuery[] = [];
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      asked.push(new SqliteQueryCompiler().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await query({ ...view, db: view.db.withPlugin(recorder) });
  return asked;
}

describe('queries of a large fleet', () => {
  const store = storeOfSuite('sqlite');

  for (const [name, query] of Object.entries(QUERIES))
    it(`find ${name} by an index`, async () => {
      const asked = await store().read(async (view) => await statementsOf(view, query));
      expect(asked).to.not.be.empty;
      for (const { sql, parameters } of asked) {
        const explain = CompiledQuery.raw(`EXPLAIN QUERY PLAN ${sql}`, [...parameters]);
        const { rows } = await store().read(
          async ({ db }) => await db.executeQuery<{ detail: string }>(explain),
        );
        const plan = rows.map(({ detail }) => detail).filter((line) => !line.includes('json_each'));
        expect(plan.filter((line) => line.startsWith('SCAN') && !line.includes('INDEX'))).to.deep.equal([]);
        // What is paged is not sorted first: that would read all of it for each page.
        if (sql.includes('limit'))
          expect(plan.filter((line) => line.includes('TEMP B-TREE'))).to.deep.equal([]);
      }
    });
});
