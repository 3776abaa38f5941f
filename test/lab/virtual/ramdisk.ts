import { copyFileSync, readFileSync, statSync } from 'node:fs';
import { debianIpa } from '../../../image-build/debian-ipa/build.ts';
import type { Suite } from '../../../image-build/debian-ipa/recipe.ts';
import { embedPayload } from '../../../image-build/embed.ts';
import { type RamdiskFile, withFiles } from '../../support/ramdisk-files.ts';
import { METER } from '../meter.ts';
import type { Ramdisk } from '../scenario.ts';
import { REGISTRY_URL, type Workspace } from './workspace.ts';

export const KERNEL = 'ramdisk/kernel';

/** Where a machine that boots by the network finds its ramdisk; relative to the web server. */
export const RAMDISK: Readonly<Record<Ramdisk, string>> = {
  agent: 'ramdisk/initramfs',
  plain: 'ramdisk/plain-initramfs',
  dying: 'ramdisk/dying-initramfs',
};

export const RAMDISKS = Object.keys(RAMDISK) as readonly Ramdisk[];

const KILLER_PROGRAM = `#!/bin/sh
journalctl --follow --lines=0 --unit=bmv-agent | grep --max-count=1 'write_image.*step begins'
sleep 5
systemctl kill --signal=KILL bmv-agent
`;

/** Kills the agent with all that it has started, a while after it begins to write an image. */
const KILLER = serviceFiles('bmv-lab-killer', KILLER_PROGRAM);

/** A program that runs from the boot on. */
function serviceFiles(name: string, program: string): readonly RamdiskFile[] {
  const path = `usr/local/sbin/${name}`;
  const units = 'etc/systemd/system';
  return [
    { path, text: program, mode: 0o755 },
    { path: `${units}/${name}.service`, text: `[Service]\nExecStart=/${path}\n`, mode: 0o644 },
    {
      path: `${units}/multi-user.target.d/${name}.conf`,
      text: `[Unit]\nWants=${name}.service\n`,
      mode: 0o644,
    },
  ];
}

/** Puts Debian's ironic-python-agent where machines boot it from: as it is, and with this checkout's agent in it. */
export async function serveRamdisks(suite: Suite, registryCa: string, workspace: Workspace): Promise<void> {
  const { kernel, ramdisk } = await debianIpa(suite);
  copyFileSync(kernel, workspace.path('http', KERNEL));
  const embedded = workspace.path('tmp', 'embedded-initramfs');
  const request = {
    ...{ ramdisk, out: embedded, arch: null, pythonPath: null },
    ...{ compression: null, mtime: 0, nodePath: null },
    conf: `log_level = info\nregistry_url = ${REGISTRY_URL}\nregistry_ca = /etc/bmv/registry-ca.pem\n`,
    registryCa: readFileSync(registryCa, 'utf8'),
  };
  await embedPayload(request, { onProgress: () => {}, signal: new AbortController().signal });
  const meter = serviceFiles('bmv-lab-meter', METER);
  withFiles(ramdisk, workspace.path('http', RAMDISK.plain), meter);
  withFiles(embedded, workspace.path('http', RAMDISK.agent), meter);
  withFiles(embedded, workspace.path('http', RAMDISK.dying), [...meter, ...KILLER]);
}

/** Bytes of a ramdisk that is served. */
export function ramdiskBytes(which: Ramdisk, workspace: Workspace): number {
  return statSync(workspace.path('http', RAMDISK[which])).size;
}
