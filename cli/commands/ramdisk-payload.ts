import type { Command } from 'commander';
import { buildPayload, NEUTRAL_PYTHON_PATH } from '../../image-build/payload.ts';
import { checkFree, orAborted, publish } from '../../image-build/publish.ts';
import { encodeTar } from '../../image-build/tar.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { formatBytes } from '../units.ts';
import { type PayloadOptions, payloadRequestOf, payloadTime, withPayloadOptions } from './ramdisk-options.ts';

interface Options extends CommonOptions, PayloadOptions {
  readonly out: string;
}

export function addRamdiskPayload(ramdisk: Command, run: Runner): void {
  withCommonOptions(withPayloadOptions(ramdisk.command('payload')))
    .description('write bmv-agent and all that it needs as a tar archive, for builders of ramdisks')
    .requiredOption('--out <file>', 'the tar archive')
    .action(async (options: Options) => {
      await run(options, async ({ context, output }) => {
        await checkFree(options.out, null);
        const arch = options.arch ?? (process.arch === 'arm64' ? 'arm64' : 'x64');
        const request = { ...(await payloadRequestOf(options)), arch, pythonPath: NEUTRAL_PYTHON_PATH };
        const mtime = payloadTime();
        const { build, sizeBytes } = await orAborted(options.out, context.signal, async () => {
          const payload = await buildPayload(request, context.signal);
          await publish(options.out, null, encodeTar(payload.tree, mtime), context.signal);
          return payload;
        });
        output.result(
          { payload: { build, arch, size: sizeBytes }, out: { path: options.out } },
          () => `${options.out}: bmv-agent ${build} for ${arch}, ${formatBytes(sizeBytes)}`,
        );
        return 0;
      });
    });
}
