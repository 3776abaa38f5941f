import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { BmvError } from '../../proto/error.ts';

/** Proxies whose word for who connected to them counts; each an address, or a network as `10.0.0.0/8`. */
export class TrustedProxies {
  readonly #list = new BlockList();
  readonly #isEmpty: boolean;

  /** Throws `USAGE`. */
  constructor(networks: readonly string[]) {
    this.#isEmpty = networks.length === 0;
    for (const network of networks) this.#add(network);
  }

  /**
   * Who sent a request: the other end of the connection, or, where that is a proxy, the last address of
   * `X-Forwarded-For` that is none. HAZARD: whatever stands before that one, anybody may have written.
   */
  addressOf(
    request: Pick<IncomingMessage, 'headers'> & {
      readonly socket: { readonly remoteAddress?: string | undefined };
    },
  ): string {
    let address = plain(request.socket.remoteAddress ?? '');
    if (this.#isEmpty) return address;
    const header = request.headers['x-forwarded-for'] ?? '';
    const hops = String(header)
      .split(',')
      .map((hop) => plain(hop.trim()));
    while (this.#has(address)) {
      const hop = hops.pop() ?? '';
      if (isIP(hop) === 0) break;
      address = hop;
    }
    return address;
  }

  #add(network: string): void {
    const [address = '', bits] = network.split('/');
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    const length = bits === undefined ? longest : Number(bits);
    if (version === 0 || !/^\d{1,3}$/.test(bits ?? '0') || length > longest)
      throw new BmvError(
        'USAGE',
        `${JSON.stringify(network)} is no address or network of a proxy; write 10.0.0.0/8`,
      );
    this.#list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  }

  #has(address: string): boolean {
    const version = isIP(address);
    return version !== 0 && this.#list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  }
}

/** An IPv4 address as such, also where the socket is one of IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
