import type { EventJson } from '../../registry/api/schemas/events.ts';
import { cell, timeText } from './cells.ts';

const SEQ_WIDTH = 6;
/** As wide as the longest kind that there is now. */
const KIND_WIDTH = 18;
const MOST_DETAILS = 160;

function actorText({ actor: { kind, id } }: EventJson): string {
  return id === '' ? kind : `${kind} ${id}`;
}

function valueText(value: unknown): string {
  return typeof value === 'string' && /^[^\s="]+$/.test(value) ? value : JSON.stringify(value);
}

function detailsText({ details }: EventJson): string {
  const pairs = Object.entries(details).map(([name, value]) => `${name}=${valueText(value)}`);
  return pairs.length === 0 ? '' : cell(pairs.join(' '), MOST_DETAILS);
}

/** An event in one line, aligned with any other. */
export function eventLine(event: EventJson): string {
  const { seq, at_ms: atMs, kind, node, volume, project } = event;
  // The agent of the node that it is about needs no naming.
  const isOwnAgent = event.actor.kind === 'agent' && event.actor.id === node;
  const rest = [
    node && `node ${node}`,
    volume && `volume ${volume}`,
    project && `project ${cell(project)}`,
    `by ${cell(isOwnAgent ? 'its agent' : actorText(event), 60)}`,
    detailsText(event),
  ].filter((text) => text !== '');
  return `${String(seq).padStart(SEQ_WIDTH)}  ${timeText(atMs)}  ${cell(kind).padEnd(KIND_WIDTH)}  ${cell(rest.join(', '), 600)}`;
}
