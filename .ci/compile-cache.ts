import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/** It goes with the packages: whoever may change it may change them. */
const FOLDER = join(import.meta.dirname, '../node_modules/.cache/bmv-compiled');

/**
 * Keeps what Node makes of the sources for the next process: tests start hundreds, and each would spend most of its start
 * on that. Not for coverage, which is less precise then.
 */
export function keepCompiled(): void {
  if (process.env.NODE_V8_COVERAGE) return;
  process.env.NODE_COMPILE_CACHE = FOLDER;
  enableCompileCache(FOLDER);
}

/** What was loaded so far is there for others, also when this process is killed. */
export function shareCompiled(): void {
  flushCompileCache();
}
