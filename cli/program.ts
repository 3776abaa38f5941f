import { Command, CommanderError } from 'commander';
import { VERSION } from '../agent/version.ts';
import { BmvError } from '../proto/error.ts';
import { addAdopt } from './commands/adopt.ts';
import { addCreate } from './commands/create.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDisks } from './commands/disks.ts';
import { addExtend } from './commands/extend.ts';
import { addImageIndex } from './commands/image-index.ts';
import { addImagePrepare } from './commands/image-prepare.ts';
import { addList } from './commands/list.ts';
import { addPlan } from './commands/plan.ts';
import { addRamdiskEmbed } from './commands/ramdisk-embed.ts';
import { addRamdiskPayload } from './commands/ramdisk-payload.ts';
import { addRecover } from './commands/recover.ts';
import { addRelease } from './commands/release.ts';
import { addShow } from './commands/show.ts';
import { addTell } from './commands/tell.ts';
import { addVerify } from './commands/verify.ts';
import { exitCodeOf } from './exit-code.ts';
import { prepareRun, type Runner } from './run.ts';
import type { Shell } from './shell.ts';

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused (nothing was written).
DISK is a block device or a disk file. IMAGE is a path or an http(s) URL; raw, or raw in gzip, zstd, xz or bzip2.
SELECTOR picks partitions: label:GLOB, partuuid:UUID, index:N, index:N-M, fslabel:GLOB.
SIZE is a number with B, K, M, G or T (powers of 1024), or rest.`;

/** Commands that ask a registry. */
const QUESTIONS = {
  volumes: 'volumes of all nodes, at the registry (bmv volume: of one disk, on the node itself)',
  sets: 'sets of volumes: those of one application, on several nodes',
  quotas: 'what projects may have',
  nodes: 'servers and their disks, at the registry',
  events: 'what happened, the newest at the end; --json writes one object a line',
  alarms: 'what the registry saw that a person has to look at',
  place: 'ask the registry which nodes would do, best first; reserves nothing',
} as const;

/** HAZARD: databases and servers take a moment to load, which commands of disks must not wait for. */
async function addRegistry(program: Command, run: Runner, argv: readonly string[]): Promise<void> {
  const registry = program.command('registry').description('serve a registry, and look after its database');
  if (!argv.includes('registry')) return;
  const { addRegistryCommands } = await import('./commands/registry.ts');
  addRegistryCommands(registry, run);
}

/** As `addRegistry`: what asks a registry, elsewhere. */
async function addQuestions(program: Command, run: Runner, argv: readonly string[]): Promise<void> {
  const commands = Object.entries(QUESTIONS).map(([name, words]) => program.command(name).description(words));
  if (!commands.some((command) => argv.includes(command.name()))) return;
  const { addQuestion } = await import('./commands/questions.ts');
  for (const command of commands) addQuestion(command, run);
}

/** The whole command line; `run` is called by whichever command was asked for. */
async function buildProgram(run: Runner, argv: readonly string[]): Promise<Command> {
  const program = new Command('bmv')
    .description(
      'volumes for bare-metal servers: data on local disks that outlives the operating system next to it',
    )
    .version(VERSION)
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(bmv --help shows how it is used)')
    .helpCommand(false);
  addDisks(program, run);
  addShow(program, run);
  addPlan(program, run);
  addDeploy(program, run);
  const volume = program
    .command('volume')
    .description('claim, look at, check and end volumes')
    .addHelpText('after', EXIT_CODES);
  addCreate(volume, run);
  addAdopt(volume, run);
  addList(volume, run);
  addVerify(volume, run);
  addExtend(volume, run);
  addTell(volume, run);
  addRelease(volume, run);
  addRecover(program, run);
  await addQuestions(program, run, argv);
  await addRegistry(program, run, argv);
  const image = program.command('image').description('make redeployments of an image download less');
  addImageIndex(image, run);
  addImagePrepare(image, run);
  const ramdisk = program
    .command('ramdisk')
    .description('put bmv-agent into ramdisks of ironic-python-agent');
  addRamdiskEmbed(ramdisk, run);
  addRamdiskPayload(ramdisk, run);
  return program;
}

/** Makes commander throw instead of ending the process, in every command of the tree. */
function embed(command: Command, shell: Shell, json: boolean): void {
  command.exitOverride().configureOutput({
    writeOut: shell.out,
    // With --json a usage error is told as the one JSON object.
    writeErr: (text) => void (json || shell.err.write(text)),
    outputError: (text, write) => write(`bmv: ${text.replace(/^error: /, '')}`),
  });
  for (const child of command.commands) embed(child, shell, json);
}

/** Runs one command line and returns the exit code. Never throws. */
export async function runProgram(argv: readonly string[], shell: Shell): Promise<number> {
  const json = argv.includes('--json');
  let code = 0;
  const program = await buildProgram(async (options, action) => {
    const run = prepareRun(options, shell);
    try {
      code = (await action(run)) ?? 0;
    } catch (error) {
      run.output.error(error);
      code = exitCodeOf(error);
    }
  }, argv);
  embed(program, shell, json);
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return usageExit(error, json, shell);
  }
}

/** Help and version are no errors; everything else of the command line is. */
function usageExit(error: unknown, json: boolean, shell: Shell): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { output } = prepareRun({ json, logLevel: 'silent' }, shell);
  if (error instanceof CommanderError) {
    const usage = new BmvError('USAGE', error.message.replace(/^error: /, ''), { cause: error });
    if (json) output.error(usage);
    return exitCodeOf(usage);
  }
  output.error(error);
  return exitCodeOf(error);
}
