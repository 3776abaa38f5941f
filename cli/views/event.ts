import type { EventJson } from '../../registry/api/schemas/events.ts';
import { cell, timeText } from './cells.ts';

const SEQ_WIDTH = 6;
/** As wide as the longest kind that there is now. */
const KIND_WIDTH = 18;
const MOST_DETAILS = 160;

/** What whoever reads the events knows of all of them, and need not be told. */
export type Known = Partial<Pick<EventJson, 'node' | 'volume' | 'project'>>;

function actorText({ actor: { kind, id }, node }: EventJson): string {
  // The agent of the node that it is about needs no naming.
  if (kind === 'agent' && id === node) return 'its agent';
  return id === '' ? kind : `${kind} ${id}`;
}

function valueText(value: unknown): string {
  return typeof value === 'string' && /^[^\s="]+$/.test(value) ? value : JSON.stringify(value);
}

/** What says nothing, or takes more than a line: `--json` has it. */
function isLeftOut(name: string, value: unknown): boolean {
  return name === 'run' || value === '' || value === null || typeof value === 'object';
}

function detailsText({ details }: EventJson): string {
  const pairs = Object.entries(details)
    .filter(([name, value]) => !isLeftOut(name, value))
    .map(([name, value]) => `${name}=${valueText(value)}`);
  return pairs.length === 0 ? '' : cell(pairs.join(' '), MOST_DETAILS);
}

/** An event in one line, aligned with any other. */
export function eventLine(event: EventJson, known: Known = {}): string {
  const { seq, at_ms: atMs, kind } = event;
  const about = (['node', 'volume', 'project'] as const)
    .filter((name) => event[name] !== '' && event[name] !== known[name])
    .map((name) => `${name} ${cell(event[name])}`);
  const rest = [...about, `by ${cell(actorText(event), 60)}`, detailsText(event)];
  const text = rest.filter((part) => part !== '').join(', ');
  return `${String(seq).padStart(SEQ_WIDTH)}  ${timeText(atMs)}  ${cell(kind).padEnd(KIND_WIDTH)}  ${cell(text, 600)}`;
}
