import { mountOf } from '../../proto/mount-words.ts';
import { type ToldVolume, toldBy } from './told-volume.ts';

const BEGIN = '# Volumes of this server, by bmv. This block is made anew with every image.';
const END = '# End of the volumes by bmv.';

function lineOf(volume: ToldVolume): string {
  const { what, where, type, options, pass } = mountOf(volume);
  return [what, where, type, options, '0', String(pass)].join(' ');
}

/** The lines of the volumes that are told by fstab. */
export function fstabLines(volumes: readonly ToldVolume[]): readonly string[] {
  return toldBy('fstab', volumes).map(lineOf);
}

/** All but our own block. One that has lost its end is taken for no more than its first line. */
function withoutBlock(lines: readonly string[]): readonly string[] {
  const begin = lines.indexOf(BEGIN);
  if (begin < 0) return lines;
  const end = lines.indexOf(END, begin);
  const rest = withoutBlock(lines.slice((end < 0 ? begin : end) + 1));
  return [...lines.slice(0, begin), ...rest];
}

/**
 * An fstab with these lines in a block of ours, and without the block that was there. Bytes of all other lines stay as
 * they are: `text` is to be read and written as latin1.
 */
export function mergeFstab(text: string, lines: readonly string[]): string {
  const others = withoutBlock(text.split('\n')).join('\n');
  if (lines.length === 0) return others;
  const gap = others === '' || others.endsWith('\n') ? '' : '\n';
  return `${others}${gap}${[BEGIN, ...lines, END].join('\n')}\n`;
}
