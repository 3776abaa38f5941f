import type { Context } from '../context.ts';
import { findClaim } from '../layout/plan-release.ts';
import { foreseeTelling, type RetoldVolume, type TellRequest, tellVolume } from '../volumes/tell.ts';
import type { Undertaking } from './undertaking.ts';

/** A volume of that disk that is to be told in another way, as one of several entries. */
export function ensuringTold(
  device: string,
  wanted: TellRequest,
  context: Context,
): Undertaking<RetoldVolume> {
  return {
    device,
    about: (layout) => [findClaim(layout, wanted.volume).id],
    foresee: (layout) => foreseeTelling(layout, wanted),
    carryOut: async () => await tellVolume(context, device, wanted),
  };
}
