import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addNodesList } from './nodes-list.ts';
import { addNodesShow } from './nodes-show.ts';
import { addNodesUntrusted } from './nodes-untrusted.ts';
import { addNodesWatch } from './nodes-watch.ts';

/** Servers and their disks. */
export function addNodes(nodes: Command, run: Runner): void {
  addNodesList(nodes, run);
  addNodesShow(nodes, run);
  addNodesWatch(nodes, run);
  addNodesUntrusted(nodes, run);
}
