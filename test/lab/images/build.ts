import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../../hardware-managers/linux/command.ts';
import { cached, withScratch } from '../../../image-build/debian-ipa/cache.ts';
import { mmdebstrap } from '../../../image-build/debian-ipa/mmdebstrap.ts';
import { sha256OfFile } from '../../support/file-digest.ts';
import { bootLoader } from '../../support/grub.ts';
import { BUILDER, FILES, type Generation, NEW_PACKAGE, PACKAGES, UNITS } from './recipe.ts';

const INSTALL_MS = 60 * 60_000;
const ESP_MIB = 128;
const ROOT_MIB = 1024;
const NAMES = { disk: 'disk.raw', partition: 'partition.raw' };
const EXCLUDED = ['doc', 'man', 'locale', 'info', 'lintian', 'bug'];
function bootText(reportUrl: string): string {
  const report = reportUrl === '' ? '' : ` bmv-lab-report=${reportUrl}`;
  return `search --no-floppy --set=root --label ESP
linux /vmlinuz root=LABEL=lab-root ro console=tty0 console=ttyS0 quiet${report}
initrd /initrd
boot
`;
}

/** A system that really boots, with UEFI. */
export interface InstanceImage {
  readonly generation: Generation;
  /** A whole disk. */
  readonly disk: ImageFile;
  /** Its root filesystem alone. */
  readonly partition: ImageFile;
}

/** Raw. */
interface ImageFile {
  readonly path: string;
  /** SHA-256, lower-case hex. */
  readonly digest: string;
}

async function makeTree(tree: string, generation: Generation): Promise<void> {
  const packages = generation === 1 ? PACKAGES : [...PACKAGES, NEW_PACKAGE];
  const excluded = EXCLUDED.map((share) => `/usr/share/${share}/*`);
  await mmdebstrap(tree, {
    suite: 'trixie',
    packages,
    variant: 'minbase',
    excluded,
    timeoutMs: INSTALL_MS,
  });
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  chmodSync(join(tree, 'usr/local/sbin/bmv-lab-report'), 0o755);
  writeFileSync(join(tree, 'etc/bmv-lab-generation'), `${generation}\n`);
  // Each boot of a new server is a first one.
  writeFileSync(join(tree, 'etc/machine-id'), '');
  await runCommand(['chroot', tree, 'systemctl', 'enable', ...UNITS]);
  mkdirSync(join(tree, 'boot/efi'), { recursive: true });
  for (const path of ['var/cache/apt', 'var/lib/apt/lists'])
    rmSync(join(tree, path), { recursive: true, force: true });
}

function only(tree: string, prefix: string): string {
  const found = readdirSync(join(tree, 'boot')).find((name) => name.startsWith(prefix));
  if (!found) throw new Error(`the tree has no /boot/${prefix}*`);
  return join(tree, 'boot', found);
}

/** The root filesystem, and a disk that boots it. */
async function makeImages(folder: string, tree: string, scratch: string, boot: string): Promise<void> {
  const esp = join(scratch, 'esp');
  const loader = join(scratch, 'BOOTX64.EFI');
  writeFileSync(loader, await bootLoader(scratch, boot));
  const script = `
    truncate -s ${ESP_MIB}M "$1"; mkfs.vfat -n ESP "$1" >/dev/null
    mmd -i "$1" ::EFI ::EFI/BOOT
    mcopy -i "$1" "$2" ::EFI/BOOT/BOOTX64.EFI; mcopy -i "$1" "$3" ::vmlinuz; mcopy -i "$1" "$4" ::initrd
    truncate -s ${ESP_MIB + ROOT_MIB + 2}M "$5"
    printf 'label: gpt\\nstart=1MiB,size=${ESP_MIB}MiB,type=U,name=esp\\nsize=${ROOT_MIB}MiB,type=L,name=lab-root\\n' | sfdisk -q "$5"
    dd if="$1" of="$5" bs=1M seek=1 conv=notrunc,sparse status=none
    truncate -s ${ROOT_MIB}M "$6"
    mkfs.ext4 -q -F -b 4096 -L lab-root -d "$7" "$6"
    dd if="$6" of="$5" bs=1M seek=${ESP_MIB + 1} conv=notrunc,sparse status=none`;
  const files = [join(folder, NAMES.disk), join(folder, NAMES.partition)];
  const args = [esp, loader, only(tree, 'vmlinuz-'), only(tree, 'initrd.img-'), ...files, tree];
  execFileSync('bash', ['-euc', script, 'make-disk', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * From the cache, where it was made before. Needs root, mmdebstrap and, the first time, Debian's archive. `reportUrl`:
 * where it says what it finds; empty for the console alone.
 */
export async function instanceImage(generation: Generation, reportUrl = ''): Promise<InstanceImage> {
  const boot = bootText(reportUrl);
  const recipe = [BUILDER, generation, PACKAGES, NEW_PACKAGE, FILES, UNITS, boot];
  const folder = await cached(`lab-instance-${generation}`, recipe, async (making) => {
    await withScratch(`lab-instance-${generation}-root`, async (scratch) => {
      mkdirSync(scratch);
      const tree = join(scratch, 'tree');
      await makeTree(tree, generation);
      await makeImages(making, tree, scratch, boot);
      for (const name of Object.values(NAMES))
        writeFileSync(join(making, `${name}.sha256`), await sha256OfFile(join(making, name)));
    });
  });
  const file = (name: string): ImageFile => ({
    path: join(folder, name),
    digest: readFileSync(join(folder, `${name}.sha256`), 'utf8'),
  });
  return { generation, disk: file(NAMES.disk), partition: file(NAMES.partition) };
}
