import type {
  Ack,
  Body,
  DesiredVolume,
  DesiredVolumes,
  Envelope,
  Hello,
  KeyAnswer,
  KeyRequest,
  PermissionAnswer,
  PermissionRequest,
  Refusal,
  Trust,
  Welcome,
} from './channel.ts';
import { BmvError } from './error.ts';
import { bmv } from './generated/channel.js';
import {
  decodeKnownEncryption,
  decodeKnownTell,
  encodeEncryption,
  encodeTell,
  FILESYSTEMS,
  STATES,
} from './parts-codec.ts';
import * as reports from './report-codec.ts';
import { EnumMap, guid, safeInteger, Unreadable } from './wire.ts';

const wire = bmv.v1;
const { ERASURES, encodeKnown, STEP_KINDS } = reports;

const TRUSTS = new EnumMap<Trust>('a trust', {
  untrusted: wire.Trust.TRUST_UNTRUSTED,
  trusted: wire.Trust.TRUST_TRUSTED,
  unknown: 0,
});

/** Empty, or a GUID. */
function guidOrNone(value: string | null | undefined, what: string): string {
  return value ? guid(value, what) : '';
}

function decodeHello(message: bmv.v1.IHello): Hello {
  return {
    protocol: safeInteger(message.protocol, 'the protocol of a hello', 1),
    agentVersion: message.agentVersion ?? '',
    agentBuild: message.agentBuild ?? '',
    nodeUuid: guidOrNone(message.nodeUuid, 'the UUID of the node'),
    systemUuid: guidOrNone(message.systemUuid, 'the UUID of the machine'),
    systemSerial: message.systemSerial ?? '',
    macAddresses: [...(message.macAddresses ?? [])],
    acked: safeInteger(message.acked, 'the newest report that is stored'),
    newest: safeInteger(message.newest, 'the newest report'),
  };
}

function decodeWelcome(message: bmv.v1.IWelcome): Welcome {
  return {
    protocol: safeInteger(message.protocol, 'the protocol of a welcome', 1),
    epoch: safeInteger(message.epoch, 'the epoch of a session', 1),
    trust: TRUSTS.decodeOr(message.trust, 'unknown'),
    acked: safeInteger(message.acked, 'the newest report that is stored'),
    wantsInventory: message.wantsInventory ?? false,
    heartbeatMs: safeInteger(message.heartbeatMs, 'the heartbeat', 1),
    maxFrameBytes: safeInteger(message.maxFrameBytes, 'the largest frame', 1),
    nowMs: safeInteger(message.nowMs, 'the time of the registry'),
    credential: message.credential ?? '',
  };
}

function decodeAck(message: bmv.v1.IAck): Ack {
  return { sequence: safeInteger(message.sequence, 'the report that is stored', 1) };
}

function decodeRefusal(message: bmv.v1.IRefusal): Refusal {
  return { code: message.code ?? '', message: message.message ?? '', mayRetry: message.mayRetry ?? false };
}

function encodeDesired(volume: DesiredVolume): bmv.v1.IDesiredVolume {
  return {
    ...volume,
    state: encodeKnown(STATES, volume.state),
    disks: [...volume.disks],
    filesystem: FILESYSTEMS.encode(volume.filesystem),
    tell: encodeTell(volume.tell),
    encryption: encodeEncryption(volume.encryption),
    erase: ERASURES.encode(volume.erase),
  };
}

function decodeDesired(message: bmv.v1.IDesiredVolume): DesiredVolume {
  return {
    id: guidOrNone(message.id, 'the id of a volume'),
    name: message.name ?? '',
    project: message.project ?? '',
    state: STATES.decodeOr(message.state, 'unknown'),
    length: safeInteger(message.length, 'the size of a volume'),
    disks: [...(message.disks ?? [])],
    filesystem: FILESYSTEMS.decodeOr(message.filesystem, 'unknown'),
    label: message.label ?? '',
    mountPoint: message.mountPoint ?? '',
    ...decodeKnownTell(message.tell),
    ...decodeKnownEncryption(message.encryption),
    erase: ERASURES.decodeOr(message.erase, 'unknown'),
    adopt: message.adopt ?? false,
  };
}

function encodeDesiredVolumes({ revision, volumes }: DesiredVolumes): bmv.v1.IDesiredVolumes {
  return { revision, volumes: volumes.map(encodeDesired) };
}

function decodeDesiredVolumes(message: bmv.v1.IDesiredVolumes): DesiredVolumes {
  return {
    revision: safeInteger(message.revision, 'the revision of a plan'),
    volumes: (message.volumes ?? []).map(decodeDesired),
  };
}

function decodePermissionRequest(message: bmv.v1.IPermissionRequest): PermissionRequest {
  return {
    id: safeInteger(message.id, 'the number of a request', 1),
    run: guid(message.run, 'the run of a step'),
    step: message.step ?? '',
    kind: STEP_KINDS.decodeOr(message.kind, 'unknown'),
    nodeUuid: guid(message.nodeUuid, 'the UUID of the node'),
    instanceUuid: guidOrNone(message.instanceUuid, 'the UUID of the instance'),
    project: message.project ?? '',
  };
}

function decodePermissionAnswer(message: bmv.v1.IPermissionAnswer): PermissionAnswer {
  return {
    id: safeInteger(message.id, 'the number of a request', 1),
    allowed: message.allowed ?? false,
    reason: message.reason ?? '',
    desired: message.desired ? decodeDesiredVolumes(message.desired) : null,
  };
}

function decodeKeyRequest(message: bmv.v1.IKeyRequest): KeyRequest {
  return {
    id: safeInteger(message.id, 'the number of a request', 1),
    run: guid(message.run, 'the run of a step'),
    volumeId: guid(message.volumeId, 'the id of a volume'),
  };
}

function decodeKeyAnswer(message: bmv.v1.IKeyAnswer): KeyAnswer {
  return {
    id: safeInteger(message.id, 'the number of a request', 1),
    allowed: message.allowed ?? false,
    reason: message.reason ?? '',
    // A copy, to be zeroed by who uses it.
    key: Uint8Array.from(message.key ?? []),
  };
}

type Wired<Type extends Body['type']> = Extract<Body, { readonly type: Type }>;

/** The field of the envelope that a body stands in. */
function encodeBody(body: Body): bmv.v1.IEnvelope {
  switch (body.type) {
    case 'hello':
      return { hello: plain(body, { macAddresses: [...body.macAddresses] }) };
    case 'welcome':
      return { welcome: plain(body, { trust: TRUSTS.encode(body.trust) }) };
    case 'ack':
      return { ack: { sequence: body.sequence } };
    case 'refusal':
      return { refusal: plain(body, {}) };
    case 'inventory':
      return { inventory: reports.encodeInventory(body) };
    case 'volume-event':
      return { volumeEvent: reports.encodeVolumeEvent(body) };
    case 'step-started':
      return { stepStarted: reports.encodeStepStarted(body) };
    case 'step-progress':
      return { stepProgress: reports.encodeStepProgress(body) };
    case 'step-finished':
      return { stepFinished: reports.encodeStepFinished(body) };
    case 'desired-volumes':
      return { desiredVolumes: encodeDesiredVolumes(body) };
    case 'permission-request':
      return { permissionRequest: plain(body, { kind: STEP_KINDS.encode(body.kind) }) };
    case 'permission-answer':
      return {
        permissionAnswer: plain(body, { desired: body.desired && encodeDesiredVolumes(body.desired) }),
      };
    case 'key-request':
      return { keyRequest: plain(body, {}) };
    case 'key-answer':
      return { keyAnswer: plain(body, {}) };
    case 'unknown':
      return {};
  }
}

/** A body without its discriminator. */
function plain<Type extends Body['type'], Changes extends object>(
  { type: _type, ...fields }: Wired<Type>,
  changes: Changes,
): Omit<Wired<Type>, 'type' | keyof Changes> & Changes {
  return { ...fields, ...changes } as unknown as Omit<Wired<Type>, 'type' | keyof Changes> & Changes;
}

function decodeBody(message: bmv.v1.IEnvelope): Body {
  if (message.hello) return { type: 'hello', ...decodeHello(message.hello) };
  if (message.welcome) return { type: 'welcome', ...decodeWelcome(message.welcome) };
  if (message.ack) return { type: 'ack', ...decodeAck(message.ack) };
  if (message.refusal) return { type: 'refusal', ...decodeRefusal(message.refusal) };
  if (message.inventory) return { type: 'inventory', ...reports.decodeInventory(message.inventory) };
  if (message.volumeEvent) return { type: 'volume-event', ...reports.decodeVolumeEvent(message.volumeEvent) };
  if (message.stepStarted) return { type: 'step-started', ...reports.decodeStepStarted(message.stepStarted) };
  if (message.stepProgress)
    return { type: 'step-progress', ...reports.decodeStepProgress(message.stepProgress) };
  if (message.stepFinished)
    return { type: 'step-finished', ...reports.decodeStepFinished(message.stepFinished) };
  if (message.desiredVolumes)
    return { type: 'desired-volumes', ...decodeDesiredVolumes(message.desiredVolumes) };
  if (message.permissionRequest)
    return { type: 'permission-request', ...decodePermissionRequest(message.permissionRequest) };
  if (message.permissionAnswer)
    return { type: 'permission-answer', ...decodePermissionAnswer(message.permissionAnswer) };
  if (message.keyRequest) return { type: 'key-request', ...decodeKeyRequest(message.keyRequest) };
  if (message.keyAnswer) return { type: 'key-answer', ...decodeKeyAnswer(message.keyAnswer) };
  return { type: 'unknown' };
}

/** Protobuf holds no text that is not well-formed UTF-16: what is wrong becomes U+FFFD. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, wellFormed(field)]));
}

/** One frame. Throws `INTERNAL` for an envelope that `decodeEnvelope` would refuse. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  const { sequence, follows, bootId, epoch, sentAtMs, body } = envelope;
  const message = wellFormed({
    ...{ sequence, follows, bootId, epoch, sentAtMs },
    ...encodeBody(body),
  }) as bmv.v1.IEnvelope;
  // HAZARD: encode() checks nothing and writes an empty field for a value of the wrong type.
  const wrong = wire.Envelope.verify(message);
  if (wrong) throw unfit(wrong);
  const bytes = wire.Envelope.encode(message).finish();
  try {
    decodeEnvelope(bytes);
  } catch (error) {
    throw unfit(error instanceof Error ? error.message : String(error));
  }
  return bytes;
}

function unfit(why: string): BmvError {
  return new BmvError('INTERNAL', `refusing to send a message that could not be read: ${why}`);
}

/** Reads a frame; throws `MESSAGE_INVALID` for anything that an encoder of this or a later version would not write. */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  try {
    return read(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new BmvError('MESSAGE_INVALID', `the message cannot be read: ${error.message}`, {
      cause: error.cause,
    });
  }
}

function read(bytes: Uint8Array): Envelope {
  let message: bmv.v1.Envelope;
  try {
    message = wire.Envelope.decode(bytes);
  } catch (cause) {
    throw new Unreadable('it is not protobuf', { cause });
  }
  return {
    sequence: safeInteger(message.sequence, 'the number of a report'),
    follows: safeInteger(message.follows, 'the number of the report before it'),
    bootId: guid(message.bootId, 'the id of the boot'),
    epoch: safeInteger(message.epoch, 'the epoch of a session'),
    sentAtMs: safeInteger(message.sentAtMs, 'the time of a message'),
    body: decodeBody(message),
  };
}
