import { existsSync } from 'node:fs';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Teardown } from '../teardown.ts';

const BYTES_PER_SECOND = 200_000_000;
const V1 = '/sys/fs/cgroup/blkio';
const V2 = '/sys/fs/cgroup';

/** Processes that were killed stay in it for a moment. */
async function removeGroup(folder: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (isGone) return;
    await sleep(100);
  }
  await rmdir(folder);
}

/** What to put before a command so that it reads and writes the disk with 200 MB/s each and no more. */
export async function slowDisk(disk: string, teardown: Teardown): Promise<readonly string[]> {
  const device = (await readFile(`/sys/block/${basename(disk)}/dev`, 'utf8')).trim();
  const isFirst = existsSync(join(V1, 'blkio.throttle.write_bps_device'));
  if (!isFirst && !existsSync(join(V2, 'cgroup.controllers')))
    throw new Error('no cgroup of the kernel slows a disk here: neither blkio (v1) nor io (v2) is mounted');
  const folder = join(isFirst ? V1 : V2, `bmv-bench-${process.pid}`);
  if (!isFirst) await writeFile(join(V2, 'cgroup.subtree_control'), '+io');
  await mkdir(folder);
  teardown.add('removing the cgroup', async () => await removeGroup(folder));
  if (isFirst)
    for (const way of ['read', 'write'])
      await writeFile(join(folder, `blkio.throttle.${way}_bps_device`), `${device} ${BYTES_PER_SECOND}`);
  else await writeFile(join(folder, 'io.max'), `${device} rbps=${BYTES_PER_SECOND} wbps=${BYTES_PER_SECOND}`);
  return ['sh', '-c', `echo $$ > ${join(folder, 'cgroup.procs')}; exec "$@"`, 'sh'];
}
