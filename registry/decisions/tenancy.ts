import type { PermissionRequest } from '../../proto/channel.ts';
import type { NewEvent } from '../model.ts';
import { holdersOf, type NodeState, undecidedVolumes } from './node-state.ts';

/** What an operator chose. */
export interface TenancyPolicy {
  /** Nodes that the registry has never heard of may be written to. */
  readonly allowUnknownNodes: boolean;
  /** Of deployments for which Ironic names none; empty for none. */
  readonly defaultProject: string;
}

export interface Permission {
  readonly allowed: boolean;
  /** One line: why not, and the way out. Empty where it is allowed. */
  readonly reason: string;
  /** The decision and what it was made from, for the audit; ids of volumes too, which the reason never has. */
  readonly event: NewEvent;
}

interface Verdict {
  readonly allowed: boolean;
  readonly reason: string;
  /** In a word, for the audit. */
  readonly rule: string;
}

function refused(rule: string, reason: string): Verdict {
  return { allowed: false, rule, reason };
}

function granted(rule: string): Verdict {
  return { allowed: true, rule, reason: '' };
}

/**
 * HAZARD: the reason ends in Ironic's `last_error`, which the tenant who asked can read, while the volumes may be another
 * tenant's. It says how many there are, never whose, nor their names or ids.
 */
function judge(
  request: PermissionRequest,
  state: Pick<NodeState, 'volumes' | 'alarms'> | null,
  { allowUnknownNodes, defaultProject }: TenancyPolicy,
): Verdict {
  const where = `node ${request.nodeUuid}`;
  const step = `step ${request.step}`;
  if (state === null)
    return allowUnknownNodes
      ? granted('unknown-node-by-policy')
      : refused(
          'unknown-node',
          `${step} may not write to ${where}, which the registry does not know; let its agent report its disks first, or set allow_unknown_nodes`,
        );
  // Whatever is cleaned, agents keep what is claimed and not to be released.
  if (request.kind === 'clean') return granted('cleaning-keeps-volumes');
  const undecided = undecidedVolumes(state);
  if (undecided.length > 0)
    return refused(
      'undecided',
      `${step} may not write to ${where}: it has ${undecided.length} volume(s) that nobody has decided about; an operator resolves their alarms (\`bmv nodes show\`), or another node is deployed`,
    );
  const holders = holdersOf(state.volumes);
  if (holders.size === 0) return granted('no-volumes');
  const project = request.project || defaultProject;
  const count = [...holders].reduce((sum, [holder, held]) => sum + (holder === project ? 0 : held.length), 0);
  if (count === 0) return granted('own-volumes');
  if (project === '')
    return refused(
      'project-unknown',
      `${step} may not write to ${where}: it holds ${count} volume(s), and Ironic does not say for which project this is; deploy it by an instance of that project, or release the volumes`,
    );
  return refused(
    'other-project',
    `${step} may not write to ${where}: it holds ${count} volume(s) of another project than ${project}; deploy another node, or let an operator have them released (\`bmv volumes release\`)`,
  );
}

/**
 * Whether a step may write to its node. `state`: null for a node that the registry does not know. Kinds that this program
 * has no word for are judged as deployments.
 */
export function permission(
  request: PermissionRequest,
  state: Pick<NodeState, 'volumes' | 'alarms'> | null,
  policy: TenancyPolicy,
): Permission {
  const { allowed, reason, rule } = judge(request, state, policy);
  const { run, step, kind, nodeUuid, instanceUuid, project } = request;
  const holders = [...holdersOf(state?.volumes ?? [])].map(([holder, held]) => ({
    ...{ project: holder, volumes: held.map(({ id }) => id) },
  }));
  const details = {
    ...{ rule, reason, run, step, stepKind: kind, instance: instanceUuid, holders },
    undecided: state ? undecidedVolumes(state) : [],
  };
  return {
    allowed,
    reason,
    event: {
      ...{ kind: allowed ? 'permission.granted' : 'permission.refused', node: nodeUuid, volume: '', project },
      ...{ actor: { kind: 'agent', id: nodeUuid, project: '' }, details },
    },
  };
}
