import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Progress } from '../../../agent/context.ts';
import { deploy } from '../../../agent/deployment/deploy.ts';
import { openImage } from '../../../agent/image/open-image.ts';
import { testContext } from '../../support/context.ts';
import { memoryManager } from '../../support/memory-disk.ts';
import { makeSmallImage } from '../../support/small-image.ts';
import { aBlankDisk, PATH, yes } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

describe('progress of a deployment', () => {
  let folder = '';
  let image = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-progress-'));
    image = join(folder, 'image');
    makeSmallImage(image, 512, 1);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function reportsOf(path: string): Promise<Progress[]> {
    const disk = aBlankDisk(16 * MIB);
    const reports: Progress[] = [];
    const context = testContext([memoryManager(disk)], { onProgress: (report) => reports.push(report) });
    const source = await openImage(path);
    const options = { selectors: [], proof: 'sample' as const, configDrive: null };
    await deploy(context, PATH, source, options, yes).finally(() => source.close());
    return reports.filter(({ phase }) => phase === 'write');
  }

  it('runs to the size of the image', async () => {
    const reports = await reportsOf(image);
    expect(reports.at(-1)).to.deep.equal({ phase: 'write', doneBytes: 5 * MIB, totalBytes: 5 * MIB });
  });

  it('runs to the size of the file for a compressed image, whose own size nobody knows before its end', async () => {
    const packed = join(folder, 'packed');
    writeFileSync(packed, execFileSync('gzip', ['-c'], { input: readFileSync(image), maxBuffer: 64 * MIB }));
    const reports = await reportsOf(packed);
    const size = statSync(packed).size;
    expect(reports.at(-1)).to.deep.equal({ phase: 'write', doneBytes: size, totalBytes: size });
    for (const { doneBytes } of reports) expect(doneBytes).to.be.at.most(size);
  });
});
