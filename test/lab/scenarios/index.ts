import type { Scenario } from '../scenario.ts';
import { customAgent } from './custom-agent.ts';
import { firstLife } from './first-life.ts';
import { inspect } from './inspect.ts';
import { powerCut } from './power-cut.ts';
import { redeploy } from './redeploy.ts';
import { release } from './release.ts';
import { wrongChecksum } from './wrong-checksum.ts';

/** In the order in which they are told; each begins with whatever the one before left. */
export const SCENARIOS: readonly Scenario[] = [
  ...[firstLife, redeploy, wrongChecksum, customAgent, powerCut, inspect, release],
];
