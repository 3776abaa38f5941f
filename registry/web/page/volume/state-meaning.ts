import type { Encryption, VolumeState } from '../../../../proto/catalog.ts';

/** What a state means to whoever runs the fleet. */
export const STATE_MEANING: Readonly<Record<VolumeState, string>> = {
  reserved: 'Its space is taken; the node’s next step makes it.',
  creating: 'Its partition is there; the node’s next step adopts it.',
  available: 'It is on its disk, and no instance has it attached.',
  'in-use': 'It is on its disk, and an instance has it attached.',
  extending: 'The node’s next step makes it larger.',
  releasing: 'The node’s next step erases it; its space is given to nobody before the erasure is proven.',
  released: 'It has been erased and its space is free.',
  missing:
    'No disk of its node shows it now. Its place is kept; when it is shown there again, it is what it was.',
  error: 'Something went wrong with it; its bytes are not touched.',
  quarantined: 'It is neither attached nor erased until an operator has decided about it.',
};

/** How a volume is encrypted; empty for not at all. */
export const ENCRYPTION_MEANING: Readonly<Record<Encryption, string>> = {
  none: '',
  luks2: 'luks2: its project opens it with a key that the registry has',
  opaque: 'opaque: by its project, with a key that nobody else has',
};
