import { namesInside, readInside } from './inside.ts';

/** A kind of processor as EFI and GRUB name it. */
export interface EfiArch {
  readonly suffix: 'X64' | 'AA64';
  readonly grub: string;
  /** Of a PE file. */
  readonly machine: number;
}

const ARCHES: Readonly<Record<string, EfiArch>> = {
  x86_64: { suffix: 'X64', grub: 'x86_64-efi', machine: 0x8664 },
  aarch64: { suffix: 'AA64', grub: 'arm64-efi', machine: 0xaa64 },
};

/** Larger than any boot loader, small enough to be held in memory. */
const MAX_LOADER_BYTES = 16 * 2 ** 20;

/** Programs for the EFI system partition, out of a root filesystem. */
export interface Loaders {
  /** What the firmware starts, by name in `EFI/BOOT`: shim and GRUB, or GRUB alone. */
  readonly programs: ReadonlyMap<string, Uint8Array>;
  /** Folders of `EFI` in which this GRUB looks for its configuration. */
  readonly folders: readonly string[];
  /** Whether shim starts it, as Secure Boot needs. */
  readonly isSigned: boolean;
}

/** Where a GRUB and what belongs to it may be found. */
interface Candidate {
  readonly grub: string;
  readonly shims: readonly string[];
  readonly mokManagers: readonly string[];
}

/** As the kernel names it; null for one that is not started here. */
export function efiArch(machine: string): EfiArch | null {
  return ARCHES[machine] ?? null;
}

/** Whether it is a program of EFI for this processor. */
function isProgram(bytes: Buffer, machine: number): boolean {
  if (bytes.byteLength < 64 || bytes.toString('latin1', 0, 2) !== 'MZ') return false;
  const header = bytes.readUInt32LE(0x3c);
  if (header + 6 > bytes.byteLength || bytes.toString('latin1', header, header + 4) !== 'PE\0\0')
    return false;
  return bytes.readUInt16LE(header + 4) === machine;
}

/**
 * In the order of preference. A vendor's own folder first, as ironic-python-agent takes it too (Fedora and its kin
 * install nowhere else); then what Debian and Ubuntu sign; then a GRUB that nobody signed.
 */
async function candidates(root: string, { suffix, grub }: EfiArch): Promise<readonly Candidate[]> {
  const low = suffix.toLowerCase();
  const vendors = await namesInside(root, '/boot/efi/EFI');
  const installed = vendors.map((vendor) => {
    const folder = `/boot/efi/EFI/${vendor}`;
    const only = (name: string) => [`${folder}/${name}${low}.efi`];
    return { grub: `${folder}/grub${low}.efi`, shims: only('shim'), mokManagers: only('mm') };
  });
  const shim = `/usr/lib/shim/shim${low}.efi.signed`;
  const signed = {
    grub: `/usr/lib/grub/${grub}-signed/grub${low}.efi.signed`,
    // Ubuntu has the newest beside the one before, and a link to one of them.
    shims: [shim, `${shim}.latest`],
    mokManagers: [`/usr/lib/shim/mm${low}.efi.signed`, `/usr/lib/shim/mm${low}.efi`],
  };
  const unsigned = { grub: `/usr/lib/grub/${grub}/monolithic/grub${low}.efi`, shims: [], mokManagers: [] };
  return [...installed, signed, unsigned];
}

/** The folder that it was built to look into: GRUB has its path as text, such as `/EFI/debian`. */
function foldersOf(grub: Buffer): readonly string[] {
  const found = grub.toString('latin1').matchAll(/\/EFI\/([A-Za-z0-9][A-Za-z0-9._-]{0,31})\0/gi);
  return [...new Set([...found].map(([, name = '']) => name))];
}

/** A GRUB for the processor, with its shim where the system has one; null when it has none. */
export async function findLoaders(root: string, arch: EfiArch): Promise<Loaders | null> {
  const { suffix, machine } = arch;
  const low = suffix.toLowerCase();
  const firstOf = async (paths: readonly string[]): Promise<Buffer | null> => {
    for (const path of paths) {
      const bytes = await readInside(root, path, MAX_LOADER_BYTES);
      if (bytes && isProgram(bytes, machine)) return bytes;
    }
    return null;
  };
  for (const { grub: path, shims, mokManagers } of await candidates(root, arch)) {
    const grub = await firstOf([path]);
    if (!grub) continue;
    const shim = await firstOf(shims);
    const mokManager = shim ? await firstOf(mokManagers) : null;
    const programs = new Map<string, Uint8Array>([[`BOOT${suffix}.EFI`, shim ?? grub]]);
    if (shim) programs.set(`grub${low}.efi`, grub);
    if (mokManager) programs.set(`mm${low}.efi`, mokManager);
    return { programs, folders: foldersOf(grub), isSigned: shim !== null };
  }
  return null;
}
