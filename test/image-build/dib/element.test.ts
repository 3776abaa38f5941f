import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const ELEMENT = join(import.meta.dirname, '../../../image-build/dib/baremetal-volumes');

/** Every hook of elements of ironic-python-agent-builder begins so. */
const BEGIN = `if [ "\${DIB_DEBUG_TRACE:-0}" -gt 0 ]; then
    set -x
fi
set -eu
set -o pipefail
`;

/** Phases of diskimage-builder that the element has hooks for; it ignores folders of other names. */
const PHASES = ['extra-data.d', 'install.d', 'post-install.d'];

function read(path: string): string {
  return readFileSync(join(ELEMENT, path), 'utf8');
}

/** Names of the packages to install, as the package map and the distribution's package manager get them. */
function packages(): string[] {
  return [...read('package-installs.yaml').matchAll(/^([^#\s:][^\s:]*):/gm)].map((match) => match[1] ?? '');
}

describe('files of the element baremetal-volumes', () => {
  const hooks = globSync('*.d/*', { cwd: ELEMENT }).sort();

  it('are hooks of these phases, with a number that tells their order', () => {
    expect(hooks.map((path) => path.split('/')[0])).to.deep.equal(PHASES);
    for (const path of hooks) expect(path).to.match(/^[a-z-]+\.d\/[0-9]{2}-bmv-[a-z]+$/);
  });

  for (const path of hooks) {
    it(`${path} is run, can be traced, and ends at the first error`, () => {
      expect(statSync(join(ELEMENT, path)).mode & 0o777).to.equal(0o755);
      const text = read(path);
      expect(text).to.match(/^#!\/bin\/bash\n/);
      expect(text).to.contain(BEGIN);
    });

    it(`${path} is what bash understands`, () => {
      execFileSync('bash', ['-n', join(ELEMENT, path)]);
    });

    it(`${path} has no tab, no blank at the end of a line and no long line`, () => {
      const wrong = read(path)
        .split('\n')
        .filter((line) => /\t|\s$/.test(line) || line.length > 120);
      expect(wrong).to.deep.equal([]);
    });

    it(`${path} names itself and what to do in its errors`, () => {
      const messages = read(path).match(/^ *echo ".*(?: \\\n.*)?>&2$/gm) ?? [];
      expect(messages.filter((line) => !line.includes('"baremetal-volumes: '))).to.deep.equal([]);
    });
  }

  it('tell every variable of theirs in the README, and no other', () => {
    const used = new Set(hooks.flatMap((path) => read(path).match(/\bDIB_BMV_[A-Z_]+/g) ?? []));
    const told = new Set(read('README.rst').match(/\bDIB_BMV_[A-Z_]+/g) ?? []);
    expect(told).to.deep.equal(used);
  });

  it('map no package that they do not install', () => {
    const { family, default: others } = JSON.parse(read('pkg-map')) as {
      family: Record<string, Record<string, string>>;
      default: Record<string, string>;
    };
    const mapped = [...Object.values(family), others].flatMap((map) => Object.keys(map));
    expect(mapped.filter((name) => !packages().includes(name))).to.deep.equal([]);
    expect(packages()).to.include('libstdc++').and.include('util-linux');
  });

  it('depend on the elements whose tools and files they need', () => {
    expect(read('element-deps').trim().split('\n')).to.deep.equal([
      'ironic-python-agent-ramdisk',
      'package-installs',
      'pkg-map',
    ]);
  });
});
