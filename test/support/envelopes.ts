import fc from 'fast-check';
import { FILESYSTEMS, VOLUME_STATES } from '../../proto/catalog.ts';
import { type Body, CHANNEL_PROTOCOL, type DesiredVolume, type Envelope } from '../../proto/channel.ts';
import type { DiskReport, ExtentReport, VolumeReport } from '../../proto/report.ts';

const BOOT = '0d9f3b4e-5a6c-4d7e-8f90-a1b2c3d4e5f6';

/** A frame around a body. */
export function anEnvelope(body: Body, changes: Partial<Envelope> = {}): Envelope {
  return { sequence: 7, follows: 6, bootId: BOOT, epoch: 3, sentAtMs: 1_790_000_000_000, body, ...changes };
}

const guid = fc.uuid();
const maybeGuid = fc.oneof(fc.constant(''), guid);
const encrypted = fc.record(
  { encryption: fc.constantFrom('luks2' as const, 'opaque' as const) },
  { requiredKeys: [] },
);
const words = fc.string({ unit: 'grapheme', maxLength: 20 });
const bytes = fc.maxSafeNat();
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const extent: fc.Arbitrary<ExtentReport> = fc.record({
  offset: fc.nat({ max: 2 ** 50 }),
  length: fc.integer({ min: 1, max: 2 ** 50 }),
});
const state = fc.constantFrom(...VOLUME_STATES, 'unknown' as const);
const filesystem = fc.constantFrom(...FILESYSTEMS, 'unknown' as const);
const number = fc.integer({ min: 1, max: 4096 });
const proof = fc.record({
  kind: fc.constantFrom('sample' as const, 'full' as const),
  seed: words,
  digest: fc.stringMatching(/^[0-9a-f]{64}$/),
  bytesRead: bytes,
});
const identity = fc.record({
  serial: maybe(words),
  wwn: maybe(words),
  diskGuid: maybe(guid),
  sizeBytes: fc.integer({ min: 1, max: 2 ** 50 }),
  sectorBytes: fc.constantFrom(512, 4096),
});

const volume: fc.Arbitrary<VolumeReport> = fc
  .record({
    id: guid,
    name: words,
    project: words,
    state,
    number,
    filesystem,
    label: words,
    mountPoint: words,
    createdAtMs: bytes,
    proof: maybe(proof),
  })
  .chain((rest) => fc.tuple(extent, encrypted).map(([place, said]) => ({ ...rest, ...place, ...said })));

const partition = fc
  .record({ number, guid, typeGuid: guid, name: words, filesystem: words, filesystemLabel: words })
  .chain((rest) => extent.map((place) => ({ ...rest, ...place })));

const disk: fc.Arbitrary<DiskReport> = fc.record({
  device: words,
  identity,
  model: maybe(words),
  vendor: maybe(words),
  transport: maybe(words),
  rotational: maybe(fc.boolean()),
  readOnly: fc.boolean(),
  table: fc.constantFrom('none', 'gpt', 'mbr', 'hybrid', 'damaged', 'unknown'),
  verdicts: fc.array(
    fc.record({
      code: words,
      severity: fc.constantFrom('note', 'repair', 'refuse', 'unknown'),
      message: words,
    }),
    { maxLength: 2 },
  ),
  partitions: fc.array(partition, { maxLength: 3 }),
  volumes: fc.array(volume, { maxLength: 3 }),
  free: fc.array(extent, { maxLength: 2 }),
  catalogGeneration: maybe(bytes),
  wholeDisk: words,
  openOperation: maybe(
    fc.record({
      operation: fc.constantFrom('deploy', 'erase', 'unknown'),
      phase: fc.constantFrom('planned', 'committed', 'unknown'),
      startedAtMs: bytes,
      imageName: words,
    }),
  ),
});

const erasure = fc.constantFrom('none', 'metadata', 'zero', 'discard', 'crypto', 'unknown');
const kind = fc.constantFrom('clean', 'deploy', 'service', 'unknown');
const started = { run: guid, step: words, kind, atMs: bytes };
const wanted = fc.record({
  id: maybeGuid,
  name: words,
  project: words,
  state,
  length: bytes,
  disks: fc.array(words, { maxLength: 2 }),
  filesystem,
  label: words,
  mountPoint: words,
  erase: erasure,
  adopt: fc.boolean(),
});
const desired: fc.Arbitrary<DesiredVolume> = fc
  .tuple(wanted, encrypted)
  .map(([rest, said]) => ({ ...rest, ...said }));
const is = <Type extends Body['type']>(type: Type) => fc.constant(type);

/** Any message there is. */
const anyBody: fc.Arbitrary<Body> = fc.oneof(
  fc.record({
    type: is('hello'),
    protocol: fc.constant(CHANNEL_PROTOCOL),
    agentVersion: words,
    agentBuild: words,
    nodeUuid: maybeGuid,
    systemUuid: maybeGuid,
    systemSerial: words,
    macAddresses: fc.array(words, { maxLength: 3 }),
    acked: bytes,
    newest: bytes,
  }),
  fc.record({
    type: is('welcome'),
    protocol: number,
    epoch: fc.integer({ min: 1 }),
    trust: fc.constantFrom('trusted', 'untrusted', 'unknown'),
    acked: bytes,
    wantsInventory: fc.boolean(),
    heartbeatMs: number,
    maxFrameBytes: number,
    nowMs: bytes,
    credential: words,
  }),
  fc.record({ type: is('ack'), sequence: fc.integer({ min: 1 }) }),
  fc.record({ type: is('refusal'), code: words, message: words, mayRetry: fc.boolean() }),
  fc.record({
    type: is('inventory'),
    takenAtMs: bytes,
    disks: fc.array(disk, { maxLength: 3 }),
    unreadable: fc.array(fc.record({ device: words, code: words, message: words }), { maxLength: 2 }),
  }),
  fc.record({
    type: is('volume-event'),
    change: fc.constantFrom('created', 'released', 'altered', 'recovered', 'unknown'),
    atMs: bytes,
    volume,
    disk: identity,
    run: words,
    erasure: maybe(fc.record({ method: erasure, bytesErased: bytes, bytesReadBack: bytes })),
  }),
  fc.record({ type: is('step-started'), ...started }),
  fc.record({
    type: is('step-progress'),
    run: guid,
    phase: words,
    doneBytes: bytes,
    totalBytes: maybe(bytes),
    atMs: bytes,
  }),
  fc.record({
    type: is('step-finished'),
    ...started,
    failure: maybe(fc.record({ code: words, message: words })),
    durationMs: bytes,
    bytesWritten: bytes,
    bytesDownloaded: bytes,
  }),
  fc.record({ type: is('desired-volumes'), revision: bytes, volumes: fc.array(desired, { maxLength: 3 }) }),
  fc.record({
    type: is('permission-request'),
    id: number,
    run: guid,
    step: words,
    kind,
    nodeUuid: guid,
    instanceUuid: maybeGuid,
    project: words,
  }),
  fc.record({
    type: is('permission-answer'),
    id: number,
    allowed: fc.boolean(),
    reason: words,
    desired: fc.option(fc.record({ revision: bytes, volumes: fc.array(desired, { maxLength: 2 }) })),
  }),
  fc.record({ type: is('key-request'), id: number, run: guid, volumeId: guid }),
  fc.record({
    type: is('key-answer'),
    id: number,
    allowed: fc.boolean(),
    reason: words,
    key: fc.uint8Array({ maxLength: 64 }),
  }),
  fc.record({ type: is('unknown') }),
);

/** Any frame there is. */
export const anyEnvelope: fc.Arbitrary<Envelope> = fc.record({
  sequence: bytes,
  follows: bytes,
  bootId: guid,
  epoch: bytes,
  sentAtMs: bytes,
  body: anyBody,
});
