import { expect } from 'chai';
import type { NodeJson } from '../../../../../registry/api/schemas/nodes.ts';
import type { Query } from '../../../../../registry/web/page/api/client.ts';
import { Problem } from '../../../../../registry/web/page/api/problem.ts';
import { parseFilter } from '../../../../../registry/web/page/fleet/filter.ts';
import { Fleet } from '../../../../../registry/web/page/fleet/fleet.ts';
import { LIMITS } from '../../../../../registry/web/page/limits.ts';
import { TestFeed, until } from '../../../../support/page-feed.ts';
import { eventJson, nodeDetailJson, nodeJson, runJson, uuidOf } from '../../../../support/registry-json.ts';

/** Nodes in the order of their UUIDs, as the registry gives them out. */
class TestNodes {
  readonly all = new Map<string, NodeJson>();
  readonly asked: Query[] = [];
  readonly askedNodes: string[] = [];
  problem: Problem | null = null;

  put(node: NodeJson): void {
    this.all.set(node.uuid, node);
  }

  async nodes(query: Query) {
    this.asked.push(query);
    if (this.problem) throw this.problem;
    const limit = Number(query.limit);
    const rest = [...this.all.values()].filter(({ uuid }) => uuid > String(query.after ?? ''));
    const nodes = rest.slice(0, limit);
    return { nodes, next: rest.length > limit ? (nodes.at(-1)?.uuid ?? null) : null };
  }

  async node(uuid: string) {
    this.askedNodes.push(uuid);
    const node = this.all.get(uuid);
    if (!node) throw new Problem(404, 'NODE_UNKNOWN', 'there is no such node');
    return nodeDetailJson(node);
  }
}

const fleets: Fleet[] = [];

function start(client: TestNodes, query = ''): { readonly fleet: Fleet; readonly feed: TestFeed } {
  const feed = new TestFeed();
  const fleet = new Fleet({ client, feed }, parseFilter(new URLSearchParams(query)));
  fleets.push(fleet);
  return { fleet, feed };
}

function fleetOf(count: number): TestNodes {
  const client = new TestNodes();
  for (let number = 0; number < count; number += 1)
    client.put(nodeJson({ uuid: uuidOf(number), name: `node-${number}` }));
  return client;
}

describe('the list of nodes', () => {
  afterEach(() => {
    for (const fleet of fleets.splice(0)) fleet.dispose();
  });

  it('reads a small page first, and all others behind it', async () => {
    const client = fleetOf(2500);
    const { fleet } = start(client);
    const shown: number[] = [];
    fleet.rows.order.subscribe((order) => shown.push(order.length));
    await until(() => fleet.extent.value === 'complete');
    expect(client.asked.map(({ limit }) => limit)).to.deep.equal([100, 500, 500, 500, 500, 500]);
    expect(shown).to.deep.equal([0, 100, 600, 1100, 1600, 2100, 2500]);
    expect(fleet.rows.order.value.at(-1)).to.equal(uuidOf(2499));
  });

  it('holds so many nodes and no more, and says so', async () => {
    const { fleet } = start(fleetOf(LIMITS.maxNodes + 1500));
    await until(() => fleet.extent.value === 'cut');
    expect(fleet.rows.size).to.be.within(LIMITS.maxNodes, LIMITS.maxNodes + LIMITS.maxPage);
  });

  it('asks the registry for what is searched for', async () => {
    const client = fleetOf(3);
    const { fleet } = start(client, 'q=node&alarmed=true&project=web');
    await until(() => fleet.extent.value === 'complete');
    expect(client.asked[0]).to.deep.equal({
      q: 'node',
      project: 'web',
      alarmed: 'true',
      after: null,
      limit: 100,
    });
  });

  it('reads a node that changed again when its row can be seen, and leaves the row where it is', async () => {
    const client = fleetOf(3);
    const { fleet, feed } = start(client);
    await until(() => fleet.extent.value === 'complete');
    fleet.show([uuidOf(1)]);
    client.put(nodeJson({ uuid: uuidOf(1), name: 'zzz', open_alarms: 2 }));
    client.put(nodeJson({ uuid: uuidOf(2), open_alarms: 2 }));
    feed.event(eventJson(1, { node: uuidOf(1) }));
    feed.event(eventJson(2, { node: uuidOf(2) }));
    await until(() => fleet.rows.row(uuidOf(1))?.value.open_alarms === 2);
    expect(client.askedNodes).to.deep.equal([uuidOf(1)]);
    expect(fleet.rows.order.value).to.deep.equal([uuidOf(0), uuidOf(1), uuidOf(2)]);
    fleet.show([uuidOf(2)]);
    await until(() => fleet.rows.row(uuidOf(2))?.value.open_alarms === 2);
  });

  it('reads no more than so many changed nodes at a time', async () => {
    const client = fleetOf(60);
    const { fleet, feed } = start(client);
    await until(() => fleet.extent.value === 'complete');
    fleet.show([...client.all.keys()]);
    for (const uuid of client.all.keys()) feed.event(eventJson(1, { node: uuid }));
    await until(() => client.askedNodes.length > 0);
    expect(client.askedNodes.length).to.equal(LIMITS.maxSingleReads);
    await until(() => client.askedNodes.length === 60);
    expect(new Set(client.askedNodes).size).to.equal(60);
  });

  it('takes in a node that is new, where it is like what is searched for', async () => {
    const client = fleetOf(1);
    const { fleet, feed } = start(client, 'q=node');
    await until(() => fleet.extent.value === 'complete');
    client.put(nodeJson({ uuid: uuidOf(7), name: 'node-7' }));
    client.put(nodeJson({ uuid: uuidOf(8), name: 'other', system_serial: '', mac_addresses: [] }));
    feed.event(eventJson(1, { kind: 'node.seen', node: uuidOf(8) }));
    feed.event(eventJson(2, { kind: 'node.seen', node: uuidOf(7) }));
    await until(() => fleet.rows.size === 2 && client.askedNodes.length === 2);
    expect(fleet.rows.order.value).to.deep.equal([uuidOf(0), uuidOf(7)]);
  });

  it('lets go of a node that is no longer like what is searched for', async () => {
    const client = fleetOf(0);
    client.put(nodeJson({ uuid: uuidOf(3), open_alarms: 1 }));
    const { fleet, feed } = start(client, 'alarmed=true');
    await until(() => fleet.rows.size === 1);
    fleet.show([uuidOf(3)]);
    client.put(nodeJson({ uuid: uuidOf(3), open_alarms: 0 }));
    feed.event(eventJson(1, { kind: 'alarm.resolved', node: uuidOf(3) }));
    await until(() => fleet.rows.order.value.length === 0);
  });

  it('shows progress of the step that runs as it is told', async () => {
    const { fleet, feed } = start(fleetOf(1));
    await until(() => fleet.extent.value === 'complete');
    feed.progress(runJson({ node: uuidOf(0), done_bytes: 5 }));
    feed.progress(runJson({ node: uuidOf(99), done_bytes: 5 }));
    expect(fleet.rows.row(uuidOf(0))?.value.running?.done_bytes).to.equal(5);
  });

  it('says why nothing could be read, and does not ask again what is refused for good', async () => {
    const client = fleetOf(1);
    client.problem = new Problem(403, 'FORBIDDEN', 'not for you');
    const { fleet } = start(client);
    await until(() => fleet.problem.value !== null);
    expect(fleet.problem.value?.message).to.equal('not for you');
    expect(client.asked).to.have.lengthOf(1);
  });

  it('listens to nothing any more when it is gone', async () => {
    const { fleet, feed } = start(fleetOf(1));
    await until(() => fleet.extent.value === 'complete');
    fleet.dispose();
    expect(feed.listeners).to.equal(0);
  });
});
