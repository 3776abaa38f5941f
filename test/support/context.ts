import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { Context } from '../../agent/context.ts';
import type { HardwareManager } from '../../hardware-managers/manager.ts';

/** A context for tests: silent, real clock, random GUIDs, never aborted unless given a signal. */
export function testContext(managers: readonly HardwareManager[], overrides: Partial<Context> = {}): Context {
  return {
    managers,
    logger: pino({ level: 'silent' }),
    now: () => Date.now(),
    newGuid: () => randomUUID(),
    onProgress: () => {},
    signal: new AbortController().signal,
    ...overrides,
  };
}
