import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './shell.ts';

/** `bmv` as it is in a ramdisk: its path. `bmv`: that of the checkout; `folder`: where the other is put. */
export async function ramdiskProgram(bmv: string, folder: string, signal: AbortSignal): Promise<string> {
  const payload = join(folder, 'payload.tar');
  await run(signal, bmv, 'ramdisk', 'payload', '--out', payload);
  await run(signal, 'tar', '-C', folder, '-xf', payload);
  const wrapper = await readFile(join(folder, 'usr/bin/bmv'), 'utf8');
  const program = join(folder, 'bmv');
  await writeFile(program, wrapper.replaceAll('/opt/bmv', join(folder, 'opt/bmv')));
  await chmod(program, 0o755);
  return program;
}
