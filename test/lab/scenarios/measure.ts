import type { Operation } from '../operator.ts';
import { handsOf, type Lab, type Ramdisk, type Scenario } from '../scenario.ts';
import { ask, deploy, liveOn, nextImage } from './words.ts';

const MIB = 2 ** 20;
const SECTOR_BYTES = 512;
const RAMDISKS = ['agent', 'plain'] as const satisfies readonly Ramdisk[];

interface Round {
  readonly undeploy: Operation;
  readonly deploy: Operation;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function table(rounds: ReadonlyMap<Ramdisk, readonly Round[]>, sizes: ReadonlyMap<Ramdisk, number>): string {
  const rows: Readonly<Record<string, (round: Round) => number>> = {
    'deploy to active, s': (round) => round.deploy.seconds,
    'boot to heartbeat, s': (round) => round.deploy.bootSeconds ?? 0,
    'undeploy to available, s': (round) => round.undeploy.seconds,
    'peak memory of the ramdisk, MiB': (round) => (round.deploy.meter?.peakKib ?? 0) / 1024,
    'written by a deployment, MiB': (round) =>
      ((round.deploy.meter?.sectorsWritten ?? 0) * SECTOR_BYTES) / MIB,
  };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const of = (which: Ramdisk, value: (round: Round) => number) =>
    median((rounds.get(which) ?? []).map(value)).toFixed(0);
  return [
    line(['', ...RAMDISKS]),
    line(['---', ...RAMDISKS.map(() => '---')]),
    ...Object.entries(rows).map(([name, value]) =>
      line([name, ...RAMDISKS.map((which) => of(which, value))]),
    ),
    line(['ramdisk, MiB', ...RAMDISKS.map((which) => ((sizes.get(which) ?? 0) / MIB).toFixed(0))]),
  ].join('\n');
}

/** The other image in the place of the one that runs; the volume is kept by the agent, and lost without it. */
async function redeploy(lab: Lab): Promise<Round> {
  const before = lab.last;
  if (!before) throw new Error('no instance has said anything');
  await lab.operator.reach('available', lab.node, 'undeploy', lab.node);
  await ask(lab, nextImage(lab, before));
  await deploy(lab);
  const [undeploying, deploying] = lab.operator.operations.slice(-2);
  if (!undeploying || !deploying) throw new Error('the operator has done nothing');
  return { undeploy: undeploying, deploy: deploying };
}

/** Not a story but a table: the same redeployment with the agent and without. */
export const measure: Scenario = {
  name: 'measure',
  title: 'Redeployments with the agent, then as many with plain ironic-python-agent; medians',
  destroys: 'all data on all of its disks',
  needsHands: true,
  isExtra: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    const rounds = new Map<Ramdisk, Round[]>(RAMDISKS.map((which) => [which, []]));
    await liveOn(lab);
    for (const which of RAMDISKS) {
      await hands.bootRamdisk(which);
      // Not in turn: behind plain ones the volume would have to be made anew each time.
      for (let round = 1; round <= lab.rounds; round += 1) rounds.get(which)?.push(await redeploy(lab));
    }
    await hands.bootRamdisk('agent');
    lab.note(table(rounds, hands.ramdiskBytes));
  },
};
