import { BmvError } from '../../proto/error.ts';
import { isJsonObject, type JsonObject, parseJson, toJson } from './exact-json.ts';
import { mountUnit } from './mount-unit.ts';
import { type ToldVolume, toldBy } from './told-volume.ts';

/** Read by every Ignition since 2.0; each config of a merge has a version of its own. */
const VERSION = '3.0.0';

function cannot(why: string): BmvError {
  return new BmvError(
    'CONFIG_DRIVE_INVALID',
    `a volume is to be told by ignition, but ${why}; nothing was written; mend the user data, or tell the volume in another way`,
  );
}

/**
 * What Ignition is told; null for nothing. HAZARD: units alone. An entry of `storage.filesystems`, even with
 * `wipeFilesystem: false`, makes a filesystem where Ignition sees none, as on a volume whose superblock is damaged.
 */
export function ignitionConfig(volumes: readonly ToldVolume[]): JsonObject | null {
  const units = toldBy('ignition', volumes).map((volume) => ({ ...mountUnit(volume), enabled: true }));
  return units.length === 0 ? null : { ignition: { version: VERSION }, systemd: { units } };
}

function readUserData(userData: Uint8Array): JsonObject {
  let parsed: unknown;
  try {
    parsed = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(userData));
  } catch {
    throw cannot("the instance's user data is no Ignition config");
  }
  if (isJsonObject(parsed) && isJsonObject(parsed.ignition)) return parsed;
  throw cannot("the instance's user data is no Ignition config");
}

/**
 * User data with our config merged in: Ignition's own `ignition.config.merge`, with a `data:` URL. User data that is
 * missing or blank becomes ours. Throws `CONFIG_DRIVE_INVALID` for what is no Ignition config of version 3, and for
 * one that is replaced by another; never with a word of it.
 */
export function mergeIgnition(userData: Uint8Array | null, ours: JsonObject): Uint8Array {
  if (userData === null || Buffer.from(userData).toString('latin1').trim() === '')
    return Buffer.from(toJson(ours));
  const tenants = readUserData(userData);
  const ignition = tenants.ignition as JsonObject;
  if (typeof ignition.version !== 'string' || !/^3\.\d+\.\d+/.test(ignition.version))
    throw cannot("the instance's Ignition config is not of version 3");
  const config = ignition.config ?? {};
  if (!isJsonObject(config)) throw cannot("the instance's Ignition config has no readable ignition.config");
  if (isJsonObject(config.replace) && config.replace.source != null)
    throw cannot("the instance's Ignition config is replaced by another one (ignition.config.replace)");
  const merge = config.merge ?? [];
  if (!Array.isArray(merge))
    throw cannot("the instance's Ignition config has no readable ignition.config.merge");
  const source = `data:;base64,${Buffer.from(toJson(ours)).toString('base64')}`;
  const merged = { ...ignition, config: { ...config, merge: [...(merge as unknown[]), { source }] } };
  return Buffer.from(toJson({ ...tenants, ignition: merged }));
}
