import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../../image-build/debian-ipa/cache.ts';
import { MIRROR } from '../../../image-build/debian-ipa/recipe.ts';
import { debianRoot } from '../../support/debian-root.ts';
import { run, sh } from '../shell.ts';
import { ROOT_OFFSET } from './debian-disk.ts';

const SUITE = 'trixie';
/** A server with what its owners put on it: 1.2 GiB. */
const PACKAGES = [
  'linux-image-cloud-amd64',
  'systemd-sysv',
  'openssh-server',
  'python3',
  'gcc',
  'g++',
  'git',
  'gdb',
  'vim',
  'postgresql',
  'nodejs',
  'openjdk-21-jre-headless',
  'qemu-utils',
  'docker.io',
];
/** What the update replaces by the version of another suite: 12 MiB installed. */
const UPDATED = { name: 'gdb', suite: 'sid' };
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

export async function serverTree(): Promise<string> {
  return await debianRoot({ name: 'bench-root', suite: SUITE, packages: PACKAGES });
}

/** The package file of the update, from the cache or the archive. */
async function updatePackage(signal: AbortSignal): Promise<string> {
  const { name, suite } = UPDATED;
  const folder = await cached('bench-update', [UPDATED], async (making) => {
    const state = join(making, 'apt');
    await mkdir(join(state, 'lists/partial'), { recursive: true });
    await writeFile(join(state, 'status'), '');
    await writeFile(join(state, 'sources.list'), `deb [signed-by=${KEYRING}] ${MIRROR} ${suite} main\n`);
    const options = [
      `Dir::State=${state}`,
      `Dir::State::status=${state}/status`,
      `Dir::Cache=${state}`,
      `Dir::Etc::sourcelist=${state}/sources.list`,
      'Dir::Etc::sourceparts=/dev/null',
      'APT::Sandbox::User=root',
      'Acquire::Check-Valid-Until=false',
      'Acquire::Languages=none',
    ];
    const apt = `apt-get -q ${options.map((option) => `-o ${option}`).join(' ')}`;
    await sh(signal, `cd ${making}; ${apt} update; ${apt} download ${name}; rm -r ${state}`);
  });
  const file = (await readdir(folder)).find((item) => item.endsWith('.deb'));
  if (!file) throw new Error(`no package of ${name} in ${folder}`);
  return join(folder, file);
}

/** An update in place: the package unpacked into the mounted root, as dpkg does it. */
export async function makeChanged(path: string, before: string, signal: AbortSignal): Promise<void> {
  const mount = `${path}.mount`;
  const package_ = await updatePackage(signal);
  await run(signal, 'cp', '--sparse=always', before, path);
  await mkdir(mount);
  await run(signal, 'mount', '-o', `loop,offset=${ROOT_OFFSET}`, path, mount);
  try {
    await run(signal, 'dpkg-deb', '-x', package_, mount);
  } finally {
    await run(AbortSignal.timeout(60_000), 'umount', mount);
    await rm(mount, { recursive: true });
  }
}

/** Runs `work` with the updated tree, from which image builders make the whole image anew. */
export async function withUpdatedTree(
  scratch: string,
  signal: AbortSignal,
  work: (tree: string) => Promise<void>,
): Promise<void> {
  const package_ = await updatePackage(signal);
  try {
    await run(signal, 'cp', '-a', await serverTree(), scratch);
    await run(signal, 'dpkg-deb', '-x', package_, scratch);
    await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
