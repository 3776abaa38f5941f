import type { FilesystemSignature } from '../layout/types.ts';
import { isFileInside, namesInside, readInside } from './inside.ts';

const MAX_TEXT_BYTES = 2 ** 20;
/** GRUB's configuration as Debian and Fedora have it. */
const CONFIGS = ['/boot/grub/grub.cfg', '/boot/grub2/grub.cfg'];
/** Words of a kernel's command line that mean nothing to GRUB's own language. */
const PLAIN_WORD = /^[A-Za-z0-9_.,:/@%+^=-]+$/;

/** A kernel and its initial ramdisk, as paths of the volume; null without one. */
export interface Kernel {
  readonly linux: string;
  readonly initrd: string | null;
}

/** What of a root filesystem GRUB can start, and how. */
export interface Kernels {
  /** The system's own configuration, where it is made for this very filesystem. */
  readonly config: string | null;
  /** A configuration that looks for another root: it must not be used. */
  readonly foreignConfig: string | null;
  /** Newest last. */
  readonly kernels: readonly Kernel[];
  /** Words for the kernel that the system wants besides its root. */
  readonly words: readonly string[];
}

/** Where the root is, by what stays the same whatever else the disk has. */
export interface RootNames {
  readonly partuuid: string;
  readonly filesystem: Pick<FilesystemSignature, 'uuid' | 'label'>;
}

/** Version by version: 6.9 comes before 6.12. */
function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

async function initrdOf(root: string, version: string): Promise<string | null> {
  for (const name of [`initrd.img-${version}`, `initramfs-${version}.img`, `initrd-${version}`])
    if (await isFileInside(root, `/boot/${name}`)) return `/boot/${name}`;
  return null;
}

async function findKernels(root: string): Promise<readonly Kernel[]> {
  const versions = (await namesInside(root, '/boot'))
    .flatMap((name) => /^vmlinuz-([A-Za-z0-9._+~-]+)$/.exec(name)?.[1] ?? [])
    .filter((version) => !version.includes('rescue'))
    .sort(byVersion);
  const kernels: Kernel[] = [];
  for (const version of versions) {
    const linux = `/boot/vmlinuz-${version}`;
    if (await isFileInside(root, linux)) kernels.push({ linux, initrd: await initrdOf(root, version) });
  }
  return kernels;
}

/** What the configuration, and the entries that it may load, say of the root. */
async function rootsOf(root: string, config: string): Promise<readonly string[]> {
  const folder = '/boot/loader/entries';
  const entries = await namesInside(root, folder);
  const paths = [config, ...entries.map((name) => `${folder}/${name}`)];
  const texts = await Promise.all(paths.map(async (path) => await readInside(root, path, MAX_TEXT_BYTES)));
  const found = texts.flatMap((text) => [...(text?.toString('utf8') ?? '').matchAll(/\broot=([^\s"']+)/g)]);
  return found.map(([, value = '']) => value).filter((value) => /^(PARTUUID|UUID|LABEL|\/dev\/)/.test(value));
}

function isRoot(value: string, { partuuid, filesystem: { uuid, label } }: RootNames): boolean {
  const names = [`PARTUUID=${partuuid}`, `UUID=${uuid}`, ...(label === '' ? [] : [`LABEL=${label}`])];
  const [key = '', name = ''] = value.split('=');
  return names.includes(`${key}=${key === 'LABEL' ? name : name.toLowerCase()}`);
}

/** Of a shell variable in a file that a shell reads; what a shell would have to work out is left out. */
function wordsOf(text: string, variable: string): readonly string[] {
  const lines = [...text.matchAll(new RegExp(`^\\s*${variable}=(["']?)(.*)\\1\\s*$`, 'gm'))];
  const words = (lines.at(-1)?.[2] ?? '').split(/\s+/);
  return words.filter((word) => PLAIN_WORD.test(word) && !word.startsWith('root='));
}

/** Looks at what the filesystem has to be started. Reads nothing else. */
export async function readKernels(root: string, names: RootNames): Promise<Kernels> {
  let [config, foreignConfig]: (string | null)[] = [null, null];
  for (const path of CONFIGS) {
    if (config !== null || !(await isFileInside(root, path))) continue;
    const roots = await rootsOf(root, path);
    if (roots.length > 0 && roots.every((value) => isRoot(value, names))) config = path;
    else foreignConfig ??= path;
  }
  const settings = (await readInside(root, '/etc/default/grub', MAX_TEXT_BYTES))?.toString('utf8') ?? '';
  return {
    config: config ?? null,
    foreignConfig: foreignConfig ?? null,
    kernels: await findKernels(root),
    words: ['GRUB_CMDLINE_LINUX', 'GRUB_CMDLINE_LINUX_DEFAULT'].flatMap((name) => wordsOf(settings, name)),
  };
}
