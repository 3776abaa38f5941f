import { expect } from 'chai';
import { ROUTES } from '../../../registry/api/routes.ts';
import { CALLERS, type CallerName, type CallOptions } from '../../support/api-fixture.ts';
import { ApiWorld, FREE_NODE, newVolume, OTHER_NODE, WEB_NODE } from '../../support/api-world.ts';
import { volumeId } from '../../support/registry-records.ts';

/**
 * One request for each route that is not public, about what project `web` has (or `all`: about what it has not), and the
 * status that each caller gets, in the order of `WHO`.
 */
const WHO = [
  'admin',
  'service',
  'member',
  'reader',
  'stranger',
  'auditor',
  'nobody',
] as const satisfies CallerName[];

const A_VOLUME = volumeId(1);
const QUARANTINED = volumeId(7);

type Row = readonly [route: string, url: string, body: unknown, statuses: string];

const TABLE: readonly Row[] = [
  ['list_nodes', '/v1/nodes', null, '200 200 200 200 200 200 403'],
  ['show_node', `/v1/nodes/${WEB_NODE}`, null, '200 200 200 200 404 200 403'],
  ['show_node', `/v1/nodes/${OTHER_NODE}`, null, '200 200 404 404 404 200 403'],
  ['show_plan', `/v1/nodes/${WEB_NODE}/plan`, null, '200 200 200 200 404 200 403'],
  ['show_plan', `/v1/nodes/${FREE_NODE}/plan`, null, '200 200 404 404 404 200 403'],
  ['list_untrusted', '/v1/untrusted', null, '200 200 403 403 403 200 403'],
  ['list_volumes', '/v1/volumes', null, '200 200 200 200 200 200 403'],
  ['list_volumes', '/v1/volumes?project=web', null, '200 200 200 200 403 200 403'],
  ['show_volume', `/v1/volumes/${A_VOLUME}`, null, '200 200 200 200 404 200 403'],
  ['show_volume', `/v1/volumes/${QUARANTINED}`, null, '200 200 404 404 404 200 403'],
  ['show_volume_key', `/v1/volumes/${A_VOLUME}/key`, null, '404 403 404 403 404 403 403'],
  ['list_alarms', '/v1/alarms', null, '200 200 403 403 403 200 403'],
  ['list_events', '/v1/events', null, '200 200 200 200 200 200 403'],
  ['list_events', '/v1/events?project=web', null, '200 200 200 200 403 200 403'],
  ['stream_events', '/v1/events/stream?project=web&limit=1', null, '400 400 400 400 400 400 403'],
  ['find_candidates', '/v1/placement/candidates', { project: 'web' }, '200 200 200 200 403 403 403'],
  [
    ...(['filter_nodes', '/v1/placement/filter'] as const),
    ...([{ project: 'web', candidates: [WEB_NODE] }, '200 200 200 200 403 403 403'] as const),
  ],
  [
    ...(['make_vendordata', '/v1/nova/vendordata'] as const),
    ...([{ 'project-id': 'web', 'instance-id': volumeId(60) }, '200 200 403 403 403 403 403'] as const),
  ],
  ['show_metrics', '/metrics', null, '200 200 403 403 403 200 403'],
  // What changes something is refused in the end, so that every caller finds the same.
  ['create_volume', '/v1/volumes', newVolume(WEB_NODE, { name: 'data' }), '409 409 409 403 403 403 403'],
  [
    ...(['create_volume', '/v1/volumes'] as const),
    ...([
      { adopt: true, id: volumeId(50), name: 'x', project: 'web', node: WEB_NODE },
      '409 409 403 403 403 403 403',
    ] as const),
  ],
  ['extend_volume', `/v1/volumes/${A_VOLUME}/extend`, { size_bytes: 1 }, '400 400 400 403 404 403 403'],
  ['show_quota', '/v1/quotas/web', null, '200 200 200 200 403 200 403'],
  [
    ...(['set_quota', '/v1/quotas/web'] as const),
    ...([{ max_volumes: 1, max_bytes: null }, '200 403 403 403 403 403 403'] as const),
  ],
  ['list_sets', '/v1/sets', null, '200 200 200 200 200 200 403'],
  ['list_sets', '/v1/sets?project=web', null, '200 200 200 200 403 200 403'],
  ['show_set', '/v1/sets/none', null, '404 404 404 404 404 404 403'],
  [
    ...(['release_set', '/v1/sets/none/release'] as const),
    ...([{ volumes: [A_VOLUME] }, '404 404 404 403 404 403 403'] as const),
  ],
  ['update_volume', `/v1/volumes/${A_VOLUME}/update`, { name: ' ' }, '400 400 400 403 404 403 403'],
  ['release_volume', `/v1/volumes/${QUARANTINED}/release`, {}, '409 409 404 403 404 403 403'],
  ['cancel_volume', `/v1/volumes/${A_VOLUME}/cancel`, {}, '409 409 409 403 404 403 403'],
  [
    'quarantine_volume',
    `/v1/volumes/${volumeId(51)}/quarantine`,
    { reason: 'x' },
    '404 404 403 403 403 403 403',
  ],
  [
    'resolve_volume',
    `/v1/volumes/${A_VOLUME}/resolve`,
    { resolution: 'ignore' },
    '409 403 403 403 403 403 403',
  ],
  ['resolve_alarm', `/v1/alarms/${volumeId(52)}/resolve`, { note: 'x' }, '404 403 403 403 403 403 403'],
];

describe('access to the API', () => {
  const guarded = ROUTES.filter(({ action }) => action !== 'public');

  it('is tested for each route', () => {
    const tested = new Set(TABLE.map(([route]) => route));
    expect([...tested]).to.have.members(guarded.map(({ id }) => id));
  });

  for (const [id, url, body, statuses] of TABLE)
    it(`gives each role what is its own of ${id} (${url}${body ? ' with a body' : ''})`, async () => {
      const { api } = await ApiWorld.make();
      const method = ROUTES.find((route) => route.id === id)?.method ?? '';
      const got: string[] = [];
      for (const as of WHO) {
        const options: CallOptions = body === null ? { as } : { as, body };
        const { status } = await api.call(method, url, options);
        got.push(String(status));
      }
      expect(got.join(' '), WHO.join(' ')).to.equal(statuses);
    });

  it('needs credentials that are known, for each route', async () => {
    const { api } = await ApiWorld.make();
    for (const { method, path } of guarded)
      for (const headers of [{}, { 'x-test-caller': 'somebody else' }]) {
        const url = path.replace(/\{\w+\}/, WEB_NODE);
        const body = method !== 'GET' ? { body: {} } : {};
        const { status, json } = await api.call(method, url, { as: null, headers, ...body });
        expect(status, `${method} ${path}`).to.equal(401);
        expect(json.code).to.equal('UNAUTHENTICATED');
      }
  });

  it('shows a project its own volumes, nodes and events, and nothing of others', async () => {
    const { api } = await ApiWorld.make();
    const ids = async (url: string, as: CallerName, list: string, key: string) =>
      (await api.get(url, as)).json[list].map((item: Record<string, string>) => item[key]);
    expect(await ids('/v1/volumes', 'member', 'volumes', 'id')).to.deep.equal([A_VOLUME]);
    expect(await ids('/v1/volumes', 'stranger', 'volumes', 'id')).to.deep.equal([]);
    expect(await ids('/v1/volumes', 'admin', 'volumes', 'id')).to.deep.equal([A_VOLUME, QUARANTINED]);
    expect(await ids('/v1/nodes', 'member', 'nodes', 'uuid')).to.deep.equal([WEB_NODE]);
    expect(await ids('/v1/nodes', 'stranger', 'nodes', 'uuid')).to.deep.equal([]);
    expect(await ids('/v1/nodes', 'auditor', 'nodes', 'uuid')).to.have.length(3);
    expect(new Set(await ids('/v1/events', 'member', 'events', 'project'))).to.deep.equal(new Set(['web']));
    expect(await ids('/v1/events', 'stranger', 'events', 'kind')).to.deep.equal([]);
    expect(CALLERS.member.project).to.equal('web');
  });
});
