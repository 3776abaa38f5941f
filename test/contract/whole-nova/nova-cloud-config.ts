import type { User } from '../control-plane/keystone.ts';

export const SHARED = '/run/shared';
/** Of Debian's default policies. */
export const SERVICE_PROJECT = 'service';

/** Where the services of a cloud are, all on the loopback. */
export interface CloudPlaces {
  /** With `/v3`. */
  readonly keystone: string;
  readonly ironic: string;
  readonly registry: string;
  readonly ports: Readonly<
    Record<'rabbit' | 'epmd' | 'dist' | 'maria' | 'placement' | 'glance' | 'nova', number>
  >;
}

function groups(all: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>): string {
  return Object.entries(all)
    .map(([name, options]) => {
      const lines = Object.entries(options).map(([key, value]) => `${key} = ${value}\n`);
      return `[${name}]\n${lines.join('')}`;
    })
    .join('');
}

function signIn(keystone: string, { name, password }: User) {
  return {
    ...{ auth_type: 'password', auth_url: keystone, username: name, password },
    ...{ project_name: SERVICE_PROJECT, user_domain_name: 'Default', project_domain_name: 'Default' },
  };
}

function tokens(keystone: string, user: User) {
  return {
    ...{ ...signIn(keystone, user), www_authenticate_uri: keystone },
    ...{ service_token_roles: 'service', service_token_roles_required: true },
  };
}

function database({ ports }: CloudPlaces, name: string) {
  return { connection: `mysql+pymysql://root@127.0.0.1:${ports.maria}/${name}?charset=utf8mb4` };
}

const listens = (port: number) => ({ host: '127.0.0.1', port });

/** `nova.conf` of all its services, on one machine; but for the databases, which nova-compute must not know. */
export function novaConfig(places: CloudPlaces, user: User): string {
  const { keystone, ironic, registry, ports } = places;
  const signedIn = signIn(keystone, user);
  return groups({
    DEFAULT: {
      ...{ host: 'ironic-1', my_ip: '127.0.0.1', state_path: `${SHARED}/nova`, use_stderr: true },
      transport_url: `rabbit://guest:guest@127.0.0.1:${ports.rabbit}/`,
      ...{ enabled_apis: 'osapi_compute', osapi_compute_listen: '127.0.0.1' },
      ...{ osapi_compute_listen_port: ports.nova, osapi_compute_workers: 1 },
      ...{ compute_driver: 'ironic.IronicDriver' },
      // Traits and inventories are in Placement after so long, at most; by default after a minute.
      ...{ update_resources_interval: 2, periodic_fuzzy_delay: 0, heal_instance_info_cache_interval: -1 },
    },
    oslo_concurrency: { lock_path: `${SHARED}/nova` },
    wsgi: { api_paste_config: '/usr/share/nova-common/api-paste.ini' },
    keystone_authtoken: tokens(keystone, user),
    placement: signedIn,
    glance: signedIn,
    neutron: signedIn,
    service_user: { send_service_user_token: true, ...signedIn },
    ironic: { auth_type: 'none', endpoint_override: ironic, api_retry_interval: 1 },
    conductor: { workers: 1 },
    scheduler: { workers: 1 },
    filter_scheduler: {
      available_filters: 'bmv_nova_filter.all_filters',
      enabled_filters:
        'ComputeFilter,ComputeCapabilitiesFilter,ImagePropertiesFilter,ServerGroupAntiAffinityFilter,ServerGroupAffinityFilter,LocalVolumeFilter',
    },
    baremetal_volumes: { registry_url: registry, timeout: 30, ...signedIn },
  });
}

export function novaDatabases(places: CloudPlaces): string {
  return groups({ api_database: database(places, 'nova_api'), database: database(places, 'nova') });
}

export function placementConfig(places: CloudPlaces, user: User): string {
  return groups({
    api: { auth_strategy: 'keystone' },
    placement_database: database(places, 'placement'),
    keystone_authtoken: tokens(places.keystone, user),
  });
}

export function glanceConfig(places: CloudPlaces, user: User): string {
  const { host, port } = listens(places.ports.glance);
  return groups({
    DEFAULT: { bind_host: host, bind_port: port, workers: 1, enabled_backends: 'files:file' },
    database: database(places, 'glance'),
    glance_store: { default_backend: 'files' },
    files: { filesystem_store_datadir: `${SHARED}/images` },
    keystone_authtoken: tokens(places.keystone, user),
    oslo_concurrency: { lock_path: `${SHARED}/glance` },
    paste_deploy: { flavor: 'keystone', config_file: '/usr/share/glance-common/glance-api-paste.ini' },
  });
}

/** More of `ironic.conf`: it looks images up, and takes no longer than it must. */
export function ironicConfig(keystone: string, glance: string, user: User): string {
  return groups({
    fake: { deploy_delay: 0 },
    glance: { ...signIn(keystone, user), endpoint_override: glance },
  });
}

/** `rabbitmq.conf` */
export function rabbitConfig({ ports }: CloudPlaces): string {
  return [
    `listeners.tcp.default = 127.0.0.1:${ports.rabbit}`,
    ...['log.console = true', 'log.file = false', 'disk_free_limit.absolute = 1MB', ''],
  ].join('\n');
}

/** Of RabbitMQ: a tree without `/etc/hosts` has no names. */
export function rabbitEnvironment({ ports }: CloudPlaces): Readonly<Record<string, string>> {
  const own = `${SHARED}/rabbit`;
  return {
    HOME: own,
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(ports.epmd),
    RABBITMQ_DIST_PORT: String(ports.dist),
    RABBITMQ_NODENAME: 'bmv@localhost',
    RABBITMQ_CONFIG_FILE: `${own}/rabbitmq.conf`,
    ERL_INETRC: `${own}/inetrc`,
    RABBITMQ_MNESIA_BASE: `${own}/mnesia`,
    RABBITMQ_LOG_BASE: `${own}/log`,
    RABBITMQ_ENABLED_PLUGINS_FILE: `${own}/enabled_plugins`,
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none',
  };
}

export const RABBIT_NAMES = '{host, {127,0,0,1}, ["localhost"]}.\n{lookup, [file]}.\n';
