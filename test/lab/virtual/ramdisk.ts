import { copyFileSync, readFileSync } from 'node:fs';
import { debianIpa } from '../../../image-build/debian-ipa/build.ts';
import type { Suite } from '../../../image-build/debian-ipa/recipe.ts';
import { embedPayload } from '../../../image-build/embed.ts';
import { REGISTRY_URL, type Workspace } from './workspace.ts';

/** Where a machine that boots by the network finds its ramdisk; relative to the web server. */
export const RAMDISK = {
  kernel: 'ramdisk/kernel',
  initramfs: 'ramdisk/initramfs',
  plain: 'ramdisk/plain-initramfs',
};

/** Puts Debian's ironic-python-agent where machines boot it from: as it is, and with this checkout's agent in it. */
export async function serveRamdisks(suite: Suite, registryCa: string, workspace: Workspace): Promise<void> {
  const { kernel, ramdisk } = await debianIpa(suite);
  copyFileSync(kernel, workspace.path('http', RAMDISK.kernel));
  copyFileSync(ramdisk, workspace.path('http', RAMDISK.plain));
  const request = {
    ...{ ramdisk, out: workspace.path('http', RAMDISK.initramfs), arch: null, pythonPath: null },
    ...{ compression: null, mtime: 0, nodePath: null },
    conf: `log_level = info\nregistry_url = ${REGISTRY_URL}\nregistry_ca = /etc/bmv/registry-ca.pem\n`,
    registryCa: readFileSync(registryCa, 'utf8'),
  };
  await embedPayload(request, { onProgress: () => {}, signal: new AbortController().signal });
}
