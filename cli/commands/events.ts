import type { Command } from 'commander';
import type { EventJson } from '../../registry/api/schemas/events.ts';
import type { RegistryApi } from '../registry/api.ts';
import { connectionNotes } from '../registry/connection-notes.ts';
import { findNode, findVolume } from '../registry/find.ts';
import {
  count,
  type RegistryOptions,
  sequence,
  withExamples,
  withRegistryOptions,
} from '../registry/options.ts';
import { type RegistryRun, runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { eventLine } from '../views/event.ts';

interface Options extends RegistryOptions {
  readonly follow?: boolean;
  readonly node?: string;
  readonly volume?: string;
  readonly project?: string;
  readonly kind?: string;
  readonly after?: number;
  readonly limit: number;
}

/** Of the API, in its words. */
type Filters = Partial<Record<'node' | 'volume' | 'project' | 'kind', string>>;

async function filtersOf(api: RegistryApi, options: Options): Promise<Filters> {
  const { node, volume, project, kind } = options;
  return {
    ...(node === undefined ? {} : { node: await findNode(api, node) }),
    ...(volume === undefined ? {} : { volume: (await findVolume(api, volume, project)).id }),
    ...(project === undefined ? {} : { project }),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** Shows those that there are. */
async function showEvents(
  { api, output }: RegistryRun,
  query: Filters,
  { after, limit }: Options,
): Promise<readonly EventJson[]> {
  const { items, more } =
    after === undefined ? await api.newestEvents(query, limit) : await api.eventsAfter(after, query, limit);
  if (after === undefined && more)
    output.note(`the newest ${items.length}; --limit shows more, --after SEQ all behind one`);
  for (const event of items) output.line(event, () => eventLine(event, query));
  if (after !== undefined && more) output.note(`there are more behind event ${items.at(-1)?.seq ?? after}`);
  return items;
}

/** Where following begins, so that none is left out. */
async function shownUpTo(registryRun: RegistryRun, query: Filters, options: Options): Promise<number> {
  if (options.after !== undefined) return options.after;
  // Before those of the query are read: where there are none of these, this is as far as was looked.
  const head = await registryRun.api.newestEvents({}, 1);
  const shown = await showEvents(registryRun, query, options);
  return shown.at(-1)?.seq ?? head.items.at(-1)?.seq ?? 0;
}

/** What happened. */
export function addEvents(events: Command, run: Runner): void {
  const command = events
    .option(
      '--follow',
      'go on with what happens from now on, until Ctrl-C; waits for a registry that is away',
    )
    .option('--node <node>', 'of this node, by UUID or name')
    .option('--volume <volume>', 'of this volume, by id or name')
    .option('--project <id>', 'of this project')
    .option('--kind <kind>', 'of this kind: volume.created; volume stands for all that begin so')
    .option('--after <seq>', 'from the event behind this number on; 0: from the first', sequence)
    .option('--limit <n>', 'most events to show; with --follow: of those that there are', count, 100);
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv events --follow --node rack1-07',
    'bmv events --after 0 --limit 100000 --kind volume --json',
  ).action(async (options: Options) => {
    await runWithRegistry(run, options, async (registryRun) => {
      const { api, output, context, onlyWatches } = registryRun;
      const query = await filtersOf(api, options);
      if (!options.follow) {
        await showEvents(registryRun, query, options);
        return 0;
      }
      const { follow } = await import('../registry/follow.ts');
      onlyWatches();
      const news = follow(api.client, {
        query: { ...query, progress: false },
        after: await shownUpTo(registryRun, query, options),
        signal: context.signal,
        ...connectionNotes(output),
      });
      for await (const item of news)
        if (item.type === 'event') output.line(item.event, () => eventLine(item.event, query));
      return 0;
    });
  });
}
