import { isIPv6 } from 'node:net';
import { type Rate, TokenBucket } from './token-bucket.ts';

/** Who counts as one: an IPv4 address, or an IPv6 network of 64 bits, of which one machine can have all addresses. */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [before = '', after] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const head = before.split(':').filter((group) => group !== '');
  const tail = (after ?? '').split(':').filter((group) => group !== '');
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  const groups = [...head, ...Array<string>(zeros).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** Attempts of many addresses. Memory is bounded: where there are too many, those that have been quiet are forgotten. */
export class AddressLimiter {
  readonly #rate: Rate;
  readonly #maxAddresses: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate, maxAddresses: number) {
    this.#rate = rate;
    this.#maxAddresses = maxAddresses;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Whether an address may try once more. */
  allows(address: string, nowMs: number): boolean {
    const group = addressGroup(address);
    const known = this.#buckets.get(group);
    if (known) return known.take(nowMs);
    if (this.#buckets.size >= this.#maxAddresses) this.#makeRoom(nowMs);
    const bucket = new TokenBucket(this.#rate, nowMs);
    this.#buckets.set(group, bucket);
    return bucket.take(nowMs);
  }

  #makeRoom(nowMs: number): void {
    for (const [group, bucket] of this.#buckets) if (bucket.isFull(nowMs)) this.#buckets.delete(group);
    // HAZARD: none was quiet. The oldest gets a new start, rather than that memory grows.
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size >= this.#maxAddresses && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
