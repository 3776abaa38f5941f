import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VERSION } from '../agent/version.ts';
import { BmvError } from '../proto/error.ts';
import { bundle, bundleFiles, licensesOf } from './bundle.ts';
import { type Architecture, nodeBinary } from './node-binary.ts';
import { completeTree, type TreeEntry, type TreeFile } from './tree.ts';

/** Where the shim goes when the place of ironic-python-agent is not known yet. */
export const NEUTRAL_PYTHON_PATH = 'opt/bmv/python';
/** Tells that a ramdisk has a payload. */
export const PAYLOAD_MARK = 'opt/bmv/agent.mjs';
export const REGISTRY_CA_PATH = 'etc/bmv/registry-ca.pem';

const AGENT_UNIT = 'bmv-agent.service';
const UNITS = 'usr/lib/systemd/system';
const SHIM = 'hardware-managers/ipa';
const SHIM_BUILD_LINE = /^BUILD = 'source'$/gm;

export interface PayloadRequest {
  readonly arch: Architecture;
  /** An own node binary; null for the one of the checkout. */
  readonly nodePath: string | null;
  /** The folder of Python packages that ironic-python-agent is in; relative to the root. */
  readonly pythonPath: string;
  /** Text of the agent's config file. */
  readonly conf: string;
  /** PEM text. */
  readonly registryCa: string | null;
  /** Of the checkout that the payload is built from. */
  readonly root?: string;
  /** Relative to the root. */
  readonly agentEntry?: string;
}

export interface Payload {
  /** Id of the build: the same inputs have the same one. */
  readonly build: string;
  readonly tree: readonly TreeEntry[];
  readonly sizeBytes: number;
}

/** Source relative to `hardware-managers/ipa/systemd` -> place in the ramdisk and mode. */
const SYSTEMD_FILES = [
  [AGENT_UNIT, `${UNITS}/${AGENT_UNIT}`, 0o644],
  ['ironic-python-agent.service.d/10-bmv.conf', `${UNITS}/ironic-python-agent.service.d/10-bmv.conf`, 0o644],
  ['bmv-check-shim', 'opt/bmv/bin/bmv-check-shim', 0o755],
] as const;

/** Memory: as bmv-agent.service has it. */
const BMV_WRAPPER = [
  '#!/bin/sh',
  'export MALLOC_MMAP_THRESHOLD_=1114112 MALLOC_TRIM_THRESHOLD_=4194304',
  'exec /opt/bmv/bin/node --max-semi-space-size=1 /opt/bmv/bmv.mjs "$@"',
  '',
].join('\n');
/** Asked for by name at run time, by a process of its own. */
const DISK_INFO = {
  entry: 'node-disk-info',
  name: 'node_modules/node-disk-info/index',
} as const;

function file(path: string, content: string | Uint8Array, mode: TreeFile['mode'] = 0o644): TreeFile {
  return { kind: 'file', path, mode, content: typeof content === 'string' ? Buffer.from(content) : content };
}

async function source(root: string, path: string): Promise<string> {
  return await readFile(join(root, path), 'utf8').catch((cause: unknown) => {
    throw new BmvError('PAYLOAD_INCOMPLETE', `${path} is not in the checkout ${root}; get it again`, {
      path,
      cause,
    });
  });
}

async function systemdFiles(root: string): Promise<TreeFile[]> {
  return await Promise.all(
    SYSTEMD_FILES.map(async ([from, to, mode]) =>
      file(to, await source(root, `${SHIM}/systemd/${from}`), mode),
    ),
  );
}

interface Shim {
  readonly module: string;
  readonly metadata: string;
  readonly entryPoints: string;
}

async function readShim(root: string): Promise<Shim> {
  const [module, metadata, entryPoints] = await Promise.all(
    ['bmv_hardware_manager.py', 'METADATA', 'entry_points.txt'].map((name) =>
      source(root, `${SHIM}/${name}`),
    ),
  );
  if (module?.match(SHIM_BUILD_LINE)?.length === 1 && metadata !== undefined && entryPoints !== undefined)
    return { module, metadata, entryPoints };
  throw new BmvError(
    'PAYLOAD_INCOMPLETE',
    `${SHIM}/bmv_hardware_manager.py has no single line BUILD = 'source'; get the checkout again`,
    { path: root },
  );
}

/** The shim as pip would have installed it. */
function shimFiles({ module, metadata, entryPoints }: Shim, pythonPath: string, build: string): TreeFile[] {
  const version = /^Version: *(\S+)/m.exec(metadata)?.[1] ?? VERSION;
  const info = `${pythonPath}/bmv_hardware_manager-${version}.dist-info`;
  return [
    file(`${pythonPath}/bmv_hardware_manager.py`, module.replace(SHIM_BUILD_LINE, `BUILD = '${build}'`)),
    file(`${info}/METADATA`, metadata),
    file(`${info}/entry_points.txt`, entryPoints),
  ];
}

function buildId(inputs: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const bytes = Buffer.from(input);
    hash.update(`${bytes.byteLength} `).update(bytes);
  }
  return `${VERSION}+${hash.digest('hex').slice(0, 12)}`;
}

/** All that the agent needs in a ramdisk. The same inputs give the same bytes. */
export async function buildPayload(request: PayloadRequest, signal: AbortSignal): Promise<Payload> {
  const { arch, nodePath, pythonPath, conf, registryCa } = request;
  const root = request.root ?? join(import.meta.dirname, '..');
  const [units, shim] = await Promise.all([systemdFiles(root), readShim(root)]);
  const bundles = await bundle({
    root,
    entries: {
      agent: request.agentEntry ?? 'agent/main.ts',
      bmv: 'cli/main.ts',
      'block-worker': 'agent/image-delta/block-worker.mjs',
      'hash-worker': 'agent/image/hash-worker.mjs',
      'unpack-worker': 'agent/image/qcow2/unpack-worker.mjs',
      [DISK_INFO.name]: DISK_INFO.entry,
    },
    replaced: { 'cli/commands/registry.ts': 'cli/commands/registry-elsewhere.ts' },
  });
  const [node, nodeLicense, ownLicense, licenses] = await Promise.all([
    nodeBinary({ root, arch, path: nodePath }, signal),
    source(root, `node_modules/node-linux-${process.arch}/LICENSE`),
    source(root, 'LICENSE'),
    licensesOf(root, bundles.packages),
  ]);
  const build = buildId([
    ...bundles.files.flatMap(({ name, text }) => [name, text]),
    shim.module,
    shim.metadata,
    shim.entryPoints,
    ...units.map(({ content }) => content),
    node,
  ]);
  const tree = completeTree([
    file('opt/bmv/bin/node', node, 0o755),
    ...bundleFiles(bundles, build),
    file('opt/bmv/node_modules/node-disk-info/package.json', '{"main":"index.mjs"}\n'),
    file('opt/bmv/BUILD', `${build}\n`),
    file('opt/bmv/licenses/baremetal-volumes.txt', ownLicense),
    file('opt/bmv/licenses/node.txt', nodeLicense),
    file('opt/bmv/licenses/packages.txt', licenses),
    file('usr/bin/bmv', BMV_WRAPPER, 0o755),
    ...shimFiles(shim, pythonPath, build),
    ...units,
    { kind: 'link', path: `${UNITS}/multi-user.target.wants/${AGENT_UNIT}`, target: `../${AGENT_UNIT}` },
    file('etc/bmv/agent.conf', conf),
    ...(registryCa === null ? [] : [file(REGISTRY_CA_PATH, registryCa)]),
  ]);
  const sizeBytes = tree.reduce((sum, one) => sum + (one.kind === 'file' ? one.content.byteLength : 0), 0);
  return { build, tree, sizeBytes };
}
