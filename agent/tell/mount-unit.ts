import { isGrown, mountOf } from '../../proto/mount-words.ts';
import type { ToldVolume } from './told-volume.ts';

export interface MountUnit {
  readonly name: string;
  readonly contents: string;
}

/** As `systemd-escape --path` does. */
export function escapePath(path: string): string {
  const bytes = Buffer.from(path.replace(/^\/+|\/+$/g, ''));
  let escaped = '';
  for (const [index, byte] of bytes.entries()) {
    const character = String.fromCharCode(byte);
    const isPlain = /[A-Za-z0-9:_]/.test(character) || (character === '.' && index > 0);
    if (character === '/') escaped += '-';
    else escaped += isPlain ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return escaped === '' ? '-' : escaped;
}

/** A unit that mounts a volume, or uses it as swap. The boot wants it and does not need it. */
export function mountUnit(volume: ToldVolume): MountUnit {
  const { what, where, type } = mountOf(volume);
  const isSwap = volume.filesystem === 'swap';
  const lines = [
    '[Unit]',
    `Description=Volume ${volume.id}`,
    // Units have no option for it: this is what fstab's x-systemd.growfs comes to.
    ...(isGrown(volume) ? [`Wants=systemd-growfs@${escapePath(where)}.service`] : []),
    '',
    isSwap ? '[Swap]' : '[Mount]',
    `What=${what}`,
    ...(isSwap ? [] : [`Where=${where}`, `Type=${type}`, 'Options=nofail']),
    '',
    '[Install]',
    `WantedBy=${isSwap ? 'swap.target' : 'local-fs.target'}`,
    '',
  ];
  const name = isSwap ? `${escapePath(what)}.swap` : `${escapePath(where)}.mount`;
  return { name, contents: lines.join('\n') };
}
