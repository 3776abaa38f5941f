import './threads.ts';
import { parseArgs } from 'node:util';
import { helpText } from './config/help.ts';
import { loadConfig } from './config/load.ts';
import { describeError } from './describe-error.ts';
import { createService } from './service.ts';
import { routes } from './step-server/routes.ts';
import { listen, makePrivateFolder } from './step-server/server.ts';
import { BUILD, VERSION } from './version.ts';

const USAGE_ERROR = 2;

interface CommandLine {
  readonly config: string | null;
  readonly check: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

function readCommandLine(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      config: { type: 'string' },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  return { ...values, config: values.config ?? null };
}

async function serve(): Promise<void> {
  const { config: path, check, help, version } = readCommandLine(process.argv.slice(2));
  if (help) return void process.stdout.write(helpText());
  if (version) return void process.stdout.write(`bmv-agent ${VERSION} (build ${BUILD})\n`);
  const { config, warnings } = await loadConfig(path, process.env);
  if (check)
    return void process.stdout.write(`${warnings.map((line) => `${line}\n`).join('')}options are valid\n`);

  await makePrivateFolder(config.runtime_dir);
  const service = await createService({
    config,
    logTo: process.stdout,
    onStuck: () => process.exit(1),
  });
  const { logger } = service.context;
  for (const warning of warnings) logger.warn(warning);
  const server = await listen(routes(service), { socket: config.socket, logger });
  logger.info({ version: VERSION, build: BUILD, socket: config.socket }, 'ready');

  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      logger.info({ signal: name, busy: service.runner.busy }, 'ending');
      void service.runner
        .stop()
        .then(() => service.registry?.stop())
        .then(server.close)
        .finally(() => process.exit());
    });
  }
}

try {
  await serve();
} catch (error) {
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const message = isUsage ? `${error.message.split('\n')[0]}; see --help` : describeError(error).message;
  process.stderr.write(`bmv-agent: ${message}\n`);
  process.exitCode = USAGE_ERROR;
}
