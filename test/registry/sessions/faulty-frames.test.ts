import { expect } from 'chai';
import type { Body } from '../../../proto/channel.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../proto/channel-codec.ts';
import { AgentClient, aReport } from '../../support/agent-client.ts';
import { MemorySessionStore } from '../../support/memory-session-store.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { AGENT_KEY, type SessionEndpoint, startEndpoint } from '../../support/session-endpoint.ts';

const BOOT = '22222222-2222-4222-8222-222222222222';
const nodeOf = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
const REPORTS = 400;
const AGENTS = 8;
const WINDOW = 32;

type Fault = 'duplicated' | 'reordered' | 'delayed' | 'truncated' | 'cut off';

/** The report that has a number: each says something else. */
function reportOf(sequence: number): Body {
  const progress = aReport('step-progress');
  return progress.type === 'step-progress' ? { ...progress, doneBytes: sequence } : progress;
}

/** Bytes before the body: a frame that is cut off there can be read, and says nothing. */
function headOf(frame: Uint8Array): number {
  return encodeEnvelope({ ...decodeEnvelope(frame), body: { type: 'unknown' } }).byteLength;
}

/** An agent that sends reports until all are acknowledged, over a line with faults, connecting again each time. */
class FaultyAgent {
  readonly node: string;
  connections = 0;
  readonly #endpoints: readonly SessionEndpoint[];
  readonly #faults: readonly Fault[];
  readonly #random: () => number;
  #acked = 0;

  constructor(number: number, endpoints: readonly SessionEndpoint[], faults: readonly Fault[]) {
    this.node = nodeOf(number);
    this.#endpoints = endpoints;
    this.#faults = faults;
    this.#random = seededRandom(number + 1);
  }

  async run(): Promise<void> {
    while (this.#acked < REPORTS) {
      const endpoint = this.#endpoints[this.connections % this.#endpoints.length] as SessionEndpoint;
      this.connections += 1;
      const says = { node: this.node, boot: BOOT, method: 'key', secret: AGENT_KEY } as const;
      const client = await AgentClient.connect(endpoint, says);
      await this.#report(client).catch(() => {});
      client.socket.terminate();
      await client.closed;
    }
  }

  /** Rejects when the connection ends. */
  async #report(client: AgentClient): Promise<void> {
    client.hello({ acked: this.#acked, newest: REPORTS });
    this.#acked = Math.max(this.#acked, (await client.next('welcome')).acked);
    let sent = this.#acked;
    while (this.#acked < REPORTS) {
      const frames: Uint8Array[] = [];
      while (sent < Math.min(REPORTS, this.#acked + WINDOW)) {
        sent += 1;
        frames.push(client.frame(reportOf(sent), { sequence: sent, follows: sent - 1 }));
      }
      for (const frame of this.#mangled(frames, client)) client.socket.send(frame);
      this.#acked = Math.max(this.#acked, (await client.next('ack')).sequence);
    }
  }

  #mangled(frames: readonly Uint8Array[], client: AgentClient): Uint8Array[] {
    const sent = [...frames];
    if (this.#random() < 0.5 || sent.length === 0) return sent;
    const fault = this.#faults[Math.floor(this.#random() * this.#faults.length)];
    const at = Math.floor(this.#random() * sent.length);
    const [frame = Buffer.alloc(0)] = sent.slice(at, at + 1);
    switch (fault) {
      case 'duplicated':
        sent.splice(at + Math.floor(this.#random() * (sent.length - at)), 0, frame);
        break;
      case 'reordered':
        sent.splice(at, 2, ...sent.slice(at, at + 2).reverse());
        break;
      case 'delayed':
        sent.push(...sent.splice(at, 1));
        break;
      case 'truncated':
        sent[at] = frame.subarray(
          0,
          this.#random() < 0.5 ? headOf(frame) : this.#random() * frame.byteLength,
        );
        break;
      default:
        setImmediate(() => client.socket.terminate());
    }
    return sent;
  }
}

describe('reports over a line with faults', () => {
  for (const faults of [
    ['duplicated'],
    ['reordered'],
    ['delayed'],
    ['truncated'],
    ['cut off'],
    ['duplicated', 'reordered', 'delayed', 'truncated', 'cut off'],
  ] as const)
    it(`are stored once each, in their order, when frames are ${faults.join(', ')}`, async () => {
      const store = new MemorySessionStore();
      const limits = { attempts: { perSecond: 1e6, burst: 1e6 }, frames: { perSecond: 1e6, burst: 1e6 } };
      const endpoints = [
        await startEndpoint({ store, limits }),
        await startEndpoint({ store, limits, replica: 'replica-b' }),
      ];
      const agents = Array.from(
        { length: AGENTS },
        (_, number) => new FaultyAgent(number, endpoints, faults),
      );
      await Promise.all(agents.map((agent) => agent.run()));
      const all = Array.from({ length: REPORTS }, (_, index) => index + 1);
      for (const { node } of agents) {
        const stored = store.stored.filter((report) => report.node === node).map(({ envelope }) => envelope);
        expect(stored.map(({ sequence }) => sequence)).to.deep.equal(all);
        for (const { sequence, body } of stored) expect(body).to.deep.equal(reportOf(sequence));
      }
      const connections = agents.reduce((sum, agent) => sum + agent.connections, 0);
      // Repeated frames are no reason to end a connection; the others are.
      if (faults.length === 1 && faults[0] === 'duplicated') expect(connections).to.equal(AGENTS);
      else expect(connections).to.be.above(AGENTS);
      for (const endpoint of endpoints) await endpoint.close();
    });
});
