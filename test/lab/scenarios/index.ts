import type { Scenario } from '../scenario.ts';
import { adopt } from './adopt.ts';
import { agentKilled } from './agent-killed.ts';
import { bootVolume } from './boot-volume.ts';
import { customAgent } from './custom-agent.ts';
import { extend } from './extend.ts';
import { firstLife } from './first-life.ts';
import { inspect } from './inspect.ts';
import { measure } from './measure.ts';
import { otherProject } from './other-project.ts';
import { place } from './place.ts';
import { powerCut } from './power-cut.ts';
import { preserveEphemeral } from './preserve-ephemeral.ts';
import { rebuild } from './rebuild.ts';
import { redeploy } from './redeploy.ts';
import { release } from './release.ts';
import { tooLarge } from './too-large.ts';
import { withoutUs } from './without-us.ts';
import { wrongChecksum } from './wrong-checksum.ts';

/** In the order in which they are told; each begins with whatever the one before left. */
export const SCENARIOS: readonly Scenario[] = [
  ...[firstLife, redeploy, place, rebuild, customAgent, inspect, extend],
  ...[wrongChecksum, tooLarge, agentKilled, powerCut, otherProject],
  ...[release, preserveEphemeral, adopt, bootVolume, withoutUs, measure],
];
