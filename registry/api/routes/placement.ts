import { roundSize } from '../../decisions/volume-words.ts';
import type { Candidate } from '../../placement/placement.ts';
import { pageItems } from '../paging.ts';
import { jsonRoute, type Route } from '../route.ts';
import {
  type CandidateJson,
  filterAnswerSchema,
  filterRequestSchema,
  placementAnswerSchema,
  placementRequestSchema,
} from '../schemas/placement.ts';
import { projectFilter } from '../scope.ts';

function candidateView({ facts, volumes, notReady }: Candidate): CandidateJson {
  return {
    node: facts.node,
    name: facts.name,
    volumes: [...volumes],
    largest_bytes: facts.largestFreeBytes,
    ready: notReady.length === 0,
    not_ready: [...notReady],
  };
}

type Reasons = readonly { readonly code: string; readonly message: string }[];

function refusalView({ node, reasons }: { readonly node: string; readonly reasons: Reasons }) {
  return { node, reasons: reasons.map((reason) => ({ ...reason })) };
}

export const placementRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'find_candidates', method: 'POST', path: '/v1/placement/candidates', tag: 'placement' },
    action: 'placement:ask',
    summary: 'Finds nodes for volumes that there are, and for new ones',
    description: 'Changes nothing. `candidate_nodes` is what allocations of Ironic take.',
    body: placementRequestSchema,
    answer: placementAnswerSchema,
    handle: async (call, { placement, limits }) => {
      const { body, caller } = call;
      const { volumes, set, size_bytes: size, candidates, ready, limit } = body;
      const result = await placement.ask({
        project: projectFilter(call, body.project) ?? caller.project,
        ...{ volumes, set, sizeBytes: size === undefined ? null : roundSize(size).bytes },
        among: candidates ?? null,
        mustBeReady: ready,
        count: pageItems(limit, limits),
      });
      const found = result.candidates.map(candidateView);
      return {
        body: {
          candidates: found,
          candidate_nodes: found.map(({ node }) => node),
          found: result.found,
          rejected: result.rejected.map(refusalView),
        },
      };
    },
  }),

  jsonRoute({
    ...{ id: 'filter_nodes', method: 'POST', path: '/v1/placement/filter', tag: 'placement' },
    action: 'placement:ask',
    summary: 'Says which candidates of a scheduler an instance may be put on',
    description:
      'Changes nothing. Nodes that hold volumes of another project, or have some that nobody has decided about, are ' +
      'refused. Without `volumes` and `sets` a node that is not known here is allowed; with them, it is refused.',
    body: filterRequestSchema,
    answer: filterAnswerSchema,
    handle: async (call, { placement }) => {
      const { volumes, sets, candidates } = call.body;
      const project = projectFilter(call, call.body.project) ?? call.body.project;
      const { allowed, refused } = await placement.filter({ project, volumes, sets, candidates });
      return { body: { allowed: [...allowed], refused: refused.map(refusalView) } };
    },
  }),
];
