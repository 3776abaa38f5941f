import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Envelope } from '../../proto/channel.ts';
import { decodeEnvelope, encodeEnvelope } from '../../proto/channel-codec.ts';
import { BmvError } from '../../proto/error.ts';
import { bmv } from '../../proto/generated/channel.js';
import { anEnvelope, anyEnvelope } from '../support/envelopes.ts';
import { seededBytes } from '../support/seeded-bytes.ts';
import { RECORDED_FRAMES } from './recorded/channel-v1.ts';

const wire = bmv.v1;
/** Frames of the first version as hex, by name. */
const RECORDED = JSON.parse(
  readFileSync(join(import.meta.dirname, 'recorded/channel-v1.json'), 'utf8'),
) as Readonly<Record<string, string>>;

function recorded(name: string): Envelope {
  const envelope = RECORDED_FRAMES[name];
  if (!envelope) throw new Error(`no frame ${name}`);
  return envelope;
}

/** The protobuf form of a recorded frame with something changed. */
function tampered(name: string, change: (message: bmv.v1.Envelope) => void): Uint8Array {
  const message = wire.Envelope.decode(encodeEnvelope(recorded(name)));
  change(message);
  return wire.Envelope.encode(message).finish();
}

function errorOf(read: () => unknown): BmvError {
  try {
    read();
  } catch (error) {
    if (error instanceof BmvError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('the messages between agent and registry', () => {
  it('are read back as they were written, whatever they say', () => {
    fc.assert(
      fc.property(anyEnvelope, (envelope) => {
        expect(decodeEnvelope(encodeEnvelope(envelope))).to.deep.equal(envelope);
      }),
      { numRuns: 500 },
    );
  });

  it('have a recorded frame of each kind', () => {
    const kinds = Object.values(RECORDED_FRAMES).map(({ body }) => body.type);
    const contract = readFileSync(join(import.meta.dirname, '../../proto/bmv/v1/channel.proto'), 'utf8');
    const bodies = /oneof body \{([^}]*)\}/.exec(contract)?.[1] ?? '';
    expect(Object.keys(RECORDED)).to.deep.equal(kinds);
    expect(kinds.length).to.equal([...bodies.matchAll(/ = \d+;/g)].length);
  });

  for (const name of Object.keys(RECORDED)) {
    const bytes = Buffer.from(RECORDED[name] ?? '', 'hex');
    it(`are those of the first version: ${name}`, () => {
      expect(decodeEnvelope(bytes)).to.deep.equal(recorded(name));
      expect(Buffer.from(encodeEnvelope(recorded(name))).toString('hex')).to.equal(bytes.toString('hex'));
    });

    it(`are read when a later version added fields: ${name}`, () => {
      const added = Buffer.concat([bytes, Buffer.from([0xfa, 0x3e, 3, 1, 2, 3])]);
      expect(decodeEnvelope(added)).to.deep.equal(recorded(name));
    });
  }

  it('may be of a kind that only a later version knows, and still have their number', () => {
    const { body, ...frame } = anEnvelope({ type: 'unknown' });
    const later = Buffer.concat([
      encodeEnvelope(anEnvelope({ type: 'unknown' })),
      // Field 99, of 3 bytes.
      Buffer.from([0x9a, 0x06, 3, 1, 2, 3]),
    ]);
    expect(decodeEnvelope(later)).to.deep.equal({ ...frame, body });
  });

  it('may have words that only a later version knows', () => {
    const bytes = tampered('volume-event', ({ volumeEvent }) => {
      if (!volumeEvent?.volume || !volumeEvent.erasure) throw new Error('no event');
      Object.assign(volumeEvent, { change: 99 });
      Object.assign(volumeEvent.volume, { state: 99, filesystem: 99 });
      Object.assign(volumeEvent.erasure, { method: 99 });
    });
    expect(decodeEnvelope(bytes).body).to.deep.include({ type: 'volume-event', change: 'unknown' });
    expect(decodeEnvelope(bytes).body).to.have.nested.property('volume.state', 'unknown');
    expect(decodeEnvelope(bytes).body).to.have.nested.property('volume.filesystem', 'unknown');
    expect(decodeEnvelope(bytes).body).to.have.nested.property('erasure.method', 'unknown');
  });

  it('tell an encryption that only a later version knows from none', () => {
    const bytes = tampered('desired-volumes', ({ desiredVolumes }) => {
      Object.assign(desiredVolumes?.volumes?.[0] ?? {}, { encryption: 99 });
    });
    expect(decodeEnvelope(bytes).body).to.have.nested.property('volumes[0].encryption', 'unknown');
    expect(recorded('desired-volumes').body).to.not.have.nested.property('volumes[0].encryption');
  });

  it('say of a wanted volume in field 13 that it is encrypted', () => {
    const { body, ...frame } = recorded('desired-volumes');
    if (body.type !== 'desired-volumes') throw new Error('another frame');
    for (const [number, encryption] of [
      [1, 'luks2'],
      [2, 'opaque'],
    ] as const) {
      const volumes = body.volumes.map((volume) => ({ ...volume, encryption }));
      const bytes = Buffer.from(encodeEnvelope({ ...frame, body: { ...body, volumes } }));
      expect(bytes.includes(Buffer.from([0x68, number])), encryption).to.equal(true);
      expect(decodeEnvelope(bytes).body).to.deep.equal({ ...body, volumes });
    }
  });

  it('never pass on as none an encryption that the sender did not understand', () => {
    const { body, ...frame } = recorded('desired-volumes');
    if (body.type !== 'desired-volumes') throw new Error('another frame');
    const volumes = body.volumes.map((volume) => ({ ...volume, encryption: 'unknown' as const }));
    const bytes = encodeEnvelope({ ...frame, body: { ...body, volumes } });
    expect(decodeEnvelope(bytes).body).to.have.nested.property('volumes[0].encryption', 'unknown');
  });

  it('have a key that can be wiped without the frame', () => {
    const bytes = Buffer.from(RECORDED['key-answer'] ?? '', 'hex');
    const { body } = decodeEnvelope(bytes);
    if (body.type !== 'key-answer') throw new Error('another frame');
    bytes.fill(0);
    expect(body).to.deep.equal(recorded('key-answer').body);
  });

  it('have U+FFFD for what is no well-formed text', () => {
    const body = { type: 'refusal', code: 'A', message: 'a\ud800b', mayRetry: true } as const;
    expect(decodeEnvelope(encodeEnvelope(anEnvelope(body))).body).to.deep.include({ message: 'a\ufffdb' });
  });

  for (const [what, name, change] of [
    ['a boot that is no UUID', 'ack', (message) => Object.assign(message, { bootId: 'x' })],
    ['an acknowledgement of nothing', 'ack', (message) => Object.assign(message, { ack: { sequence: 0 } })],
    ['a session without an epoch', 'welcome', ({ welcome }) => Object.assign(welcome ?? {}, { epoch: 0 })],
    [
      'a run that is no UUID',
      'step-started',
      ({ stepStarted }) => Object.assign(stepStarted ?? {}, { run: '' }),
    ],
    [
      'a change without a volume',
      'volume-event',
      ({ volumeEvent }) => Object.assign(volumeEvent ?? {}, { volume: null }),
    ],
    [
      'a change without a disk',
      'volume-event',
      ({ volumeEvent }) => Object.assign(volumeEvent ?? {}, { disk: null }),
    ],
    [
      'a volume without bytes',
      'volume-event',
      ({ volumeEvent }) => Object.assign(volumeEvent?.volume ?? {}, { length: 0 }),
    ],
    [
      'a disk without an identity',
      'inventory',
      ({ inventory }) => Object.assign(inventory?.disks?.[0] ?? {}, { identity: null }),
    ],
    [
      'a request without a node',
      'permission-request',
      ({ permissionRequest }) => Object.assign(permissionRequest ?? {}, { nodeUuid: '' }),
    ],
    [
      'a request for the key of nothing',
      'key-request',
      ({ keyRequest }) => Object.assign(keyRequest ?? {}, { volumeId: '' }),
    ],
    [
      'a request for a key without a run',
      'key-request',
      ({ keyRequest }) => Object.assign(keyRequest ?? {}, { run: '' }),
    ],
  ] as const satisfies readonly (readonly [string, string, (message: bmv.v1.Envelope) => object])[])
    it(`are refused in one line with ${what}`, () => {
      const { code, message } = errorOf(() => decodeEnvelope(tampered(name, change)));
      expect(code).to.equal('MESSAGE_INVALID');
      expect(message).to.match(/^the message cannot be read: .+$/);
    });

  it('are not sent where they could not be read', () => {
    const ack = (sequence: number) => anEnvelope({ type: 'ack', sequence });
    for (const envelope of [ack(0), ack(0.5), ack(2 ** 60), anEnvelope({ type: 'unknown' }, { bootId: '' })])
      expect(errorOf(() => encodeEnvelope(envelope)).code).to.equal('INTERNAL');
  });

  it('never hold a number above 2^53 that was rounded', () => {
    // Field 1, varint 2^53.
    const bytes = Buffer.concat([
      encodeEnvelope(anEnvelope({ type: 'unknown' })),
      Buffer.from([0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]),
    ]);
    expect(errorOf(() => decodeEnvelope(bytes)).message).to.contain('the number of a report');
  });

  it('meet 100,000 random inputs with a message or one clear error', () => {
    const names = Object.keys(RECORDED);
    const random = seededBytes(77, 6_400_000);
    let refused = 0;
    for (let run = 0; run < 100_000; run += 1) {
      const draw = random.subarray(run * 64, (run + 1) * 64);
      const [pick = 0, at = 0, value = 0] = draw;
      const template = Buffer.from(RECORDED[names[pick % names.length] ?? ''] ?? '', 'hex');
      const bytes = run % 2 === 0 ? draw.subarray(3, 3 + (pick % 60)) : template;
      if (run % 2 === 1) bytes[Math.floor((at / 256) * bytes.byteLength)] = value;
      try {
        decodeEnvelope(bytes);
      } catch (error) {
        if (!(error instanceof BmvError) || error.message.includes('\n')) throw error;
        refused += 1;
      }
    }
    expect(refused).to.be.greaterThan(45_000).and.lessThan(99_000);
  });
});
