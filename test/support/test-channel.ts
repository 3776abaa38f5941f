import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';
import { Channel, type ChannelOptions } from '../../agent/channel/channel.ts';
import type { ChannelSettings } from '../../agent/channel/settings.ts';
import { resolveConfig } from '../../agent/config/load.ts';
import { registryEndpoint } from '../../agent/config/registry-endpoint.ts';
import { NODE } from './fake-registry.ts';

const KIB = 1024;

/** The channel's settings for a registry of a test: quick to try again, patient with answers. */
export function testSettings(url: string, changes: Partial<ChannelSettings> = {}): ChannelSettings {
  const environment = { BMV_REGISTRY_URL: url };
  const endpoint = registryEndpoint(resolveConfig({ file: null, environment, commandLine: '' }).config);
  if (!endpoint) throw new Error('a test has a registry');
  return {
    endpoint,
    tls: { ca: '', cert: '', certKey: '' },
    keyFile: '',
    node: '',
    isRequired: false,
    answerMs: 30_000,
    connectMs: 30_000,
    flushMs: 30_000,
    backOff: { firstMs: 5, mostMs: 40 },
    window: 64,
    maxUnsentBytes: 1024 * KIB,
    spoolBytes: 1024 * KIB,
    maxFrameBytes: 1024 * KIB,
    progressMs: 500,
    ...changes,
  };
}

/** Lines of a log, by level. */
export interface TestLog {
  readonly logger: Logger;
  /** All lines as JSON. */
  readonly lines: Record<string, unknown>[];
  readonly text: () => string;
}

export function testLog(): TestLog {
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { logger, lines, text: () => lines.map((line) => JSON.stringify(line)).join('\n') };
}

/** A channel of node `NODE`, started. */
export function startChannel(settings: ChannelSettings, options: Partial<ChannelOptions> = {}): Channel {
  const channel = new Channel({
    settings,
    facts: { systemUuid: NODE, systemSerial: 'S1', macAddresses: ['52:54:00:00:00:01'] },
    memory: { bootId: randomUUID(), lastSequence: 0, session: null, keep: () => {} },
    now: () => 1000,
    random: () => 0,
    logger: testLog().logger,
    onWantsInventory: () => {},
    ...options,
  });
  channel.start();
  return channel;
}
