import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addNodesList } from './nodes-list.ts';
import { addNodesShow } from './nodes-show.ts';
import { addNodesWatch } from './nodes-watch.ts';

export function addNodes(program: Command, run: Runner): void {
  const nodes = program.command('nodes').description('servers and their disks, at the registry');
  addNodesList(nodes, run);
  addNodesShow(nodes, run);
  addNodesWatch(nodes, run);
}
