/** `npm run lab`: see `options.ts`. Ends with the plain line `N passed, N failed`. */
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { instanceImage } from './images/build.ts';
import type { Operation } from './operator.ts';
import { HELP, type LabOptions, readOptions } from './options.ts';
import { PhysicalLab, type PhysicalOptions } from './physical/physical-lab.ts';
import { junitOf, markdownOf, type ScenarioResult } from './report.ts';
import { runScenarios } from './run-scenarios.ts';
import type { Lab } from './scenario.ts';
import { controlRoot } from './virtual/control-root.ts';
import { runApart } from './virtual/namespaces.ts';
import { serveRamdisks } from './virtual/ramdisk.ts';
import { LabAuthority } from './virtual/registry.ts';
import { type Prepared, VirtualLab } from './virtual/virtual-lab.ts';
import { Workspace } from './virtual/workspace.ts';

interface Handed extends Omit<Prepared, 'workspace'> {
  readonly folder: string;
}

function tell(line: string): void {
  process.stderr.write(`${new Date().toTimeString().slice(0, 8)} ${line}\n`);
}

/** Everything that needs Debian's archive: the namespaces of the lab reach nobody. */
async function prepare(
  { suite, isFastTrack, rounds }: LabOptions,
  workspace: Workspace,
  authority: LabAuthority,
  signal: AbortSignal,
): Promise<void> {
  const begin = (piece: string) => {
    signal.throwIfAborted();
    tell(piece);
  };
  begin('packages of Ironic');
  const root = await controlRoot(suite);
  begin('ramdisk');
  mkdirSync(workspace.path('http', 'ramdisk'));
  await serveRamdisks(suite, authority.ca, workspace);
  begin('images');
  const images = [await instanceImage(1), await instanceImage(2)] as const;
  signal.throwIfAborted();
  const { certificate, ca } = authority;
  const { folder } = workspace;
  const handed: Handed = { folder, suite, root, authority: { certificate, ca }, images, isFastTrack, rounds };
  writeFileSync(workspace.path('prepared.json'), JSON.stringify(handed));
}

interface Place {
  readonly about: readonly string[];
  readonly operator: { readonly operations: readonly Operation[] };
  readonly tails: string;
  start(): Promise<void>;
  lab(note: (text: string) => void): Lab;
  stop(): Promise<void>;
}

/** Brings a lab up, tells the scenarios in it, leaves the results. `logs`: a folder to keep; null for none. */
async function perform(options: LabOptions, lab: Place, logs: string | null): Promise<boolean> {
  const results: ScenarioResult[] = [];
  const keep = () => {
    const report = { about: lab.about, results };
    mkdirSync(options.out, { recursive: true });
    writeFileSync(join(options.out, 'report.md'), markdownOf(report));
    writeFileSync(join(options.out, 'junit.xml'), junitOf(report));
    if (logs !== null) cpSync(logs, join(options.out, 'logs'), { recursive: true });
  };
  try {
    tell('Ironic and its machine');
    await lab.start();
    const stage = {
      lab: lab.lab.bind(lab),
      operations: lab.operator.operations,
      get tails() {
        return lab.tails;
      },
    };
    await runScenarios(options.scenarios, stage, (result) => {
      results.push(result);
      tell(`${result.failure === '' ? 'passed' : 'FAILED'}: ${result.name}, ${result.seconds.toFixed(0)} s`);
      if (result.failure !== '') tell(result.failure);
      keep();
    });
  } catch (error) {
    const failure = `${error instanceof Error ? error.message : String(error)}\n${lab.tails}`;
    tell(`the lab did not start: ${failure}`);
    results.push({ name: 'start', title: 'The lab starts', seconds: 0, failure, operations: [], notes: [] });
    keep();
  }
  if (options.keeps) {
    tell(`the lab is up in the namespaces of process ${process.pid}; Ctrl-C ends it`);
    await new Promise(() => setInterval(() => {}, 1000));
  }
  await lab.stop();
  const failed = results.filter(({ failure }) => failure !== '').length;
  process.stdout.write(`\n${results.length - failed} passed, ${failed} failed\n`);
  return failed === 0;
}

/** Within the namespaces. */
async function performVirtual(options: LabOptions, path: string): Promise<boolean> {
  const { folder, ...handed } = JSON.parse(readFileSync(path, 'utf8')) as Handed;
  const workspace = new Workspace(folder);
  return await perform(options, new VirtualLab({ ...handed, workspace }, tell), workspace.path('logs'));
}

async function performPhysical(options: LabOptions, physical: PhysicalOptions): Promise<boolean> {
  if (options.isKnown) return await perform(options, new PhysicalLab(physical, tell), null);
  const lines = options.scenarios.map(({ name, destroys }) => `  ${name}: ${destroys}`);
  const end = 'Nothing was done. Say --i-know when that data may be lost.';
  process.stderr.write(`On node ${physical.node} this would destroy:\n${lines.join('\n')}\n${end}\n`);
  return false;
}

async function exportImages(folder: string, reportUrl: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const generation of [1, 2] as const) {
    const { path, digest } = (await instanceImage(generation, reportUrl)).disk;
    const out = join(folder, `lab-generation-${generation}.raw`);
    copyFileSync(path, out);
    process.stdout.write(`${digest}  ${out}\n`);
  }
}

async function runLab(options: LabOptions): Promise<boolean> {
  if (process.getuid?.() !== 0) throw new Error('the lab needs root');
  const workspace = Workspace.make();
  const authority = new LabAuthority();
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort(new Error(name)));
  try {
    await prepare(options, workspace, authority, stop.signal);
    const scenarios = options.scenarios.map(({ name }) => name).join(',');
    const args = ['--prepared', workspace.path('prepared.json'), '--only', scenarios, '--out', options.out];
    const code = await runApart(
      import.meta.filename,
      [...args, ...(options.keeps ? ['--keep'] : [])],
      stop.signal,
    );
    return code === 0;
  } finally {
    authority.remove();
    workspace.remove();
  }
}

process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
try {
  const read = readOptions(process.argv.slice(2));
  const options = { ...read, out: resolve(read.out) };
  if (options.isHelp) process.stdout.write(HELP);
  else if (options.isList)
    for (const { name, title, destroys } of options.scenarios)
      process.stdout.write(`${name}: ${title}\n  destroys ${destroys}\n`);
  else if (options.exportImages)
    await exportImages(options.exportImages.folder, options.exportImages.reportUrl);
  else {
    const { physical, prepared } = options;
    const passing = physical
      ? performPhysical(options, physical)
      : prepared === null
        ? runLab(options)
        : performVirtual(options, prepared);
    process.exitCode = (await passing) ? 0 : 1;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
