import type { RunJson } from '../../../api/schemas/runs.ts';

/** The step that runs on a node, after the stream told of one that runs there. */
export function withProgress(known: RunJson | null, told: RunJson): RunJson | null {
  if (told.state !== 'running') return known;
  if (known && known.run !== told.run && known.started_at_ms > told.started_at_ms) return known;
  if (known?.run === told.run && (known.state !== 'running' || known.updated_at_ms > told.updated_at_ms))
    return known;
  return told;
}
