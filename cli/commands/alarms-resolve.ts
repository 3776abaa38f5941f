import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { isId } from '../registry/find.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { alarmsText } from '../views/alarm.ts';

interface Options extends RegistryOptions {
  readonly note: string;
}

export function addAlarmsResolve(alarms: Command, run: Runner): void {
  const command = alarms
    .command('resolve <alarm>')
    .description('say of an alarm that it was looked after (a volume in quarantine: bmv volumes resolve)')
    .requiredOption('--note <text>', 'what was found and done, for the audit');
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv alarms resolve 9d3f2c10-5c7e-4d5a-8a43-0c9b7d1e2f3a --note "the copy was a clone for tests; removed"',
  ).action(async (text: string, options: Options) => {
    await runWithRegistry(run, options, async ({ api, output }) => {
      if (!isId(text))
        throw new BmvError(
          'USAGE',
          `${JSON.stringify(text)} is no id of an alarm; \`bmv alarms list\` shows them`,
        );
      const alarm = await api.resolveAlarm(text.toLowerCase(), options.note);
      output.result({ alarm }, () => alarmsText({ items: [alarm], more: false }));
      return 0;
    });
  });
}
