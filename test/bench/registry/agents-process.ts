/** Many simulated agents in a process of their own; it does what it is told by its parent, and answers each command once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentsCommand, AgentsResult } from './agents.ts';
import { type FleetSize, fleetNode } from './fleet.ts';
import { type AgentPlace, SimulatedAgent } from './simulated-agent.ts';

/** Connections that are made at a time. */
const CONNECTING = 50;
const REPORT_MS = 30_000;
const PROGRESS_MS = 500;
/** Of a hundred agents. */
const DEPLOYING = 2;
/** Every so many-th inventory says something else than the one before. */
const NEWS_OF = 10;
/** How far the agents' turns are told apart, milliseconds. */
const TURN_MS = 10;

interface Orders extends AgentPlace {
  readonly agents: number;
  readonly size: FleetSize;
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const agents = Array.from(
  { length: orders.agents },
  (_, index) => new SimulatedAgent(fleetNode(index, orders.size), orders),
);
const deploying = agents.filter((_, index) => index % (100 / DEPLOYING) === 0);

async function allAcked(some: readonly SimulatedAgent[]): Promise<void> {
  while (some.some(({ waiting }) => waiting > 0)) await sleep(TURN_MS);
}

/** Connects all, and has the first inventory of each stored. */
async function connect(): Promise<AgentsResult> {
  const began = performance.now();
  const left = [...agents];
  await Promise.all(
    Array.from({ length: CONNECTING }, async () => {
      for (let agent = left.pop(); agent; agent = left.pop()) {
        await agent.connect();
        agent.sendInventory(false);
      }
    }),
  );
  await allAcked(agents);
  return { took: [], acked: agents.length, seconds: (performance.now() - began) / 1000 };
}

/** Every agent reports in its turn, and deployments tell of their progress, whatever becomes of earlier reports. */
async function reportFor(seconds: number): Promise<AgentsResult> {
  const took: number[] = [];
  for (const agent of agents) agent.listen((ms) => took.push(ms));
  for (const agent of deploying) agent.beginStep();
  const began = performance.now();
  let inventories = 0;
  let progress = 0;
  for (let now = 0; now < seconds * 1000; now = performance.now() - began) {
    for (; inventories < (now / REPORT_MS) * agents.length; inventories += 1)
      agents[inventories % agents.length]?.sendInventory(inventories % NEWS_OF === 0);
    for (; progress < (now / PROGRESS_MS) * deploying.length; progress += 1)
      deploying[progress % deploying.length]?.sendProgress();
    await sleep(TURN_MS);
  }
  await allAcked(agents);
  return { took, acked: took.length, seconds: (performance.now() - began) / 1000 };
}

/** Some agents tell of progress as fast as they may, with so many reports under way each. */
async function reportMost(seconds: number, some: number, window: number): Promise<AgentsResult> {
  const chosen = agents.slice(0, some);
  let acked = 0;
  let isOver = false;
  for (const agent of chosen) {
    agent.beginStep();
    agent.listen(() => {
      if (isOver) return;
      acked += 1;
      agent.sendProgress();
    });
    for (let count = 0; count < window; count += 1) agent.sendProgress();
  }
  // The first second is not counted.
  await sleep(1000);
  acked = 0;
  const began = performance.now();
  await sleep(seconds * 1000);
  const result = { took: [], acked, seconds: (performance.now() - began) / 1000 };
  isOver = true;
  await allAcked(chosen);
  return result;
}

async function obey(command: AgentsCommand): Promise<AgentsResult> {
  if (command.do === 'connect') return await connect();
  if (command.do === 'report') return await reportFor(command.seconds);
  return await reportMost(command.seconds, command.agents, command.window);
}

process.on('message', (command: AgentsCommand) => {
  obey(command).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit());
