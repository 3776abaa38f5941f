import { randomBytes } from 'node:crypto';
import type { Context } from '../../agent/context.ts';
import { MIB } from '../../agent/layout/extent.ts';
import { inspectDisk } from '../../agent/volumes/inspect.ts';
import { volumeViews } from '../../agent/volumes/views.ts';
import { BmvError } from '../../proto/error.ts';
import { runProgram } from '../program.ts';
import type { Shell } from '../shell.ts';
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
    const { disk, images, yes, size } = this.#options;
    this.#say('A server with an empty disk gets a volume for data that must outlive its operating systems:');
    await this.#ensureVolume(size);
    const files = await this.#files();

    const contents = new Map([
      ['orders.db', randomBytes(6 * MIB)],
      ['README', Buffer.from('Too expensive to copy.\n')],
    ]);
    const [first = '', ...later] = images;
    this.#say('The first operating system is written beside it:');
    await this.#bmv('deploy', first, disk, ...(yes ? ['--yes'] : []));
    this.#say(
      `It puts files into the volume: ${[...contents].map(([name, bytes]) => `${name} (${bytes.byteLength} bytes)`).join(', ')}.`,
    );
    for (const [name, bytes] of contents) await files.write(name, bytes);

    for (const image of later) {
      this.#say('The next operating system replaces the first, around the volume:');
      await this.#bmv('deploy', image, disk, ...(yes ? ['--yes'] : []));
    }
    await this.#bmv('volume', 'verify', disk, VOLUME);
    await this.#compare(files, contents);
  }

  async #ensureVolume(size: string): Promise<void> {
    const { disk } = this.#options;
    if ((await this.#volumeOffset()) !== null) return await this.#bmv('show', disk);
    await this.#bmv(
      'volume',
      'create',
      disk,
      '--name',
      VOLUME,
      '--size',
      size,
      '--fs',
      'ext4',
      '--mount',
      '/srv',
    );
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

  async #bmv(...argv: string[]): Promise<void> {
    this.#shell.out(`\n$ bmv ${argv.join(' ')}\n`);
    const code = await runProgram(argv, this.#shell);
    if (code !== 0)
      throw new BmvError('COMMAND_FAILED', `bmv ${argv[0]} ended with ${code}; its message is above`, {
        command: 'bmv',
      });
  }
}
