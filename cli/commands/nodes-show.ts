import type { Command } from 'commander';
import { findNode } from '../registry/find.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { nodeText } from '../views/node.ts';

/** More than a node's disks can hold. */
const MAX_VOLUMES = 10_000;

export function addNodesShow(nodes: Command, run: Runner): void {
  const command = nodes
    .command('show <node>')
    .description('draw the disks of a node (by UUID or name) with its volumes and newest steps');
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv nodes show rack1-07').action(
    async (text: string, options: RegistryOptions) => {
      await runWithRegistry(run, options, async ({ api, output, picture }) => {
        const node = await api.node(await findNode(api, text));
        const volumes = await api.volumes({ node: node.uuid }, MAX_VOLUMES);
        output.result({ node, volumes: volumes.items }, () => nodeText(node, volumes, picture));
        return 0;
      });
    },
  );
}
