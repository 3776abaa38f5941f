import { type Command, InvalidArgumentError } from 'commander';
import { openImage } from '../../agent/image/open-image.ts';
import { BLOCK_BYTES, MAX_BLOCK_BYTES, MIN_BLOCK_BYTES } from '../../agent/image-index/image-index.ts';
import { indexImage, lastPart } from '../../agent/image-index/index-image.ts';
import { INDEX_SUFFIX } from '../../agent/image-index/load-index.ts';
import { expectNoFrames, makeFile } from '../../agent/image-index/new-file.ts';
import { parseSize } from '../../agent/volumes/size.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { indexJson, indexText } from '../views/image-index.ts';

interface Options extends CommonOptions {
  readonly out?: string;
  readonly blockSize: number;
}

function blockSize(text: string): number {
  const size = parseSize(text);
  const fits = typeof size === 'number' && size >= MIN_BLOCK_BYTES && size <= MAX_BLOCK_BYTES;
  if (fits && Number.isInteger(Math.log2(size))) return size;
  throw new InvalidArgumentError('Take a power of two from 16K to 4M.');
}

/** Option `blockSize`, in bytes. */
export function withBlockSize(command: Command): Command {
  return command.option(
    '--block-size <size>',
    'of the smallest blocks of the index; larger where the image is large',
    blockSize,
    BLOCK_BYTES,
  );
}

/** Beside an image that is a file; an image behind a URL has its index made where the command runs. */
function placeFor(image: string): string {
  return `${/^https?:/i.test(image) ? lastPart(image) : image}${INDEX_SUFFIX}`;
}

export function addImageIndex(image: Command, run: Runner): void {
  withBlockSize(withCommonOptions(image.command('index <image>')))
    .description('write an index beside an image: redeployments download only what the disk does not have')
    .option('--out <file>', `the index; IMAGE${INDEX_SUFFIX} by default`)
    .action(async (location: string, options: Options) => {
      await run(options, async ({ context, output }) => {
        const { signal, onProgress } = context;
        const source = await openImage(location, { expect: 'filesystem' });
        try {
          const out = options.out ?? placeFor(location);
          await expectNoFrames(out);
          const request = { blockBytes: options.blockSize, signal, onProgress };
          const bytes = await makeFile(out, signal, async (file) => {
            const made = await indexImage(source, request);
            await file.writeFile(made);
            return made;
          });
          output.result(indexJson(out, bytes), () => indexText(out, bytes));
          return 0;
        } finally {
          await source.close();
        }
      });
    });
}
