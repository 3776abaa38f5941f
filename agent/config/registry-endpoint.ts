import { BmvError } from '../../proto/error.ts';
import { shownUrl } from '../image/shown-url.ts';
import type { AgentConfig } from './options.ts';

const DEFAULT_PATH = '/v1/agent';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where the registry's end of the channel is. */
export interface RegistryEndpoint {
  /** Of the WebSocket: ws or wss. */
  readonly socket: string;
  /** Where a challenge is to be had: http or https. */
  readonly challenge: string;
  readonly isEncrypted: boolean;
  /** For people. */
  readonly shown: string;
}

type RegistryConfig = Pick<
  AgentConfig,
  'registry_url' | 'registry_insecure' | 'registry_cert' | 'registry_cert_key' | 'require_registry'
>;

function invalid(message: string): BmvError {
  return new BmvError('CONFIG_INVALID', message);
}

/**
 * The registry that the options name; null for none. Throws `CONFIG_INVALID` for options that do not go together.
 * HAZARD: without TLS whoever is on the network can answer as the registry, and read what volumes there are.
 */
export function registryEndpoint(config: RegistryConfig): RegistryEndpoint | null {
  const { registry_url: location, registry_cert: cert, registry_cert_key: key } = config;
  if ((cert === '') !== (key === ''))
    throw invalid('registry_cert and registry_cert_key belong together; set both or none');
  if (location === '') {
    if (config.require_registry === 'no') return null;
    throw invalid('require_registry is yes, but there is no registry_url; set one');
  }
  const url = new URL(location);
  const shown = shownUrl(location);
  if (url.username !== '' || url.password !== '')
    throw invalid(`registry_url ${shown} has a user or password, which no registry asks for; leave it out`);
  const isEncrypted = url.protocol === 'https:' || url.protocol === 'wss:';
  if (!isEncrypted && config.registry_insecure === 'no' && !LOOPBACK.test(url.hostname))
    throw invalid(
      `registry_url ${shown} has no TLS; use https, or set registry_insecure = yes where nobody else is on that network`,
    );
  const path = url.pathname.replace(/\/+$/, '') || DEFAULT_PATH;
  const rest = `://${url.host}${path}`;
  return {
    socket: `${isEncrypted ? 'wss' : 'ws'}${rest}`,
    challenge: `${isEncrypted ? 'https' : 'http'}${rest}/challenge`,
    isEncrypted,
    shown: `${isEncrypted ? 'https' : 'http'}${rest}`,
  };
}
