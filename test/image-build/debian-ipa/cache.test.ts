import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cached, withScratch } from '../../../image-build/debian-ipa/cache.ts';

describe('cache of ramdisks', () => {
  const { BMV_CACHE: before } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-cache-'));
    process.env.BMV_CACHE = folder;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.BMV_CACHE;
    else process.env.BMV_CACHE = before;
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (text: string) => (making: string) => {
    writeFileSync(join(making, 'file'), text);
    return Promise.resolve();
  };

  it('makes a thing once for as long as its recipe stays the same', async () => {
    const first = await cached('thing', { packages: ['a'] }, write('first'));
    const second = await cached('thing', { packages: ['a'] }, write('second'));
    expect(second).to.equal(first);
    expect(readFileSync(join(second, 'file'), 'utf8')).to.equal('first');
  });

  it('makes another thing for another recipe, and keeps the first', async () => {
    const first = await cached('thing', { packages: ['a'] }, write('first'));
    const second = await cached('thing', { packages: ['b'] }, write('second'));
    expect(readFileSync(join(first, 'file'), 'utf8')).to.equal('first');
    expect(readFileSync(join(second, 'file'), 'utf8')).to.equal('second');
  });

  it('has one of two that are made at once, whole, and nothing of the other', async () => {
    const made = await Promise.all(
      ['one', 'two'].map(async (text) => await cached('thing', {}, write(text))),
    );
    expect(new Set(made).size).to.equal(1);
    expect(readFileSync(join(made[0] ?? '', 'file'), 'utf8')).to.match(/^(one|two)$/);
    expect(readdirSync(folder)).to.have.lengthOf(1);
  });

  it('has nothing of one that failed, and makes it the next time', async () => {
    const failing = async (making: string) => {
      await write('half')(making);
      throw new Error('no network');
    };
    const line = await cached('thing', {}, failing).catch((error: Error) => error.message);
    expect(line).to.equal('no network');
    expect(readdirSync(folder)).to.deep.equal([]);
    const made = await cached('thing', {}, write('whole'));
    expect(readFileSync(join(made, 'file'), 'utf8')).to.equal('whole');
  });

  it('removes what was put into a scratch folder, also after a failure', async () => {
    let seen = '';
    const work = (path: string) => {
      seen = path;
      mkdirSync(join(path, 'deep'), { recursive: true });
      return Promise.reject(new Error('failed'));
    };
    await withScratch('scratch', work).catch(() => {});
    expect(seen).to.match(/scratch/);
    expect(existsSync(seen)).to.equal(false);
  });
});
