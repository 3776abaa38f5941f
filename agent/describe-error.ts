import { BmvError, type ErrorCode } from '../proto/error.ts';

function oneLine(text: string): string {
  return text.replaceAll(/[;\s]*\n\s*/g, '; ').trim();
}

/** Code and one line of whatever was thrown. What is no error of ours is a defect, and says so. */
export function describeError(error: unknown): { readonly code: ErrorCode; readonly message: string } {
  if (error instanceof BmvError) return { code: error.code, message: oneLine(error.message) };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = `${oneLine(what)}; this is a defect of baremetal-volumes, please report it with the agent's log`;
  return { code: 'INTERNAL', message };
}
