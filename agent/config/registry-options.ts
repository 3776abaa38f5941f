import { oneOf, optionalPath, trusted, wholeNumber } from './option-spec.ts';

const HOUR_SECONDS = 3600;
const MIB = 1024 * 1024;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function httpUrl(value: string): string {
  if (value === '') return value;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url && ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)) return value;
  throw new Error('must be an http, https, ws or wss URL');
}

function optionalUuid(value: string): string {
  if (value === '' || UUID.test(value)) return value.toLowerCase();
  throw new Error('must be a UUID');
}

/**
 * Options of the channel to the registry. HAZARD: none of them by the kernel's command line, to which an instance's
 * owner can append: whom the agent asks, what it calls itself and whether it goes on without an answer is the
 * operator's to say.
 */
export const REGISTRY_OPTIONS = {
  registry_url: trusted('registry that volumes and steps are reported to; empty for none', '', httpUrl),
  registry_ca: trusted(
    'PEM file with the only authorities to trust for the registry; empty for the system’s',
    '',
    optionalPath,
  ),
  registry_cert: trusted(
    'PEM file with a certificate by which the registry knows this node; needs registry_cert_key',
    '',
    optionalPath,
  ),
  registry_cert_key: trusted('PEM file with the private key of registry_cert', '', optionalPath),
  registry_key_file: trusted(
    'file with the key that all agents share, for labs; the nonce that Ironic brings needs none',
    '',
    optionalPath,
  ),
  registry_insecure: trusted(
    'whether the registry may be reached without TLS on another host than this one: no or yes',
    'no',
    oneOf(['no', 'yes']),
  ),
  node_uuid: trusted('UUID that Ironic knows this node by; empty: the first step tells it', '', optionalUuid),
  require_registry: trusted(
    'whether a step that writes fails when the registry cannot be asked for permission: no or yes',
    'no',
    oneOf(['no', 'yes']),
  ),
  registry_answer_timeout: trusted(
    'longest wait for the registry’s permission to write',
    10,
    wholeNumber(1, 600),
  ),
  registry_connect_timeout: trusted(
    'longest wait for the registry to answer while connecting',
    10,
    wholeNumber(1, 600),
  ),
  registry_retry_first: trusted(
    'pause before connecting again, doubled with each failure; drawn from its upper half',
    1,
    wholeNumber(1, HOUR_SECONDS),
  ),
  registry_retry_longest: trusted('longest pause before connecting again', 60, wholeNumber(1, HOUR_SECONDS)),
  registry_window: trusted(
    'reports that may be under way to the registry and not acknowledged yet',
    64,
    wholeNumber(1, 65_536),
  ),
  registry_unsent_bytes: trusted(
    'bytes that wait for the network before no more reports are given to it',
    MIB,
    wholeNumber(4096, 256 * MIB),
  ),
  registry_spool_bytes: trusted(
    'memory for reports that the registry has not stored; beyond it the oldest progress is given up',
    4 * MIB,
    wholeNumber(4096, 1024 * MIB),
  ),
  registry_frame_bytes: trusted(
    'largest message of the registry that is taken',
    MIB,
    wholeNumber(4096, 64 * MIB),
  ),
  registry_progress_rate: trusted(
    'reports of a running step’s progress, per second at most',
    2,
    wholeNumber(1, 10),
  ),
  registry_flush_timeout: trusted(
    'longest wait at the agent’s end for the registry to store the last reports',
    2,
    wholeNumber(0, 60),
  ),
} as const;
