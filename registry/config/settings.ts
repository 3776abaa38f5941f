import type { KeystoneUser } from '../auth/keystone-client.ts';
import type { QuotaLimits } from '../decisions/quota.ts';
import type { TraitNames } from '../ironic/trait-names.ts';
import type { AuthSetting } from './auth-setting.ts';
import type { Limits } from './limits.ts';
import type { ListenAddress } from './listen-address.ts';

/** PEM files. */
export interface TlsSetting {
  readonly certFile: string;
  readonly keyFile: string;
  /** Authorities of agents' certificates; null: none are asked for. */
  readonly clientCaFile: string | null;
}

/** Where Ironic is, and who the registry is there. */
interface IronicSetting {
  readonly url: string;
  /** By HTTP Basic; null: not so. */
  readonly user: { readonly username: string; readonly password: string } | null;
  /** Who signs in at a Keystone, whose tokens Ironic takes; null where it takes none. */
  readonly keystone: { readonly url: string; readonly user: KeystoneUser } | null;
  /** PEM file with the only authorities to trust; null: the system's. */
  readonly caFile: string | null;
  /** By which its nodes tell schedulers of volumes; null: by none. */
  readonly traits: TraitNames | null;
}

/** All that a registry's process is started with. */
export interface RegistrySettings {
  readonly listen: ListenAddress;
  /** Addresses and networks of proxies that say who connected to them. Default none. */
  readonly trustedProxies?: readonly string[];
  /** Null: no TLS. */
  readonly tls: TlsSetting | null;
  /** Path of a SQLite file, or `mariadb://…`. HAZARD: may hold a password. */
  readonly store: string;
  /** Null: by the kind of store, see `openStore`. */
  readonly migrate: boolean | null;
  /** PEM file with the authorities of MariaDB's certificate; null: the connection is not encrypted. */
  readonly storeCaFile: string | null;
  /** File, or folder of files, with the keys that wrap keys of volumes. Default none: `luks2` is refused. */
  readonly kek?: string;
  /** Keys that all agents share; none by default. */
  readonly agentKeys: readonly string[];
  readonly acceptUntrusted: boolean;
  readonly auth: AuthSetting;
  /** The registry's own user, with `auth` of kind `keystone`; null otherwise. */
  readonly keystoneUser: KeystoneUser | null;
  /** PEM file with the only authorities to trust for Keystone. Default: the system's. */
  readonly keystoneCaFile?: string;
  /** Null: nonces are not kept. */
  readonly ironic: IronicSetting | null;
  /** Metrics are told to whoever asks. */
  readonly openMetrics: boolean;
  /** `/cinder/v3` is answered. Default true. */
  readonly cinder?: boolean;
  readonly adoptUnknownClaims: boolean;
  readonly allowUnknownNodes: boolean;
  /** Of volumes and deployments for which nobody names one; empty for none. */
  readonly defaultProject: string;
  /** Of projects of which nothing is said. Default: unlimited. */
  readonly defaultQuota?: QuotaLimits;
  /** Nodes that have been silent for longer are not offered; null: silence means nothing. */
  readonly maxSilenceMs: number | null;
  /** Name of this process among those of one store. */
  readonly replica: string;
  readonly limits: Limits;
}
