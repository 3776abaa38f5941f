import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';

const root = join(import.meta.dirname, '..');

/** Folder -> folders of ours that its files may import from. design.md section 1. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  proto: [],
  'hardware-managers': ['proto'],
  agent: ['hardware-managers', 'proto'],
  registry: ['proto'],
  'image-build': ['agent', 'hardware-managers', 'proto'],
  cli: ['agent', 'hardware-managers', 'image-build', 'proto', 'registry'],
};
const MAX_LINES = 400;
/** The version is written in one place only. */
const VERSION_SOURCE = 'package.json';

const sources = Object.keys(MAY_IMPORT)
  .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs}`, { cwd: root }))
  .filter((file) => !file.startsWith('proto/generated/'));

/** Paths, relative to the root, of what a file imports from this repository. */
function localImports(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;]*?from\s+'(\.[^']+)'|import\(\s*'(\.[^']+)'/g,
  );
  return [...found].map((match) => relative(root, join(root, dirname(file), match[1] ?? match[2] ?? '')));
}

describe('architecture', () => {
  it('finds the source files and their imports', () => {
    expect(sources.length).to.be.greaterThan(40);
    expect(sources.flatMap(localImports).length).to.be.greaterThan(100);
  });

  it('lets imports run one way only', () => {
    const wrong = sources.flatMap((file) => {
      const own = file.split('/')[0] ?? '';
      return localImports(file)
        .filter((target) => {
          const folder = target.split('/')[0] ?? '';
          return folder !== own && !MAY_IMPORT[own]?.includes(folder) && target !== VERSION_SOURCE;
        })
        .map((target) => `${file} imports ${target}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('keeps the planner free of effects', () => {
    const effects = globSync('agent/layout/*.ts', { cwd: root }).filter((file) =>
      /from 'node:(fs|child_process|net|http|https|timers)|from 'undici'|Math\.random|Date\.now/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
    );
    expect(effects).to.deep.equal([]);
  });

  it('lets only the guarded writer change a disk', () => {
    const callers = globSync('{agent,cli}/**/*.ts', { cwd: root }).filter((file) =>
      /\.(offloadZero|discard)\(|[dD]isk\.write\(/.test(
        readFileSync(join(root, file), 'utf8').replace(/writer\.discard\(/g, ''),
      ),
    );
    expect(callers).to.deep.equal(['agent/image/guarded-writer.ts']);
  });

  it('gives every hardware manager the same set of files', () => {
    const filesOf = (name: string) => readdirSync(join(root, 'hardware-managers', name)).sort();
    expect(filesOf('linux-block')).to.deep.equal(filesOf('disk-file'));
    expect(filesOf('disk-file').length).to.be.greaterThan(2);
  });

  it('keeps files small', () => {
    const long = sources.filter(
      (file) => readFileSync(join(root, file), 'utf8').split('\n').length > MAX_LINES,
    );
    expect(long).to.deep.equal([]);
  });

  it('mirrors the source folders in the tests', () => {
    const homeless = globSync('test/{agent,cli,hardware-managers,image-build,proto,registry}/**/*.test.ts', {
      cwd: root,
    }).filter((file) => {
      const folder = dirname(file).replace(/^test\//, '');
      return globSync(`${folder}/*`, { cwd: root }).length === 0;
    });
    expect(homeless).to.deep.equal([]);
  });
});
