import type { Command } from 'commander';
import type { NodeJson } from '../../registry/api/schemas/nodes.ts';
import type { RegistryApi } from '../registry/api.ts';
import { connectionNotes } from '../registry/connection-notes.ts';
import { findNode } from '../registry/find.ts';
import type { News } from '../registry/follow.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { type RegistryRun, runWithRegistry } from '../registry/run.ts';
import { RunningSteps } from '../registry/running-steps.ts';
import { ScreenLines } from '../registry/screen-lines.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { cell } from '../views/cells.ts';
import { eventLine, type Known } from '../views/event.ts';

/** Of all nodes: those on which a step runs just now. */
const MAX_NODES = 10_000;

async function nodesToBegin(api: RegistryApi, node: string | undefined): Promise<readonly NodeJson[]> {
  if (node !== undefined) return [await api.node(node)];
  return (await api.nodes({ running: true }, MAX_NODES)).items;
}

/** Shows news until there are no more. */
async function show(
  { output, screen, picture, context }: RegistryRun,
  nodes: readonly NodeJson[],
  news: AsyncIterable<News>,
  known: Known,
): Promise<void> {
  const names = new Map(nodes.map(({ uuid, name }) => [uuid, name]));
  const steps = new RunningSteps((node) => cell(names.get(node) || node), context.now);
  const lines = screen.isTTY && !output.isJson ? new ScreenLines(screen, picture.width + 2) : null;
  const showProgress = (item: Extract<News, { type: 'progress' }>) => {
    const isDue = steps.progress(item.run);
    if (output.isJson) output.line(item, () => '');
    else if (lines) lines.show(steps.lines());
    else if (isDue) output.line(item, () => steps.line(item.run));
  };
  try {
    for (const { running: run } of nodes) if (run) showProgress({ type: 'progress', run });
    for await (const item of news) {
      if (item.type === 'progress') {
        showProgress(item);
        continue;
      }
      steps.event(item.event);
      lines?.clear();
      output.line(item, () => eventLine(item.event, known));
      lines?.show(steps.lines());
    }
  } finally {
    lines?.clear();
  }
}

export function addNodesWatch(nodes: Command, run: Runner): void {
  const command = nodes
    .command('watch [node]')
    .description(
      'what happens on a node (by UUID or name), or on all of them, and how far their steps are, until Ctrl-C; --json writes {"type":"event",...} and {"type":"progress",...}, one a line',
    );
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv nodes watch rack1-07').action(
    async (text: string | undefined, options: RegistryOptions) => {
      await runWithRegistry(run, options, async (registryRun) => {
        const { api, output, context, onlyWatches } = registryRun;
        const { follow } = await import('../registry/follow.ts');
        const node = text === undefined ? undefined : await findNode(api, text);
        // Before the nodes are read, so that nothing happens between the two.
        const head = await api.newestEvents({}, 1);
        const begin = await nodesToBegin(api, node);
        onlyWatches();
        const news = follow(api.client, {
          query: { node },
          after: head.items.at(-1)?.seq ?? 0,
          signal: context.signal,
          ...connectionNotes(output),
        });
        await show(registryRun, begin, news, node === undefined ? {} : { node });
        return 0;
      });
    },
  );
}
