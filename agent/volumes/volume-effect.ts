import type { Claim, DiskIdentity, Proof } from '../../proto/catalog.ts';
import type { Erasure } from '../../proto/report.ts';

interface Effect {
  /** Lower-case GUID of the volume. */
  readonly id: string;
  /** Path of the disk. */
  readonly device: string;
}

interface MadeEffect extends Effect {
  readonly change: 'created' | 'adopted' | 'extended';
}

/** Its bytes are as they were, or are not. */
interface ProvenEffect extends Effect {
  readonly change: 'verified' | 'altered';
  readonly proof: Proof;
}

export interface ReleasedEffect extends Effect {
  readonly change: 'released';
  /** As it was. */
  readonly claim: Claim;
  readonly disk: DiskIdentity;
  readonly erasure: Erasure;
}

/** What an operation has done to a volume, or found out about it; told when it is on the disk. */
export type VolumeEffect = MadeEffect | ProvenEffect | ReleasedEffect;
