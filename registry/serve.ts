import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { BmvError } from '../proto/error.ts';
import { Health } from './api/health.ts';
import type { Route } from './api/route.ts';
import { ROUTES } from './api/routes.ts';
import { createApi } from './api/server.ts';
import type { Services } from './api/services.ts';
import { EventFeed } from './api/stream/event-feed.ts';
import { extendWithCinder } from './cinder/door.ts';
import { keystoneClient } from './config/keystone-client.ts';
import { isLocal } from './config/listen-address.ts';
import { prepareServer } from './config/make-server.ts';
import { openAuthenticator } from './config/open-authenticator.ts';
import { openConfiguredStore } from './config/open-store.ts';
import { readConfigFile } from './config/secret-files.ts';
import type { RegistrySettings } from './config/settings.ts';
import { TrustedProxies } from './config/trusted-proxies.ts';
import { UNLIMITED } from './decisions/quota.ts';
import { ReportIngest } from './ingest/ingest.ts';
import { type IronicKeep, IronicLink } from './ironic-link.ts';
import { FileKeks } from './keys/file-keks.ts';
import { closeServer, listenAt } from './listen.ts';
import { MeteredIngest } from './metered-ingest.ts';
import { type MetricSources, Metrics } from './metrics.ts';
import { StoreCounter } from './metrics-store.ts';
import { heldNodes } from './placement/held-nodes.ts';
import { NodeFactsCache } from './placement/node-facts.ts';
import { Placement } from './placement/placement.ts';
import { StoredJudge } from './requests/judge.ts';
import { warnOfMissingKeks } from './requests/kept-keys.ts';
import { QuotaRequests } from './requests/quota-requests.ts';
import { StoredInstances } from './requests/stored-instances.ts';
import { VolumeKeys } from './requests/volume-keys.ts';
import { VolumeRequests } from './requests/volume-requests.ts';
import { DEFAULT_AUTH } from './sessions/authenticate.ts';
import { SessionHub } from './sessions/hub.ts';
import { StoreClock } from './sessions/store-clock.ts';
import { AgentUpgrade } from './sessions/upgrade.ts';
import { nameNodes } from './store/node-names.ts';
import { StoredNonces } from './store/nonces.ts';
import { StoredSessions } from './store/sessions.ts';
import type { Store } from './store/store.ts';
import { extendWithPage } from './web/serve-page.ts';

/** A registry that answers. */
export interface RunningRegistry {
  /** Such as `http://127.0.0.1:8790`, with the port that it got. */
  readonly address: string;
  /** Reads certificates and their keys again, and key-encryption keys. Throws `CONFIG_INVALID`, and goes on with the old ones. */
  reload(): Promise<void>;
  /** Stores and acknowledges what was read, ends all connections, and closes the store. */
  close(): Promise<void>;
}

/** What all else of a registry's process reads. */
interface Base {
  readonly store: Store;
  /** Null: there is none. */
  readonly keks: FileKeks | null;
  readonly facts: NodeFactsCache;
}

/** Everything of a registry's process behind its one server. */
interface Parts {
  readonly ingest: ReportIngest;
  readonly hub: SessionHub;
  readonly agents: AgentUpgrade;
  readonly services: Services;
  readonly metrics: Metrics;
}

async function linkIronic(
  { store, facts }: Base,
  settings: RegistrySettings,
  logger: Logger,
): Promise<IronicLink | null> {
  const { ironic, limits, keystoneCaFile } = settings;
  if (!ironic) return null;
  const { url, user, keystone, caFile } = ironic;
  const tokens = keystone && (await keystoneClient(keystone.url, keystone.user, keystoneCaFile));
  const options = {
    url,
    ...(user ? { auth: { kind: 'http_basic', ...user } as const } : {}),
    ...(tokens ? { auth: { kind: 'keystone', tokens } as const } : {}),
    ...(caFile === null ? {} : { ca: await readConfigFile(caFile, 'CA file of Ironic') }),
  };
  const traits = ironic.traits && { names: ironic.traits, held: heldNodes(facts) };
  const keep = { ...ironicKeep(store, settings, logger), traits };
  return new IronicLink(options, limits.ironic, keep, logger);
}

function ironicKeep(store: Store, { defaultProject }: RegistrySettings, logger: Logger): IronicKeep {
  const newId = () => randomUUID();
  // Whoever is connected to the node's agent sees its new plan at the next look at all plans.
  const poke = async () => {};
  return {
    nonces: new StoredNonces(store),
    instances: new StoredInstances({ store, logger, newId, poke }),
    defaultProject,
    nameNodes: async (names) => await nameNodes(store, names),
  };
}

function makeParts(
  { store, keks, facts }: Base,
  settings: RegistrySettings,
  ironic: IronicLink | null,
  logger: Logger,
): Parts {
  const { limits, adoptUnknownClaims, allowUnknownNodes, defaultProject, replica } = settings;
  const { defaultQuota = UNLIMITED } = settings;
  const metrics = new Metrics();
  const sessions = new StoredSessions(store, limits.ironic);
  const clock = new StoreClock(sessions);
  const ingest = new ReportIngest(store, logger, {
    ...limits.ingest,
    policy: { adoptUnknownClaims, defaultProject },
    defaultQuota,
  });
  const judge = new StoredJudge(store, { allowUnknownNodes, defaultProject });
  const keys = new VolumeKeys(store, keks, { defaultProject });
  const options = {
    ...DEFAULT_AUTH,
    keys: settings.agentKeys,
    acceptUntrusted: settings.acceptUntrusted,
    clientCertificates: settings.tls !== null && settings.tls.clientCaFile !== null,
    isInRamdisk: ironic?.isInRamdisk ?? null,
  };
  const hub = new SessionHub({
    ...{ store: sessions, ingest: new MeteredIngest(ingest, metrics), judge, keys, clock },
    ...{ logger, replica },
    ...{ limits: limits.sessions, credentialLifeMs: options.credentialLifeMs },
    ...{ monotonicMs: () => performance.now(), wallMs: () => Date.now() },
  });
  const auth = { store: sessions, clock, options };
  const addressOf = addressesOf(settings);
  const agents = new AgentUpgrade({ auth, hub, limits: limits.sessions, logger, addressOf });
  const newId = () => randomUUID();
  const feed = new EventFeed({ store, facts, limits: limits.api, logger });
  const counter = new StoreCounter(store, keks);
  const sources: MetricSources = {
    sessions: () => hub.counts,
    denied: () => agents.denied,
    ingest: () => ({ ...ingest.counts, waiting: ingest.waiting }),
    permissions: () => judge.counts,
    keys: () => keys.counts,
    streams: () => feed.size,
    retries: () => store.retried,
    store: async () => await counter.counts(),
  };
  const poke = async (node: string) => {
    ironic?.changed(node);
    await hub.poke(node);
  };
  const services: Services = {
    ...{ store, facts, feed, agents, keys, newId, limits: limits.api },
    placement: new Placement(store, facts, {
      maxSilenceMs: settings.maxSilenceMs,
      provisionState: (node) => ironic?.provisionState(node) ?? null,
    }),
    requests: new VolumeRequests({ store, logger, newId, poke, defaultQuota, wrapper: keks }),
    quotas: new QuotaRequests(store, defaultQuota),
    instances: { nodeOf: async (instance) => await nodeOfInstance(ironic, instance) },
    health: new Health(store, ironic),
    metrics: async () => await metrics.text(sources),
    openapi: async () => await readFile(join(import.meta.dirname, 'api/openapi.json'), 'utf8'),
  };
  return { ingest, hub, agents, services, metrics };
}

async function nodeOfInstance(ironic: IronicLink | null, instance: string): Promise<string | null> {
  if (ironic) return await ironic.nodeOfInstance(instance);
  throw new BmvError(
    'IRONIC_FAILED',
    'which node an instance is on, Ironic alone can say; start the registry with --ironic',
  );
}

function addressesOf({ trustedProxies = [] }: RegistrySettings): (request: IncomingMessage) => string {
  const proxies = new TrustedProxies(trustedProxies);
  return (request) => proxies.addressOf(request);
}

function routesFor({ openMetrics }: RegistrySettings): readonly Route[] {
  if (!openMetrics) return ROUTES;
  return ROUTES.map((route) => (route.action === 'metrics:read' ? { ...route, action: 'public' } : route));
}

/** Never rejects: what cannot be read leaves what there was, and certificates are to be read all the same. */
async function reloadKeks(store: Store, keks: FileKeks, logger: Logger): Promise<void> {
  try {
    await keks.reload();
    logger.info({ newest: await keks.newest() }, 'key-encryption keys were read again');
    await warnOfMissingKeks(store, keks, logger);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    logger.error({ why }, 'key-encryption keys cannot be read again');
  }
}

/** Starts a registry. Throws `CONFIG_INVALID`, and what `openStore` does. */
export async function startRegistry(settings: RegistrySettings, logger: Logger): Promise<RunningRegistry> {
  const { listen, tls, limits } = settings;
  const authenticator = await openAuthenticator(settings, logger);
  const made = await prepareServer(settings);
  const keks = settings.kek === undefined ? null : await FileKeks.open(settings.kek);
  const store = await openConfiguredStore(settings);
  try {
    await warnOfMissingKeks(store, keks, logger);
    const base = { store, keks, facts: new NodeFactsCache(store) };
    const ironic = await linkIronic(base, settings, logger);
    const { ingest, hub, agents, services, metrics } = makeParts(base, settings, ironic, logger);
    const app = await createApi({
      ...{ routes: routesFor(settings), services, authenticator, logger, makeServer: made.make },
      addressOf: addressesOf(settings),
      onAnswer: (answer) => metrics.answered(answer),
      onRefused: (error) => metrics.refused(error),
      extend: async (api) => {
        await extendWithPage(api, logger);
        const addressOf = addressesOf(settings);
        const onRefused = (error: unknown) => metrics.refused(error);
        const door = { services, authenticator, addressOf, onRefused };
        if (settings.cinder !== false) await extendWithCinder(api, door, logger);
      },
    });
    agents.attach(app.server);
    const address = await listenAt(app.server, listen, tls !== null);
    hub.start();
    ironic?.start();
    const stopFacts = services.facts.keepFresh(limits.api.factsPauseMs);
    for (const doubt of await store.doubts())
      logger.warn({ store: store.name, doubt }, 'a loss of power may undo what agents were told is stored');
    if (!tls && !isLocal(listen))
      logger.warn(
        { address },
        'without TLS others can read what is sent, keys of volumes too; give --tls-cert, or put a proxy in front',
      );
    logger.info({ address, store: store.name, replica: settings.replica, auth: authenticator.kind }, 'ready');
    const close = async () => {
      stopFacts();
      services.feed.close();
      await ironic?.stop();
      const closed = closeServer(app.server, limits.sessions.closeMs);
      await hub.close();
      await closed;
      await app.close();
      await ingest.settled();
      await store.close();
      logger.info('ended');
    };
    const reload = async () => {
      if (keks) await reloadKeks(store, keks, logger);
      await made.reload();
    };
    return { address, reload, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}
