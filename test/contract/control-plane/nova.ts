import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { debianRoot } from '../../support/debian-root.ts';
import type { Suite } from '../ipa.ts';

const HERE = import.meta.dirname;
const FILTER = join(HERE, '../../../nova-scheduler-filter');
const PACKAGES = [
  ...['python3-nova', 'cloud-init', 'python3-setuptools', 'python3-minimal'],
  ...['dash', 'coreutils', 'util-linux'],
];
const SHARED = '/run/shared';

/** A host as Nova's database has it. `type`: of its hypervisor; null: it has not reported yet. */
export interface NovaHost {
  readonly host: string;
  readonly node: string;
  readonly type: string | null;
}

export interface FilterAsk {
  readonly project: string;
  readonly hosts: readonly NovaHost[];
  /** As users give them. */
  readonly hints?: Readonly<Record<string, unknown>>;
  /** Of one request; by default 1. */
  readonly instances?: number;
}

export interface Vendordata {
  /** Of `vendor_data2.json`. */
  readonly json: unknown;
  /** What cloud-init takes of it; null for nothing. */
  readonly cloud: string | null;
  /** That as cloud-init reads it, found good by its own schema. */
  readonly config: unknown;
}

/** Builds the filter as a distribution does, with the suite's own setuptools, and puts the wheel where Python looks. */
const INSTALL = `cd ${SHARED}/source
/usr/bin/python3 -c "from setuptools import build_meta; build_meta.build_wheel('${SHARED}')" >&2
/usr/bin/python3 -m zipfile -e ${SHARED}/bmv_nova_filter-*.whl ${SHARED}/site
export PYTHONPATH=${SHARED}/site
# What is compiled stays in the tree, for the next time.
unset PYTHONDONTWRITEBYTECODE
exec /usr/bin/python3 ${SHARED}/site/nova_server.py`;

/**
 * The code of Nova's scheduler and metadata service of a Debian suite, with our filter in it, in a process of its own.
 * Needs root, mmdebstrap and the network, as the other contract tests.
 */
export class Nova {
  readonly folder: string;
  readonly #child: ChildProcess;
  readonly #waiting: ((answer: string) => void)[] = [];
  #log = '';

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.folder = folder;
    child.stderr?.on('data', (bytes: Buffer) => {
      this.#log += bytes.toString();
    });
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('ready') || line.startsWith('answer ')) this.#waiting.shift()?.(line);
      });
    child.once('close', () => {
      for (const wake of this.#waiting.splice(0)) wake('answer {"error": "Nova ended"}');
    });
  }

  /** `config`: more of `nova.conf`. */
  static async start(suite: Suite, config = ''): Promise<Nova> {
    const root = await debianRoot({ name: 'nova', suite, packages: PACKAGES });
    const folder = mkdtempSync(join(tmpdir(), 'bmv-nova-'));
    for (const name of ['source', 'site']) mkdirSync(join(folder, name));
    for (const name of ['pyproject.toml', 'bmv_nova_filter.py'])
      cpSync(join(FILTER, name), join(folder, 'source', name));
    cpSync(join(HERE, 'nova_server.py'), join(folder, 'site', 'nova_server.py'));
    const filters =
      'available_filters = bmv_nova_filter.all_filters\nenabled_filters = ComputeCapabilitiesFilter,LocalVolumeFilter';
    writeFileSync(
      join(folder, 'nova.conf'),
      `[DEFAULT]\nuse_stderr = true\n[filter_scheduler]\n${filters}\n${config}`,
    );
    const inside = ['sh', join(HERE, '../in-root.sh'), root, folder, '', '/bin/sh', '-ec', INSTALL];
    const namespaces = ['--mount', '--pid', '--fork', '--kill-child'];
    const child = spawn('unshare', [...namespaces, ...inside], { stdio: ['pipe', 'pipe', 'pipe'] });
    const nova = new Nova(child, folder);
    const ready = await nova.#line();
    if (ready !== 'ready') throw new Error(`Nova did not start: ${nova.log}`);
    return nova;
  }

  /** What it has logged so far. */
  get log(): string {
    return this.#log;
  }

  /** A path in `folder`, as Nova sees it. */
  path(name: string): string {
    return `${SHARED}/${name}`;
  }

  /** Names of the filters that Nova may be told to use. */
  async filters(): Promise<readonly string[]> {
    return (await this.#ask('filters', {})) as readonly string[];
  }

  /** Options of group `baremetal_volumes`. */
  async set(options: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#ask('set', options);
  }

  /** Nodes that are left for each instance of a request. */
  async filter(asked: FilterAsk): Promise<readonly (readonly string[])[]> {
    return (await this.#ask('filter', asked)) as readonly (readonly string[])[];
  }

  async vendordata(asked: { readonly instance: string; readonly project: string }): Promise<Vendordata> {
    return (await this.#ask('vendordata', asked)) as Vendordata;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGKILL');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #ask(name: string, asked: object): Promise<unknown> {
    const line = this.#line();
    this.#child.stdin?.write(`${JSON.stringify({ [name]: asked })}\n`);
    const answer = JSON.parse((await line).replace(/^answer /, '')) as { ok?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(`${answer.error}\n${this.log.slice(-3000)}`);
    return answer.ok;
  }

  async #line(): Promise<string> {
    return await new Promise((resolve) => this.#waiting.push(resolve));
  }
}
