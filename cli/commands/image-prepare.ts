import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { openImage } from '../../agent/image/open-image.ts';
import { INDEX_SUFFIX } from '../../agent/image-index/load-index.ts';
import { expectFree, makeFile } from '../../agent/image-index/new-file.ts';
import { prepareImage } from '../../agent/image-index/prepare-image.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { formatBytes } from '../units.ts';
import { indexJson, indexText } from '../views/image-index.ts';
import { withBlockSize } from './image-index.ts';

interface Options extends CommonOptions {
  readonly out: string;
  readonly level: number;
  readonly blockSize: number;
}

function level(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 19) return Number(text);
  throw new InvalidArgumentError('Take 1 to 19.');
}

export function addImagePrepare(image: Command, run: Runner): void {
  withBlockSize(withCommonOptions(image.command('prepare <image>')))
    .description('compress an image so that parts of it can be downloaded alone, and write its index')
    .requiredOption('--out <file>', `the new image (.raw.zst); its index is FILE${INDEX_SUFFIX}`)
    .option('--level <n>', 'of zstd, 1 to 19', level, 3)
    .action(async (location: string, options: Options) => {
      await run(options, async ({ context, output }) => {
        const { signal, onProgress } = context;
        const source = await openImage(location, { expect: 'filesystem' });
        const indexPath = `${options.out}${INDEX_SUFFIX}`;
        try {
          await expectFree(indexPath);
          const { fileBytes, frames, index } = await prepareImage(source, {
            out: options.out,
            level: options.level,
            blockBytes: options.blockSize,
            threads: availableParallelism(),
            signal,
            onProgress,
          });
          await makeFile(indexPath, signal, (file) => file.writeFile(index));
          const json = { ...indexJson(indexPath, index), out: { path: options.out, size: fileBytes } };
          output.result(json, () =>
            [
              `${options.out}: ${formatBytes(fileBytes)} in ${frames} frames`,
              indexText(indexPath, index),
            ].join('\n'),
          );
          return 0;
        } finally {
          await source.close();
        }
      });
    });
}
