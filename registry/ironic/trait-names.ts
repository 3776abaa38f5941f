import { BmvError } from '../../proto/error.ts';

/** What the registry says of nodes by traits, and by which. */
export interface TraitNames {
  /** The node has our agent. Never removed: instances may have been deployed by a flavor that requires it. */
  readonly capable: string;
  /** The node holds a volume: no instance is to be put on it but its project's. */
  readonly held: string;
}

export const TRAIT_NAMES: TraitNames = { capable: 'CUSTOM_LV_CAPABLE', held: 'CUSTOM_LV_HELD' };

/** As Placement and Ironic take them; of the others, nobody may make one. */
const FORM = /^CUSTOM_[A-Z0-9_]{1,248}$/;

/** Throws `USAGE`. */
export function parseTrait(text: string): string {
  if (FORM.test(text)) return text;
  throw new BmvError(
    'USAGE',
    `${JSON.stringify(text)} is no trait; write CUSTOM_ and capitals, digits and _, of 255 characters at most`,
  );
}
