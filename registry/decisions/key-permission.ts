import type { KeyRequest, PermissionRequest } from '../../proto/channel.ts';
import type { NewEvent, StepRun, Volume } from '../model.ts';
import { hasKey } from './encryption-words.ts';

/** What a question for a volume's key is compared with. */
export interface KeyQuestion {
  readonly request: KeyRequest;
  /** Of the session. */
  readonly node: string;
  /** What the run asked for when it was granted permission on this session; null where it was not. */
  readonly granted: PermissionRequest | null;
  /** As its reports say; null before the first. */
  readonly run: StepRun | null;
  /** Null where the node has no such volume. */
  readonly volume: Volume | null;
  /** Why there is no key to give; null where there is one. */
  readonly obstacle: string | null;
  /** Of deployments for which Ironic names none; empty for none. */
  readonly defaultProject: string;
}

export interface KeyPermission {
  readonly allowed: boolean;
  /** One line: why not, and the way out. Empty where it is allowed. */
  readonly reason: string;
  /** The decision, for the audit. */
  readonly event: NewEvent;
}

type Verdict = readonly [rule: string, reason: string];

/** Cleaning is for nobody's instance: it carries out what the owners of the node's volumes asked for. */
function actsFor({ kind, project }: PermissionRequest, owner: string, defaultProject: string): boolean {
  return kind === 'clean' || (project || defaultProject) === owner;
}

/** HAZARD: a reason ends in Ironic's `last_error`. It names what the agent itself has named, and nobody's project. */
function objection({
  request,
  node,
  granted,
  run,
  volume,
  obstacle,
  defaultProject,
}: KeyQuestion): Verdict | null {
  const { volumeId: id } = request;
  if (!granted)
    return [
      'no-permission',
      `run ${request.run} was not granted permission on this connection of node ${node}; run its step again`,
    ];
  if (run && run.state !== 'running')
    return ['run-ended', `run ${request.run} of node ${node} has ${run.state}; run its step again`];
  if (!volume || !hasKey(volume))
    return ['no-volume', `node ${node} is to have no volume ${id} with a key of the registry; reserve one`];
  if (volume.state !== 'reserved')
    return [
      'not-to-be-made',
      `volume ${id} is ${volume.state}, and agents get keys to make volumes alone; its owner reads it (\`bmv volumes key\`)`,
    ];
  if (!actsFor(granted, volume.project, defaultProject))
    return [
      'other-project',
      `step ${granted.step} of node ${node} is not for the project of volume ${id}; deploy another node, or cancel the volume`,
    ];
  return obstacle === null ? null : ['no-key', obstacle];
}

/** Whether an agent gets the key of a volume, which it needs once: to make it. */
export function keyPermission(question: KeyQuestion): KeyPermission {
  const { request, node, granted, volume } = question;
  const [rule, reason] = objection(question) ?? ['being-made', ''];
  const allowed = rule === 'being-made';
  const { run, volumeId } = request;
  const step = granted ? { step: granted.step, stepKind: granted.kind } : {};
  return {
    allowed,
    reason,
    event: {
      kind: allowed ? 'key.delivered' : 'key.refused',
      ...{ node, volume: volumeId, project: volume?.project ?? '' },
      actor: { kind: 'agent', id: node, project: '' },
      details: { rule, reason, run, ...step },
    },
  };
}
