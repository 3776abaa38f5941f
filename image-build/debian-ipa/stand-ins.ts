import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../hardware-managers/linux/command.ts';

const NAME = 'bmv-stand-ins';

/** An empty Debian package that provides all of `names`. Returns its path. */
export async function makeStandIns(folder: string, names: readonly string[]): Promise<string> {
  const tree = join(folder, NAME);
  // dpkg-deb refuses folders that are not for everybody, as some umasks make them.
  await runCommand(['install', '-d', '--mode=755', join(tree, 'DEBIAN')]);
  const control = [
    `Package: ${NAME}`,
    'Version: 1',
    'Architecture: all',
    'Maintainer: baremetal-volumes <root@localhost>',
    `Provides: ${names.join(', ')}`,
    'Description: stands for packages that a ramdisk does not need',
    '',
  ];
  await writeFile(join(tree, 'DEBIAN/control'), control.join('\n'));
  const path = join(folder, `${NAME}.deb`);
  await runCommand(['dpkg-deb', '--root-owner-group', '--build', tree, path]);
  return path;
}
