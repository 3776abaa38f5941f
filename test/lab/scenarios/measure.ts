import type { Operation } from '../operator.ts';
import { handsOf, type Lab, type Ramdisk, type Scenario } from '../scenario.ts';
import { ask, deploy, liveOn, nextImage } from './words.ts';

const MIB = 2 ** 20;
const SECTOR_BYTES = 512;

interface Way {
  readonly name: string;
  readonly ramdisk: Ramdisk;
  readonly makesIndex: boolean;
}

/** In this order: an index stays, and a volume does not. Plain ironic-python-agent knows of neither. */
const WAYS: readonly Way[] = [
  { name: 'agent', ramdisk: 'agent', makesIndex: false },
  { name: 'agent, index', ramdisk: 'agent', makesIndex: true },
  { name: 'plain', ramdisk: 'plain', makesIndex: false },
];

interface Round {
  readonly undeploy: Operation;
  readonly deploy: Operation;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function table(rounds: ReadonlyMap<Way, readonly Round[]>, sizes: ReadonlyMap<Ramdisk, number>): string {
  const rows: Readonly<Record<string, (round: Round) => number>> = {
    'deploy to active, s': (round) => round.deploy.seconds,
    'boot to heartbeat, s': (round) => round.deploy.bootSeconds ?? 0,
    'undeploy to available, s': (round) => round.undeploy.seconds,
    'peak memory of the ramdisk, MiB': (round) => (round.deploy.meter?.peakKib ?? 0) / 1024,
    'written by a deployment, MiB': (round) =>
      ((round.deploy.meter?.sectorsWritten ?? 0) * SECTOR_BYTES) / MIB,
  };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const of = (way: Way, value: (round: Round) => number) =>
    median((rounds.get(way) ?? []).map(value)).toFixed(0);
  return [
    line(['', ...WAYS.map(({ name }) => name)]),
    line(['---', ...WAYS.map(() => '---')]),
    ...Object.entries(rows).map(([name, value]) => line([name, ...WAYS.map((way) => of(way, value))])),
    line(['ramdisk, MiB', ...WAYS.map(({ ramdisk }) => ((sizes.get(ramdisk) ?? 0) / MIB).toFixed(0))]),
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
  title: 'Redeployments with the agent, as many with an index, and with plain ironic-python-agent; medians',
  destroys: 'all data on all of its disks',
  needsHands: true,
  isExtra: true,
  tell: async (lab) => {
    const hands = handsOf(lab);
    const rounds = new Map<Way, Round[]>(WAYS.map((way) => [way, []]));
    await liveOn(lab);
    for (const way of WAYS) {
      await hands.bootRamdisk(way.ramdisk);
      if (way.makesIndex) await hands.indexImages();
      for (let round = 1; round <= lab.rounds; round += 1) rounds.get(way)?.push(await redeploy(lab));
    }
    await hands.bootRamdisk('agent');
    lab.note(table(rounds, hands.ramdiskBytes));
  },
};
