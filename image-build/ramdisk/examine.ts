import { BmvError } from '../../proto/error.ts';
import { TYPE_LINK, TYPE_MASK } from '../cpio.ts';
import { ARCHITECTURES, type Architecture } from '../node-binary.ts';
import { PAYLOAD_MARK } from '../payload.ts';
import type { RamdiskScan } from './scan.ts';

/** What embedding has to know of a ramdisk. */
export interface RamdiskFacts {
  /** The folder of Python packages that ironic-python-agent is in, relative to the root. */
  readonly pythonPath: string;
  /** The systemd unit of ironic-python-agent. */
  readonly unit: string;
  readonly arch: Architecture | null;
}

const PACKAGE = /^((?:usr|opt)\/.+\/(?:site|dist)-packages)\/ironic_python_agent\/__init__\.pyc?$/;
const UNIT = /^(?:usr\/lib|lib|etc)\/systemd\/system\/ironic-python-agent\.service$/;
const LOADERS = { x64: /\/ld-linux-x86-64\.so\.2$/, arm64: /\/ld-linux-aarch64\.so\.1$/ } as const;
const LIBRARY = /\/libstdc\+\+\.so\.6$/;

function unsupported(path: string, why: string): BmvError {
  return new BmvError('RAMDISK_UNSUPPORTED', `${path} ${why}`, { path });
}

function findPythonPath(path: string, names: readonly string[]): string {
  const found = [...new Set(names.map((name) => PACKAGE.exec(name)?.[1]).filter((one) => one !== undefined))];
  const [only, other] = found;
  if (only !== undefined && other === undefined) return only;
  throw unsupported(
    path,
    only === undefined
      ? 'has no ironic-python-agent where Debian or ironic-python-agent-builder put it; is it a ramdisk of Ironic? Name the folder of its Python packages by --python-path'
      : `has ironic-python-agent in several places (${found.join(', ')}); name the one that runs by --python-path`,
  );
}

/** Folders that are links there, such as the `lib` of a merged /usr: an archive's folder would replace the link. */
function checkNoLinkAbove(scan: RamdiskScan, pythonPath: string): void {
  const parts = pythonPath.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const link = folders.find((folder) => ((scan.names.get(folder) ?? 0) & TYPE_MASK) === TYPE_LINK);
  if (link !== undefined)
    throw unsupported(scan.path, `has ${link} as a symbolic link; name the real folder by --python-path`);
}

function findArchitecture(path: string, names: readonly string[]): Architecture | null {
  const found = ARCHITECTURES.filter((arch) => names.some((name) => LOADERS[arch].test(name)));
  if (found.length > 1)
    throw unsupported(path, 'has libraries of x64 and arm64; say by --arch which kernel boots it');
  return found[0] ?? null;
}

interface Wishes {
  readonly pythonPath: string | null;
  readonly arch: Architecture | null;
}

function checkPythonPath(scan: RamdiskScan, pythonPath: string): void {
  const plain = /^(?:usr|opt)(?:\/[\w.+-]+)+$/.test(pythonPath) && !/(?:^|\/)\.\.?(?:\/|$)/.test(pythonPath);
  if (!plain)
    throw new BmvError('USAGE', `--python-path ${pythonPath} is no folder in /usr or /opt; check the path`);
  if (![...scan.names.keys()].some((name) => name.startsWith(`${pythonPath}/`)))
    throw unsupported(scan.path, `has no folder ${pythonPath}; check --python-path`);
}

/** Decides where the payload goes, or throws `RAMDISK_UNSUPPORTED` with the way out. */
export function examineRamdisk(scan: RamdiskScan, wishes: Wishes): RamdiskFacts {
  const { path } = scan;
  const names = [...scan.names.keys()];
  // HAZARD: files of two payloads would mix, and IPA would load the shim twice.
  if (scan.names.has(PAYLOAD_MARK))
    throw unsupported(
      path,
      'has a payload of baremetal-volumes already; embed into the ramdisk as it was before',
    );
  const pythonPath = wishes.pythonPath?.replace(/^\/+|\/+$/g, '') ?? findPythonPath(path, names);
  if (wishes.pythonPath !== null) checkPythonPath(scan, pythonPath);
  checkNoLinkAbove(scan, pythonPath);
  const unit = names.find((name) => UNIT.test(name));
  if (unit === undefined)
    throw unsupported(
      path,
      'has no systemd unit ironic-python-agent.service, which would start bmv-agent first; build the ramdisk from Debian or CentOS (tinyipa does not do)',
    );
  const arch = wishes.arch ?? findArchitecture(path, names);
  const loader = arch === null ? null : LOADERS[arch];
  if (loader !== null && !names.some((name) => loader.test(name)))
    throw unsupported(path, `has no C library for ${arch}; check --arch`);
  if (!names.some((name) => LIBRARY.test(name)))
    throw unsupported(
      path,
      'lacks libstdc++.so.6, which Node needs; install the package libstdc++6 in the ramdisk',
    );
  return { pythonPath, unit, arch };
}
