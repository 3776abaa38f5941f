import type { AgentConfig } from '../config/options.ts';
import { type RegistryEndpoint, registryEndpoint } from '../config/registry-endpoint.ts';
import type { BackOffLimits } from './back-off.ts';
import type { TlsFiles } from './tls.ts';

/** The channel's options in its own units: milliseconds, bytes. */
export interface ChannelSettings {
  readonly endpoint: RegistryEndpoint;
  readonly tls: TlsFiles;
  /** Path; empty for none. */
  readonly keyFile: string;
  /** Lower-case UUID of the node; empty: a step tells it. */
  readonly node: string;
  /** No step writes without the registry's permission. */
  readonly isRequired: boolean;
  readonly answerMs: number;
  readonly connectMs: number;
  readonly flushMs: number;
  readonly backOff: BackOffLimits;
  /** Reports under way. */
  readonly window: number;
  readonly maxUnsentBytes: number;
  readonly spoolBytes: number;
  readonly maxFrameBytes: number;
  /** Between two reports of one run's progress. */
  readonly progressMs: number;
}

/** Null without a registry. Throws `CONFIG_INVALID`. */
export function channelSettings(config: AgentConfig): ChannelSettings | null {
  const endpoint = registryEndpoint(config);
  return (
    endpoint && {
      endpoint,
      tls: { ca: config.registry_ca, cert: config.registry_cert, certKey: config.registry_cert_key },
      keyFile: config.registry_key_file,
      node: config.node_uuid,
      isRequired: config.require_registry === 'yes',
      answerMs: config.registry_answer_timeout * 1000,
      connectMs: config.registry_connect_timeout * 1000,
      flushMs: config.registry_flush_timeout * 1000,
      backOff: {
        firstMs: config.registry_retry_first * 1000,
        mostMs: config.registry_retry_longest * 1000,
      },
      window: config.registry_window,
      maxUnsentBytes: config.registry_unsent_bytes,
      spoolBytes: config.registry_spool_bytes,
      maxFrameBytes: config.registry_frame_bytes,
      progressMs: 1000 / config.registry_progress_rate,
    }
  );
}
