import type { NodeJson } from '../../../api/schemas/nodes.ts';

/** Which nodes a list shows. */
export interface FleetFilter {
  /** Part of a name, UUID or serial number; empty for any. */
  readonly q: string;
  /** Empty for any. */
  readonly project: string;
  readonly alarmed: boolean;
  readonly running: boolean;
}

/** A filter from the page's address. */
export function parseFilter(query: URLSearchParams): FleetFilter {
  return {
    q: query.get('q')?.trim() ?? '',
    project: query.get('project') ?? '',
    alarmed: query.get('alarmed') === 'true',
    running: query.get('running') === 'true',
  };
}

/** A filter as the page's address and the API have it; what is not asked for is not in it. */
export function filterQuery({ q, project, alarmed, running }: FleetFilter): Record<string, string> {
  return {
    ...(q === '' ? {} : { q }),
    ...(project === '' ? {} : { project }),
    ...(alarmed ? { alarmed: 'true' } : {}),
    ...(running ? { running: 'true' } : {}),
  };
}

/** The registry's own judgement of a node, for nodes that changed since they were read. */
export function matches(filter: FleetFilter, node: NodeJson): boolean {
  const text = filter.q.toLowerCase();
  const texts = [node.uuid, node.name, node.system_serial, ...node.mac_addresses];
  return (
    (text === '' || texts.some((part) => part.toLowerCase().includes(text))) &&
    (filter.project === '' || node.projects.includes(filter.project)) &&
    (!filter.alarmed || node.open_alarms > 0) &&
    (!filter.running || node.running !== null)
  );
}
