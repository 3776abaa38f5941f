import { execFileSync } from 'node:child_process';
import { createReadStream, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { instanceImage } from '../lab/images/build.ts';
import { tool } from '../support/blkid.ts';
import { sha256OfFile } from '../support/file-digest.ts';

const MIB = 1024 * 1024;
/** Of the root filesystem in the lab's image. */
const ROOT_MIB = 129;
const UNIT = `[Unit]
After=cloud-config.service local-fs.target

[Service]
Type=oneshot
ExecStart=/bin/sh /etc/bmv-tell-report

[Install]
WantedBy=multi-user.target
`;

/** Debian with cloud-init that says where it finds its volumes, behind a URL of its own. */
export interface TellImage {
  readonly info: object;
  readonly stop: () => Promise<void>;
}

/** The lab's image with a report of ours in it. Nothing of it knows of volumes. */
export async function serveTellImage(folder: string): Promise<TellImage> {
  const { disk } = await instanceImage(1);
  const path = join(folder, 'image.raw');
  execFileSync('cp', ['--sparse=always', disk.path, path]);
  writeFileSync(join(folder, 'unit'), UNIT);
  const commands = [
    `write ${join(import.meta.dirname, 'tell-report.sh')} /etc/bmv-tell-report`,
    `write ${join(folder, 'unit')} /etc/systemd/system/bmv-tell.service`,
    'symlink /etc/systemd/system/multi-user.target.wants/bmv-tell.service /etc/systemd/system/bmv-tell.service',
    // It waits for a volume of another name.
    'rm /etc/systemd/system/multi-user.target.wants/bmv-lab-report.service',
  ];
  writeFileSync(join(folder, 'commands'), commands.join('\n'));
  tool('debugfs', 'e2fsprogs', ['-w', '-f', join(folder, 'commands'), `${path}?offset=${ROOT_MIB * MIB}`]);
  const server = createServer((request, response) => {
    if (request.url !== '/image.raw') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-length': statSync(path).size });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    info: {
      urls: [`http://127.0.0.1:${port}/image.raw`],
      disk_format: 'raw',
      os_hash_algo: 'sha256',
      os_hash_value: await sha256OfFile(path),
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
