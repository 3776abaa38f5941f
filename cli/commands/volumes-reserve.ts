import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { ENCRYPTIONS, FILESYSTEMS, type Filesystem } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { NewVolumeJson, VolumeAnswerJson } from '../../registry/api/schemas/volumes.ts';
import type { RegistryApi } from '../registry/api.ts';
import { diskKeys } from '../registry/disk-keys.ts';
import { findNode, isId } from '../registry/find.ts';
import {
  askForVolume,
  encryptionOption,
  type NewVolumeOptions,
  newVolumeWords,
  withNewVolumeOptions,
} from '../registry/new-volume.ts';
import {
  collect,
  type RegistryOptions,
  wantedSize,
  withExamples,
  withRegistryOptions,
} from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { volumeAnswerText } from '../views/registry-volume.ts';

interface Options extends RegistryOptions, NewVolumeOptions {
  readonly size: string;
  readonly node?: string;
  readonly any?: boolean;
  readonly disk?: readonly string[];
  readonly filesystem: Filesystem;
  readonly label: string;
  readonly id?: string;
}

/** Nodes that are tried, best first, when others take what was free a moment ago. */
const MAX_NODES_TRIED = 5;

/** Refusals after which another node may still do. */
const NODE_REFUSALS: ReadonlySet<string> = new Set([
  'NO_SPACE',
  'NODE_HELD',
  'NODE_UNDECIDED',
  'NODE_UNKNOWN',
]);

type Wish = Omit<NewVolumeJson, 'node'> & { readonly id: string; readonly size_bytes: number };

async function onAnyNode(api: RegistryApi, wish: Wish): Promise<VolumeAnswerJson> {
  const { project, size_bytes: size } = wish;
  const { candidates } = await api.place({
    ...{ size_bytes: size, limit: MAX_NODES_TRIED },
    ...(project === undefined ? {} : { project }),
  });
  let refused: BmvError | null = null;
  for (const { node } of candidates) {
    try {
      return await askForVolume(api, { ...wish, node });
    } catch (error) {
      if (!(error instanceof BmvError) || !NODE_REFUSALS.has(error.code)) throw error;
      refused = error;
    }
  }
  throw (
    refused ??
    new BmvError('NO_SPACE', `no node has room for a volume of ${size} bytes; \`bmv place\` says more`)
  );
}

async function onNode(api: RegistryApi, wish: Wish, text: string, disks: readonly string[]) {
  const node = await findNode(api, text);
  const keys = disks.length === 0 ? [] : diskKeys(disks, await api.node(node));
  return await askForVolume(api, { ...wish, node, disks: keys });
}

export function addVolumesReserve(volumes: Command, run: Runner): void {
  const command = volumes
    .command('reserve <name>')
    .description("reserve space for a volume; the node's next step of Ironic makes it")
    .requiredOption('--size <size>', 'number with B, K, M, G or T (powers of 1024), rounded up to whole MiB')
    .option('--node <node>', 'on this node, by UUID or name')
    .option('--any', 'on the node that suits best')
    .option(
      '--disk <disk>',
      'on this disk of the node, by key, WWN or serial number; may be given again',
      collect,
    )
    .addOption(new Option('--filesystem <filesystem>', 'to make in it').choices(FILESYSTEMS).default('none'))
    .option('--label <label>', "the filesystem's label", '')
    .addOption(
      encryptionOption(
        ENCRYPTIONS,
        'luks2: by a key that the registry makes (see `bmv volumes key`); opaque: its project encrypts it; default: none',
      ),
    )
    .option('--id <uuid>', 'its id; a repetition with the same id makes no second one');
  withExamples(
    withCommonOptions(withRegistryOptions(withNewVolumeOptions(command))),
    'bmv volumes reserve data --size 500GiB --node rack1-07 --project web --filesystem xfs --mount /srv',
    'bmv volumes reserve data --size 500GiB --any --project web --encryption luks2',
  ).action(async (name: string, options: Options) => {
    await runWithRegistry(run, options, async ({ api, output }) => {
      const { node, any, disk = [], filesystem, label } = options;
      if ((node === undefined) !== (any === true))
        throw new BmvError('USAGE', 'say where: --node NODE, or --any');
      if (node === undefined && disk.length > 0)
        throw new BmvError('USAGE', '--disk is of one node; name that node with --node');
      if (options.id !== undefined && !isId(options.id))
        throw new BmvError('USAGE', `--id ${JSON.stringify(options.id)} is no UUID`);
      const id = options.id?.toLowerCase() ?? randomUUID();
      const words = { name, filesystem, label, ...newVolumeWords(options) };
      const wish: Wish = { id, size_bytes: wantedSize(options.size), ...words };
      const answer = await (node === undefined ? onAnyNode(api, wish) : onNode(api, wish, node, disk));
      output.result(answer, () => volumeAnswerText(answer));
      return 0;
    });
  });
}
