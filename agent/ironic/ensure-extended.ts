import type { Context } from '../context.ts';
import { findClaim } from '../layout/plan-release.ts';
import {
  type ExtendedVolume,
  type ExtendRequest,
  extendVolume,
  foreseeExtension,
} from '../volumes/extend.ts';
import type { Undertaking } from './undertaking.ts';

/** A volume of that disk that should be larger, as one of several entries; one that has its size stays as it is. */
export function ensuringExtended(
  device: string,
  wanted: ExtendRequest,
  context: Context,
): Undertaking<ExtendedVolume> {
  return {
    device,
    about: (layout) => [findClaim(layout, wanted.volume).id],
    foresee: (layout) => foreseeExtension(context, layout, wanted),
    carryOut: async () => await extendVolume(context, device, wanted),
  };
}
