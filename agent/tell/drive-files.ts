import { unreadable } from '../config-drive/iso-reader.ts';
import type { DeviceMetadata } from './device-metadata.ts';
import { isJsonObject, type JsonObject, parseJson, toJson } from './exact-json.ts';
import { mergeIgnition } from './ignition.ts';

/** What a config drive is to say of volumes. Null: nothing. */
export interface DriveWords {
  readonly devices: readonly DeviceMetadata[];
  readonly cloudConfig: string | null;
  readonly ignition: JsonObject | null;
}

export type Files = Map<string, Uint8Array>;

/** That Ironic makes, of which cloud-init takes the newest and Ignition the last. */
const VERSIONS = ['2012-08-10', 'latest'] as const;
const META_DATA = /^(openstack\/[^/]+\/)meta_data\.json$/;

function parse(files: Files, path: string): unknown {
  const bytes = files.get(path);
  if (bytes === undefined) return null;
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw unreadable(`its ${path} is no JSON`);
  }
}

function addDevices(files: Files, path: string, devices: DriveWords['devices']): void {
  const metaData = parse(files, path);
  if (!isJsonObject(metaData)) throw unreadable(`its ${path} is no JSON object`);
  const others = metaData.devices ?? [];
  if (!Array.isArray(others)) throw unreadable(`its ${path} has devices that are no list`);
  const merged = { ...metaData, devices: [...(others as unknown[]), ...devices] };
  files.set(path, Buffer.from(toJson(merged)));
}

/** What cloud-init reads as vendor data (its sources/__init__.py): text, a list, or either under `cloud-init`. */
function partsOf(data: unknown, path: string): readonly unknown[] {
  if (data === null || data === undefined || data === '') return [];
  if (typeof data === 'string') return [data];
  if (Array.isArray(data)) return data as unknown[];
  throw unreadable(`its ${path} has vendor data that cloud-init would not read`);
}

function withPart(data: unknown, path: string, part: string): unknown {
  if (isJsonObject(data)) {
    const parts = partsOf(data['cloud-init'], path);
    return { ...data, 'cloud-init': parts.length === 0 ? part : [...parts, part] };
  }
  const parts = partsOf(data, path);
  return parts.length === 0 ? { 'cloud-init': part } : [...parts, part];
}

const VENDOR_DATA = /^openstack\/[^/]+\/vendor_data2?\.json$/;

/** All vendor data, as it stands in the files. */
export function vendorText(files: Files): string {
  return [...files]
    .filter(([path]) => VENDOR_DATA.test(path))
    .map(([, bytes]) => Buffer.from(bytes).toString('latin1'))
    .join('\n');
}

/** Ours goes behind what is there. Of the two files cloud-init lets the second win, so that one it is if it has a say. */
function addVendorData(files: Files, folder: string, part: string): void {
  const [first, second] = [`${folder}vendor_data.json`, `${folder}vendor_data2.json`];
  const data = parse(files, second);
  const hasSay = isJsonObject(data)
    ? partsOf(data['cloud-init'], second).length > 0
    : partsOf(data, second).length > 0;
  const path = hasSay ? second : first;
  files.set(path, Buffer.from(toJson(withPart(parse(files, path), path, part))));
}

/** Adds to the files of a config drive, in each of its versions. Throws `CONFIG_DRIVE_INVALID`; never with a value. */
export function addToDrive(files: Files, words: DriveWords): void {
  const { devices, cloudConfig, ignition } = words;
  const folders = [...files.keys()].flatMap((path) => META_DATA.exec(path)?.[1] ?? []);
  if (folders.length === 0) throw unreadable('it has no openstack/latest/meta_data.json');
  for (const folder of folders) {
    addDevices(files, `${folder}meta_data.json`, devices);
    if (cloudConfig !== null) addVendorData(files, folder, cloudConfig);
    if (ignition !== null) {
      const path = `${folder}user_data`;
      files.set(path, mergeIgnition(files.get(path) ?? null, ignition));
    }
  }
}

/** The files of a config drive that says nothing but which instance this is. */
export function blankDrive(uuid: string): Files {
  return new Map(
    VERSIONS.map((version) => [`openstack/${version}/meta_data.json`, Buffer.from(toJson({ uuid }))]),
  );
}

/** Whether cloud-init takes the tenant's mounts in place of all others. Guessed: nobody reads YAML here. */
export function hasOwnMounts(files: Files): boolean {
  return [...files].some(
    ([path, bytes]) =>
      path.endsWith('/user_data') && /^["']?mounts["']?\s*:/m.test(Buffer.from(bytes).toString('latin1')),
  );
}
