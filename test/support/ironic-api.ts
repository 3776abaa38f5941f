import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A node as Ironic has it. */
export interface ScriptedNode {
  readonly uuid: string;
  name: string | null;
  provision_state: string;
  target_provision_state: string | null;
  driver_info: Record<string, unknown>;
  parent_node: string | null;
  instance_uuid: string | null;
  traits: string[];
  lessee: string | null;
  instance_info: Record<string, unknown>;
}

/** Of one node, as ironic/db/sqlalchemy/api.py has it. */
const MAX_TRAITS = 50;

/** As `UPDATE_ALLOWED_STATES` of ironic/common/states.py. */
const CHANGEABLE = new Set([
  ...[
    'deploy failed',
    'inspect failed',
    'inspect wait',
    'clean failed',
    'error',
    'verifying',
    'adopt failed',
  ],
  ...['rescue failed', 'unrescue failed', 'service', 'service hold', 'service failed'],
]);

export interface ScriptedIronicOptions {
  /** `user:password`, to be asked for. */
  readonly basic?: string;
  /** Tokens that it takes, and nothing else. */
  readonly tokens?: ReadonlySet<string>;
  /** As `[api]max_limit`. */
  readonly maxLimit?: number;
  /** Newest microversion; by default 95. */
  readonly minor?: number;
  /** A node that is changed becomes its own parent, as in Debian's 1:29.0.5-0+deb13u3. */
  readonly makesOwnParents?: boolean;
}

/** What goes wrong with the next requests that match, in their order. */
export interface Trouble {
  readonly method: string;
  readonly status: number;
  /** The change is made, and the answer is lost in the trouble. */
  readonly isApplied?: boolean;
  /** No answer, the connection is cut. */
  readonly isCut?: boolean;
  readonly text?: string;
}

type Answer = readonly [status: number, body: unknown];
const fault = (status: number, faultstring: string): Answer => [
  status,
  // As Pecan has it: JSON in a text in JSON.
  {
    error_message: JSON.stringify({
      faultcode: status < 500 ? 'Client' : 'Server',
      faultstring,
      debuginfo: null,
    }),
  },
];

/** Ironic's API of nodes, as far as the registry uses it, on a free port of the loopback. */
export class ScriptedIronic {
  readonly nodes = new Map<string, ScriptedNode>();
  /** `GET /v1/nodes`, `PATCH /v1/nodes/<uuid>`, ... without the query. */
  readonly requests: string[] = [];
  readonly troubles: Trouble[] = [];
  /** Nodes that a conductor has locked. */
  readonly locked = new Set<string>();
  isRedacting = false;
  readonly url: string;
  readonly #server;
  readonly #options: ScriptedIronicOptions;

  private constructor(server: ReturnType<typeof createServer>, options: ScriptedIronicOptions) {
    this.#server = server;
    this.#options = options;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => void this.#serve(request, response));
  }

  static async start(options: ScriptedIronicOptions = {}): Promise<ScriptedIronic> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedIronic(server, options);
  }

  add(uuid: string, provisionState: string, driverInfo: Record<string, unknown> = {}): ScriptedNode {
    const rests = ['enroll', 'manageable', 'available', 'active', 'rescue'].includes(provisionState);
    const node: ScriptedNode = {
      uuid,
      name: null,
      provision_state: provisionState,
      target_provision_state: rests ? null : 'active',
      parent_node: null,
      ...{ instance_uuid: null, lessee: null, instance_info: {}, traits: [] },
      driver_info: { ipmi_address: '192.0.2.1', ipmi_password: '******', ...driverInfo },
    };
    this.nodes.set(uuid, node);
    return node;
  }

  nonceOf(uuid: string): unknown {
    return this.nodes.get(uuid)?.driver_info.bmv_nonce;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    this.requests.push(`${request.method} ${url.pathname}`);
    let text = '';
    for await (const chunk of request) text += chunk;
    const at = this.troubles.findIndex(({ method }) => method === request.method);
    const [trouble] = at < 0 ? [] : this.troubles.splice(at, 1);
    const isHandled = !trouble || trouble.isApplied;
    const answer = isHandled ? this.#answer(request, url, text) : null;
    if (trouble?.isCut) {
      response.destroy();
      return;
    }
    const [status, body] =
      (!trouble && answer) || fault(trouble?.status ?? 500, trouble?.text ?? 'in trouble');
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(status === 204 ? undefined : JSON.stringify(body));
  }

  #answer({ method, headers }: IncomingMessage, url: URL, text: string): Answer {
    const { basic, tokens } = this.#options;
    if (tokens && !tokens.has(String(headers['x-auth-token'])))
      return [401, { error: { message: 'The request you have made requires authentication.', code: 401 } }];
    if (basic && headers.authorization !== `Basic ${Buffer.from(basic).toString('base64')}`)
      return [401, { error: { message: 'Incorrect username or password', code: 401 } }];
    const minor = Number(/^1\.(\d+)$/.exec(String(headers['x-openstack-ironic-api-version']))?.[1] ?? 1);
    const newest = this.#options.minor ?? 95;
    if (minor > newest)
      return fault(406, `Version 1.${minor} was requested but is not supported. 1.1 to 1.${newest} are`);
    if (url.searchParams.has('include_children') && minor < 83) return fault(406, 'Not Acceptable');
    if (/\blessee\b/.test(url.searchParams.get('fields') ?? '') && minor < 65)
      return fault(406, 'Not Acceptable');
    if (url.searchParams.has('fields') && minor < 8) return fault(406, 'Not Acceptable');
    const [, traited, trait] = /^\/v1\/nodes\/([^/]+)\/traits(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (traited !== undefined && minor >= 37) return this.#changeTrait(method, traited, trait);
    const [, uuid] = /^\/v1\/nodes\/([^/]+)$/.exec(url.pathname) ?? [];
    if (uuid === undefined) return url.pathname === '/v1/nodes' ? this.#list(url) : fault(404, 'Not Found');
    const node = this.nodes.get(uuid);
    if (!node) return fault(404, `Node ${uuid} could not be found.`);
    return method === 'PATCH' ? this.#patch(node, text) : [200, this.#shown(node)];
  }

  #list({ searchParams }: URL): Answer {
    const limit = Math.min(Number(searchParams.get('limit')) || 1000, this.#options.maxLimit ?? 1000);
    const marker = searchParams.get('marker') ?? '';
    const withChildren = searchParams.get('include_children') === 'true';
    const behind = [...this.nodes.values()].filter(
      ({ uuid, parent_node: parent, instance_uuid: instance }) =>
        uuid > marker &&
        (withChildren || parent === null) &&
        [null, instance].includes(searchParams.get('instance_uuid')),
    );
    const page = behind.sort((one, other) => (one.uuid < other.uuid ? -1 : 1)).slice(0, limit);
    const next = `${this.url}/v1/nodes?limit=${limit}&marker=${page.at(-1)?.uuid}`;
    const nodes = page.map((node) => this.#shown(node));
    return [200, page.length === limit ? { nodes, next } : { nodes }];
  }

  #shown(node: ScriptedNode): object {
    const { uuid, name, provision_state, driver_info, parent_node } = node;
    const { instance_uuid, lessee, instance_info, traits } = node;
    const content = '** Redacted - requires baremetal:node:get:driver_info permission. **';
    const shown = this.isRedacting ? { content } : driver_info;
    return {
      ...{ uuid, name, provision_state, driver_info: shown, parent_node, links: [] },
      ...{ instance_uuid, lessee, instance_info, traits },
    };
  }

  /** HAZARD: as in Ironic, without a trait it is about all of them. */
  #changeTrait(method: string | undefined, uuid: string, trait: string | undefined): Answer {
    const node = this.nodes.get(uuid);
    if (!node) return fault(404, `Node ${uuid} could not be found.`);
    if (this.locked.has(uuid)) return fault(409, `Node ${uuid} is locked by host conductor-1, please retry`);
    const others = node.traits.filter((item) => trait !== undefined && item !== trait);
    if (method === 'DELETE') {
      if (trait !== undefined && others.length === node.traits.length)
        return fault(404, `Trait ${trait} doesn't exist on node ${uuid}`);
      node.traits = others;
      return [204, null];
    }
    if (method !== 'PUT' || trait === undefined) return fault(400, 'Bad Request');
    if (others.length >= MAX_TRAITS) return fault(400, `A node can have at most ${MAX_TRAITS} traits.`);
    node.traits = [...others, trait];
    return [204, null];
  }

  #patch(node: ScriptedNode, text: string): Answer {
    const { uuid, provision_state, target_provision_state } = node;
    if (target_provision_state && !CHANGEABLE.has(provision_state))
      return fault(409, `Node ${uuid} can not be updated while a state transition is in progress.`);
    if (this.locked.has(uuid)) return fault(409, `Node ${uuid} is locked by host conductor-1, please retry`);
    for (const change of JSON.parse(text) as { op: string; path: string; value?: unknown }[]) {
      const [, key = ''] = /^\/driver_info\/(\w+)$/.exec(change.path) ?? [];
      if (!key || !['add', 'replace', 'remove'].includes(change.op))
        return fault(400, 'Schema error for patch');
      const isThere = key in node.driver_info;
      if (change.op !== 'add' && !isThere)
        return fault(400, `Couldn't apply patch '${JSON.stringify(change)}'. Reason: '${key}'`);
      if (change.op === 'remove') delete node.driver_info[key];
      else node.driver_info[key] = change.value;
    }
    if (this.#options.makesOwnParents) node.parent_node = uuid;
    return [200, this.#shown(node)];
  }
}
