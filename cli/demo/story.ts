import { randomBytes } from 'node:crypto';
import type { Context } from '../../agent/context.ts';
import { MIB } from '../../agent/layout/extent.ts';
import { inspectDisk } from '../../agent/volumes/inspect.ts';
import { volumeViews } from '../../agent/volumes/views.ts';
import { BmvError } from '../../proto/error.ts';
import { runProgram } from '../program.ts';
import type { Hearing, Shell } from '../shell.ts';
import type { DemoNode } from './demo-node.ts';
import { digestOf, Ext4Files } from './volume-files.ts';

const VOLUME = 'data';

export interface StoryOptions {
  readonly disk: string;
  /** Deployed one after the other. */
  readonly images: readonly string[];
  /** Of the volume, as `bmv` takes it. */
  readonly size: string;
  /** Do not ask before a deployment. */
  readonly yes: boolean;
  /** For files on their way. */
  readonly folder: string;
  /** The server that the disk is in. */
  readonly node: DemoNode;
  /** Whom the volume is for. */
  readonly project: string;
  /** The registry is asked for the volume, and the first step makes it. */
  readonly reserves: boolean;
}

/** What an operating system of the story writes. HAZARD: files of the same name in a volume that was there are not ours. */
async function newFiles(files: Ext4Files): Promise<ReadonlyMap<string, Buffer>> {
  const contents = [
    ['orders.db', randomBytes(6 * MIB)],
    ['README', Buffer.from('Too expensive to copy.\n')],
  ] as const;
  const named = contents.map(async ([name, bytes]) => {
    const isThere = (await files.digest(name)) !== null;
    return [isThere ? `${name}.${randomBytes(4).toString('hex')}` : name, bytes] as const;
  });
  return new Map(await Promise.all(named));
}

/** The project's main job, as the commands that an operator would type. */
export class Story {
  readonly #shell: Shell;
  readonly #context: Context;
  readonly #options: StoryOptions;

  constructor(shell: Shell, context: Context, options: StoryOptions) {
    this.#shell = shell;
    this.#context = context;
    this.#options = options;
  }

  /** Throws when a command fails or a byte of the volume's files changed. */
  async tell(): Promise<void> {
    const { disk, images, node, reserves } = this.#options;
    this.#say('A server with an empty disk gets a volume for data that must outlive its operating systems:');
    await this.#ensureVolume();

    const [first = '', ...later] = images;
    this.#say(
      reserves
        ? 'The first operating system is written beside it; the step asks the registry first, and makes the volume:'
        : 'The first operating system is written beside it:',
    );
    await this.#deploy(first);
    const files = await this.#files();
    const contents = await newFiles(files);
    this.#say(
      `It puts files into the volume: ${[...contents].map(([name, bytes]) => `${name} (${bytes.byteLength} bytes)`).join(', ')}.`,
    );
    for (const [name, bytes] of contents) await files.write(name, bytes);

    for (const image of later) {
      this.#say('The next operating system replaces the first, around the volume:');
      await this.#deploy(image);
    }
    await this.#bmv(['volume', 'verify', disk, VOLUME]);
    await this.#compare(files, contents);

    this.#say('What the registry knows of all this, also when the server is off:');
    await this.#bmv(['volumes', 'list']);
    await this.#bmv(['events', '--node', node.uuid]);
  }

  async #ensureVolume(): Promise<void> {
    const { disk, size, node, project, reserves } = this.#options;
    if ((await this.#volumeOffset()) !== null) return await this.#bmv(['show', disk]);
    const words = [...(project === '' ? [] : ['--project', project]), '--mount', '/srv'];
    if (reserves) {
      await this.#bmv([
        'volumes',
        'reserve',
        VOLUME,
        '--size',
        size,
        '--any',
        ...words,
        '--filesystem',
        'ext4',
      ]);
      return;
    }
    const create = ['volume', 'create', disk, '--name', VOLUME, '--size', size, '--fs', 'ext4', ...words];
    await node.deploy('create_volumes', async (hearing) => await this.#bmv(create, hearing));
  }

  /** As the step of Ironic that writes images does. */
  async #deploy(image: string): Promise<void> {
    const { disk, yes, node } = this.#options;
    const argv = ['deploy', image, disk, ...(yes ? ['--yes'] : [])];
    await node.deploy('write_image', async (hearing) => await this.#bmv(argv, hearing));
  }

  async #volumeOffset(): Promise<number | null> {
    const layout = await inspectDisk(this.#context, this.#options.disk);
    return volumeViews(layout).find(({ name }) => name === VOLUME)?.offset ?? null;
  }

  async #files(): Promise<Ext4Files> {
    const { disk, folder } = this.#options;
    const offset = await this.#volumeOffset();
    if (offset === null)
      throw new BmvError('VOLUME_UNKNOWN', `${disk} has no volume ${VOLUME}`, { device: disk });
    return new Ext4Files(disk, offset, folder);
  }

  async #compare(files: Ext4Files, contents: ReadonlyMap<string, Buffer>): Promise<void> {
    this.#say('The files in the volume, by SHA-256:');
    let changed = 0;
    for (const [name, bytes] of contents) {
      const [before, now] = [digestOf(bytes), await files.digest(name)];
      if (before !== now) changed += 1;
      this.#shell.out(
        `  ${name.padEnd(10)} before ${before.slice(0, 16)}...  now ${now?.slice(0, 16) ?? 'missing'}...  ${before === now ? 'the same' : 'CHANGED'}\n`,
      );
    }
    if (changed > 0)
      throw new BmvError('VOLUME_CHANGED', `${changed} files of volume ${VOLUME} changed`, {
        volume: VOLUME,
      });
  }

  #say(text: string): void {
    this.#shell.out(`\n${text}\n`);
  }

  async #bmv(argv: readonly string[], hearing?: Hearing): Promise<void> {
    this.#shell.out(`\n$ bmv ${argv.join(' ')}\n`);
    const code = await runProgram(argv, { ...this.#shell, ...(hearing ? { hearing } : {}) });
    if (code !== 0)
      throw new BmvError('COMMAND_FAILED', `bmv ${argv[0]} ended with ${code}; its message is above`, {
        command: 'bmv',
      });
  }
}
