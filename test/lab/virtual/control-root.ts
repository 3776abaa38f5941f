import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../hardware-managers/linux/command.ts';
import type { Suite } from '../../../image-build/debian-ipa/recipe.ts';
import { debianRoot } from '../../support/debian-root.ts';
import type { Workspace } from './workspace.ts';

const PACKAGES = [
  ...['ironic-api', 'ironic-conductor', 'python3-ironicclient', 'ipmitool', 'openipmi', 'dnsmasq-base'],
  // QEMU 7.2 of this machine's Debian makes Linux 6.12 panic at random where there is no KVM.
  ...['qemu-system-x86', 'ovmf', 'seabios'],
  ...['nginx-light', 'qemu-utils', 'ipxe', 'iproute2', 'genisoimage', 'openssl', 'ca-certificates'],
  ...['dash', 'bash', 'coreutils', 'util-linux', 'sed', 'grep', 'procps', 'python3-minimal', 'base-files'],
];

/** Packages of Ironic and what it needs, as files; nothing of them runs on this machine itself. */
export async function controlRoot(suite: Suite): Promise<string> {
  return await debianRoot({ name: 'lab-control', suite, packages: PACKAGES });
}

/** A mistake of Debian's Ironic that the lab steps around, in a copy of its own. */
interface Patch {
  readonly path: string;
  readonly from: RegExp;
  readonly to: string;
  /** What goes wrong without it. */
  readonly why: string;
}

const SITE = 'usr/lib/python3/dist-packages';

/** Debian 1:29.0.5-0+deb13u3. */
const PATCHES: readonly Patch[] = [
  {
    path: `${SITE}/ironic/api/controllers/v1/utils.py`,
    from: /^(def authorize_node_link_patch\b[\s\S]*?\n {4})return orig_node$/m,
    to: '$1return None',
    why: 'every change of a node makes it its own parent, and its power off fails with ChildNodeLocked',
  },
  {
    path: `${SITE}/ironic/conductor/deployments.py`,
    from: /^( {4}node = task\.node\n)(\n {4}if event == 'rebuild':\n(?![\s\S]*? auto_lessee = False))/m,
    to: '$1    auto_lessee = False\n$2',
    why: 'a rebuild fails: cannot access local variable auto_lessee',
  },
];

async function mount(...args: readonly string[]): Promise<void> {
  await runCommand(['mount', ...args]);
}

/** What scripts of the packages would have made, of which none was run. */
const FILES: Readonly<Record<string, string>> = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
  'etc/group': 'root:x:0:\nnogroup:x:65534:\n',
  'etc/hosts': '127.0.0.1 localhost\n',
};

/** Puts a tree of packages to use, with the workspace at its own path. HAZARD: only in a mount namespace of the lab. */
export async function enterRoot(root: string, workspace: Workspace): Promise<void> {
  for (const [path, text] of Object.entries(FILES))
    if (!existsSync(join(root, path))) writeFileSync(join(root, path), text);
  for (const name of ['dev', 'proc', 'sys', 'run', 'tmp', 'var/log'])
    mkdirSync(join(root, name), { recursive: true });
  await mount('--rbind', '/dev', join(root, 'dev'));
  await mount('-t', 'proc', 'proc', join(root, 'proc'));
  // HAZARD: a letter written there switches off this machine.
  const trigger = join(root, 'proc/sysrq-trigger');
  if (existsSync(trigger)) await mount('--bind', '/dev/null', trigger);
  // Of the lab's own network namespace.
  await mount('-t', 'sysfs', '-o', 'ro', 'sysfs', join(root, 'sys'));
  for (const name of ['run', 'tmp', 'var/log']) await mount('-t', 'tmpfs', 'tmpfs', join(root, name));
  mkdirSync(join(root, workspace.folder), { recursive: true });
  await mount('--bind', workspace.folder, join(root, workspace.folder));
}

/** Steps around the mistakes that this version of Ironic has; returns those that it has, in words. */
export async function patchIronic(root: string, workspace: Workspace): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [index, { path, from, to, why }] of PATCHES.entries()) {
    if (!existsSync(join(root, path))) continue;
    const before = readFileSync(join(root, path), 'utf8');
    const after = before.replace(from, to);
    if (after === before) continue;
    const own = workspace.path('tmp', `patched-${index}.py`);
    writeFileSync(own, after);
    await mount('--bind', own, join(root, path));
    found.push(why);
  }
  return found;
}
