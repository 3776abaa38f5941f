import { type Command, InvalidArgumentError } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { type RegistryOptions, wantedSize, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { quotaText } from '../views/quota.ts';

/** As a person says it. */
type Limit = number | 'unlimited' | 'default';

interface Options extends RegistryOptions {
  readonly volumes?: Limit;
  readonly bytes?: Limit;
}

/** A limit, or one of the words that stand for none and for the usual one. */
function limit(read: (text: string) => number): (text: string) => Limit {
  return (text) => {
    return text === 'default' || text === 'unlimited' ? text : read(text);
  };
}

function number(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Take a whole number, unlimited or default.');
}

export function addQuotasSet(quotas: Command, run: Runner): void {
  const command = quotas
    .command('set <project>')
    .description('say what a project may have; what it has already stays')
    .option('--volumes <n>', 'most volumes: a number, unlimited or default', limit(number))
    .option(
      '--bytes <size>',
      'most bytes of all of them: a size, unlimited or default',
      limit((text) => (text === '0' ? 0 : wantedSize(text))),
    );
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv quotas set web --volumes 20 --bytes 40TiB',
    'bmv quotas set web --bytes unlimited',
  ).action(async (project: string, options: Options) => {
    await runWithRegistry(run, options, async ({ api, output }) => {
      const { volumes, bytes } = options;
      if (volumes === undefined && bytes === undefined)
        throw new BmvError('USAGE', 'say what to change: --volumes or --bytes');
      const before = await api.quota(project);
      const quota = await api.setQuota(before, {
        max_volumes: told(volumes ?? kept(before.volumes_by_default, before.max_volumes)),
        max_bytes: told(bytes ?? kept(before.bytes_by_default, before.max_bytes)),
      });
      output.result({ quota }, () => quotaText(quota));
      return 0;
    });
  });
}

function kept(isDefault: boolean, now: number | null): Limit {
  return isDefault ? 'default' : (now ?? 'unlimited');
}

/** As the API says it. */
function told(limit: Limit): number | null | 'default' {
  return limit === 'unlimited' ? null : limit;
}
