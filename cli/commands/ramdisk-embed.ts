import { stat } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { COMPRESSIONS, type Compression } from '../../image-build/compress.ts';
import { embedPayload } from '../../image-build/embed.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { formatBytes } from '../units.ts';
import { type PayloadOptions, payloadRequestOf, payloadTime, withPayloadOptions } from './ramdisk-options.ts';

interface Options extends CommonOptions, PayloadOptions {
  readonly ramdisk: string;
  readonly out: string;
  readonly compress?: Compression;
  readonly pythonPath?: string;
}

export function addRamdiskEmbed(ramdisk: Command, run: Runner): void {
  withCommonOptions(withPayloadOptions(ramdisk.command('embed')))
    .description('copy a ramdisk of ironic-python-agent and put bmv-agent into the copy')
    .requiredOption('--ramdisk <file>', 'ramdisk of ironic-python-agent: plain cpio, gzip, zstd or xz')
    .requiredOption('--out <file>', 'the new ramdisk')
    .addOption(
      new Option('--compress <kind>', 'of what is added; as the ramdisk is, by default').choices([
        ...COMPRESSIONS,
      ]),
    )
    .option(
      '--python-path <folder>',
      'folder in the ramdisk that ironic_python_agent is in, where it is not found',
    )
    .action(async (options: Options) => {
      await run(options, async ({ context, output }) => {
        const { scan, facts, arch, payload, compression, addedBytes } = await embedPayload(
          {
            ...(await payloadRequestOf(options)),
            ramdisk: options.ramdisk,
            out: options.out,
            arch: options.arch ?? null,
            pythonPath: options.pythonPath ?? null,
            compression: options.compress ?? null,
            mtime: payloadTime(),
          },
          context,
        );
        const { size } = await stat(options.out);
        const { pythonPath, unit } = facts;
        const json = {
          ramdisk: { path: scan.path, size: scan.sizeBytes, formats: scan.formats, pythonPath, unit, arch },
          payload: { build: payload.build, size: payload.sizeBytes, compression, added: addedBytes },
          out: { path: options.out, size },
        };
        output.result(json, () =>
          [
            `${options.out}: ${formatBytes(size)}, ${formatBytes(addedBytes)} more than ${scan.path}`,
            `bmv-agent ${payload.build} for ${arch}, ${compression}, ${formatBytes(payload.sizeBytes)} when unpacked`,
            `ironic-python-agent: /${pythonPath}, started by /${unit}`,
          ].join('\n'),
        );
        return 0;
      });
    });
}
