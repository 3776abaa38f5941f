import { z } from 'zod';
import { BmvError } from '../../../proto/error.ts';
import type { Node, StepRun } from '../../model.ts';
import type { NodeFacts } from '../../placement/node-facts.ts';
import { readDisks } from '../../store/disks.ts';
import { readNode, readNodes } from '../../store/nodes.ts';
import { readPlan } from '../../store/plans.ts';
import { listRuns, readRunning } from '../../store/runs.ts';
import { listUntrustedInventories } from '../../store/untrusted-inventories.ts';
import { nextOf, pageItems } from '../paging.ts';
import { isHeldBy, listNodeIds, readConnected, readPlanTime } from '../queries/node-list.ts';
import { type Call, jsonRoute, type Route } from '../route.ts';
import { uuid } from '../schemas/common.ts';
import {
  nodeDetailSchema,
  nodeListSchema,
  nodeQuerySchema,
  untrustedListSchema,
  untrustedQuerySchema,
} from '../schemas/nodes.ts';
import { planSchema } from '../schemas/plans.ts';
import { onlyProject, projectFilter } from '../scope.ts';
import type { Services } from '../services.ts';
import { diskView } from '../views/disk.ts';
import { nodeView } from '../views/node.ts';
import { planView } from '../views/plan.ts';
import { runView } from '../views/run.ts';
import { untrustedView } from '../views/untrusted.ts';

/** Steps of a node that its page shows. */
const SHOWN_RUNS = 10;

const nodeParams = z.strictObject({ uuid });

function unknownNode(node: string): BmvError {
  return new BmvError('NODE_UNKNOWN', `there is no node ${node}; list nodes with \`bmv nodes list\``);
}

/** Throws `NODE_UNKNOWN` also for others' nodes: which there are is nobody's business. */
async function visibleNode(
  who: Pick<Call<unknown, unknown, unknown>, 'caller' | 'reach'>,
  node: string,
  { store }: Services,
): Promise<Node> {
  const project = onlyProject(who);
  const [found, isVisible] = await store.read(
    async (view) =>
      [await readNode(view, node), project === null || (await isHeldBy(view, node, project))] as const,
  );
  if (!found || !isVisible) throw unknownNode(node);
  return found;
}

interface Around {
  readonly facts: ReadonlyMap<string, NodeFacts>;
  readonly connected: ReadonlySet<string>;
  readonly running: ReadonlyMap<string, StepRun>;
}

async function around(nodes: readonly string[], { store, facts }: Services): Promise<Around> {
  if (nodes.length === 0) return { facts: new Map(), connected: new Set(), running: new Map() };
  const nowMs = await store.nowMs();
  const [connected, running] = await store.read(
    async (view) => [await readConnected(view, nodes, nowMs), await readRunning(view, nodes)] as const,
  );
  return { facts: await facts.of(nodes), connected, running: new Map(running.map((run) => [run.node, run])) };
}

function viewOf(node: Node, { facts, connected, running }: Around) {
  return nodeView(node, {
    facts: facts.get(node.uuid) ?? null,
    isConnected: connected.has(node.uuid),
    running: running.get(node.uuid) ?? null,
  });
}

export const nodeRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'list_nodes', method: 'GET', path: '/v1/nodes', tag: 'nodes', action: 'nodes:read' },
    summary: 'Lists nodes',
    description: 'Whoever acts for one project sees the nodes that hold its volumes.',
    query: nodeQuerySchema,
    answer: nodeListSchema,
    handle: async (call, services) => {
      const { query } = call;
      const limit = pageItems(query.limit, services.limits);
      const uuids = await services.store.read((view) =>
        listNodeIds(view, {
          project: projectFilter(call, query.project),
          isAlarmed: query.alarmed,
          isRunning: query.running,
          search: query.q,
          after: query.after ?? null,
          limit,
        }),
      );
      const nodes = uuids.length === 0 ? [] : await services.store.read((view) => readNodes(view, uuids));
      const known = new Map(nodes.map((node) => [node.uuid, node]));
      const more = await around(uuids, services);
      const body = {
        nodes: uuids.flatMap((node) => {
          const found = known.get(node);
          return found ? [viewOf(found, more)] : [];
        }),
        next: nextOf(uuids, limit, (node) => node),
      };
      return { body };
    },
  }),

  jsonRoute({
    ...{ id: 'show_node', method: 'GET', path: '/v1/nodes/{uuid}', tag: 'nodes', action: 'nodes:read' },
    summary: 'Shows a node with its disks',
    params: nodeParams,
    answer: nodeDetailSchema,
    problems: [404],
    handle: async (call, services) => {
      const node = await visibleNode(call, call.params.uuid, services);
      const [disks, runs, plan] = await services.store.read(
        async (view) =>
          [
            await readDisks(view, [node.uuid]),
            await listRuns(view, { node: node.uuid, before: null, limit: SHOWN_RUNS }),
            await readPlan(view, node.uuid),
          ] as const,
      );
      const present = [...disks].sort((a, b) => Number(b.isPresent) - Number(a.isPresent));
      const body = {
        ...viewOf(node, await around([node.uuid], services)),
        disks: present.map(diskView),
        runs: runs.map(runView),
        plan_revision: plan.revision,
      };
      return { body };
    },
  }),

  jsonRoute({
    ...{ id: 'show_plan', method: 'GET', path: '/v1/nodes/{uuid}/plan', tag: 'nodes', action: 'plans:read' },
    summary: 'Shows what a node should have',
    params: nodeParams,
    answer: planSchema,
    problems: [404],
    handle: async (call, services) => {
      const node = await visibleNode(call, call.params.uuid, services);
      const [plan, updatedAtMs] = await services.store.read(
        async (view) => [await readPlan(view, node.uuid), await readPlanTime(view, node.uuid)] as const,
      );
      return { body: planView(node.uuid, plan, updatedAtMs) };
    },
  }),

  jsonRoute({
    ...{ id: 'list_untrusted', method: 'GET', path: '/v1/untrusted', tag: 'nodes', action: 'untrusted:read' },
    summary: 'Lists inventories of machines that nobody vouched for',
    query: untrustedQuerySchema,
    answer: untrustedListSchema,
    handle: async ({ query }, { store, limits }) => {
      const limit = pageItems(query.limit, limits);
      const page = { after: query.after ?? null, limit };
      const machines = await store.read((view) => listUntrustedInventories(view, page));
      const next = nextOf(machines, limit, ({ machine }) => machine);
      return { body: { machines: machines.map(untrustedView), next } };
    },
  }),
];
