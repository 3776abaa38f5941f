import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { debianIpa } from '../../../image-build/debian-ipa/build.ts';
import { tool } from '../../support/blkid.ts';
import { bmvDone } from '../../support/bmv.ts';
import { unpackRamdisk } from './unpack.ts';

const HERE = import.meta.dirname;
const ELEMENTS = join(HERE, '../../../image-build/dib');
const BUILD_MS = 5 * 60_000;

/** Path in an element -> text; those in `*.d` and `bin` are programs. */
type Element = Readonly<Record<string, string>>;

/** Stands for the element of a distribution: a tree that is there already, and a package manager that takes notes. */
const DISTRIBUTION: Element = {
  'element-deps': 'install-bin\n',
  'element-provides': 'operating-system\n',
  'environment.d/10-test': 'export DISTRO_NAME=debian DIB_RELEASE=trixie DIB_INIT_SYSTEM=systemd\n',
  'root.d/10-test': [
    '#!/bin/sh',
    'set -eu',
    'mkdir "$BMV_TEST_CHANGES" "$TMP_BUILD_DIR/work"',
    'options="lowerdir=$BMV_TEST_ROOT,upperdir=$BMV_TEST_CHANGES,workdir=$TMP_BUILD_DIR/work"',
    'mount -t overlay -o "$options" overlay "$TARGET_ROOT"',
    '',
  ].join('\n'),
  'bin/install-packages': [
    '#!/bin/sh',
    '[ "$1" = -e ] || printf "%s\\n" "$@" >> /root/installed-packages',
    '',
  ].join('\n'),
};

export interface DibRequest {
  /** What stands for `ironic-python-agent-ramdisk`; default nothing but its name, for Debian's own package. */
  readonly ipa?: Element;
  /** Files of one more element. */
  readonly more?: Element;
  readonly rounds?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface DibBuild {
  readonly status: number | null;
  readonly log: string;
  /** The folder of what the build changed in the image, as an overlay has it. */
  readonly changes: string;
}

function writeElement(folder: string, files: Element): void {
  mkdirSync(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    if (path.includes('/')) chmodSync(join(folder, path), 0o755);
  }
}

/** Debian's ironic-python-agent as a tree, a payload, and builds with them; all gone after `close`. */
export class DibFixture {
  readonly #folder = mkdtempSync(join(tmpdir(), 'bmv-dib-'));
  #builds = 0;

  /** The tree of the distribution, which no build changes. */
  get root(): string {
    return join(this.#folder, 'root');
  }

  get payload(): string {
    return join(this.#folder, 'payload.tar');
  }

  async open(): Promise<void> {
    tool('disk-image-create', 'python3-diskimage-builder', ['--version']);
    const { ramdisk } = await debianIpa('trixie');
    unpackRamdisk(ramdisk, this.root);
    await bmvDone('ramdisk', 'payload', '--out', this.payload, '--option', 'log_level=debug');
  }

  /** Builds an image of the distribution and the element `baremetal-volumes`. */
  build({ ipa = {}, more = {}, rounds = 1, environment = {} }: DibRequest = {}): DibBuild {
    this.#builds += 1;
    const folder = join(this.#folder, `build-${this.#builds}`);
    mkdirSync(folder);
    writeElement(join(folder, 'test-distribution'), DISTRIBUTION);
    writeElement(join(folder, 'ironic-python-agent-ramdisk'), ipa);
    writeElement(join(folder, 'test-more'), more);
    const changes = join(folder, 'changes');
    const elements = ['test-distribution', 'baremetal-volumes', 'test-more'];
    const { status, stdout, error } = spawnSync(
      'unshare',
      [
        ...['--mount', '--pid', '--fork', '--kill-child'],
        ...['bash', join(HERE, 'dib-phases.sh'), this.root, changes, String(rounds), ...elements],
      ],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        maxBuffer: 64 * 1024 * 1024,
        timeout: BUILD_MS,
        env: {
          PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
          HOME: folder,
          ELEMENTS_PATH: `${ELEMENTS}:${folder}`,
          DIB_BMV_PAYLOAD: this.payload,
          ...environment,
        },
      },
    );
    if (error) throw error;
    return { status, log: stdout, changes };
  }

  /** What diskimage-builder's own check of elements says. Throws when it is not content. */
  lint(): string {
    const folder = join(this.#folder, 'lint');
    mkdirSync(join(folder, 'lib'), { recursive: true });
    // It calls Python by a name that Debian has not.
    symlinkSync('/usr/bin/python3', join(folder, 'python'));
    const env = { PATH: `/usr/bin:/bin:${folder}`, ELEMENTS_DIR: ELEMENTS, LIB_DIR: join(folder, 'lib') };
    const { stdout, status } = spawnSync('dib-lint', { cwd: folder, encoding: 'utf8', env });
    if (status !== 0) throw new Error(stdout);
    return stdout;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
