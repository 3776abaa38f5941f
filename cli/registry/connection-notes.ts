import type { Output } from '../output.ts';
import type { FollowOptions } from './follow.ts';

/** Tells a person when a stream is lost and when it is back. */
export function connectionNotes(output: Output): Pick<FollowOptions, 'onLost' | 'onBack'> {
  return {
    onLost: ({ message }) => output.note(`${message}; trying again until Ctrl-C`),
    onBack: () => output.note('connected again; nothing was missed'),
  };
}
