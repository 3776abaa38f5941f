import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { HolePuncher } from '../../../hardware-managers/linux/punch-hole.ts';
import { makeDiskFile, writeAt } from '../../support/disk-file.ts';
import { errorOf } from '../../support/read-image.ts';

const MIB = 1024 * 1024;

describe('punching holes', () => {
  let folder = '';
  let path = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-holes-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    path = makeDiskFile(join(folder, 'file'), 8 * MIB);
    writeAt(path, 0, Buffer.alloc(8 * MIB, 0xaa));
  });

  async function withPuncher<T>(flags: string, use: (puncher: HolePuncher) => Promise<T>): Promise<T> {
    const fd = openSync(path, flags);
    const puncher = new HolePuncher(fd, path);
    try {
      return await use(puncher);
    } finally {
      await puncher.close();
      closeSync(fd);
    }
  }

  it('zeroes exactly the ranges that were asked for, many at a time, and gives the space back', async () => {
    await withPuncher('r+', async (puncher) => {
      const asked = [0, 2, 4, 6].map((at) => puncher.punch(at * MIB, MIB));
      expect(await Promise.all(asked)).to.deep.equal([true, true, true, true]);
    });
    const bytes = readFileSync(path);
    for (let at = 0; at < 8; at += 1) {
      const expected = at % 2 === 0 ? 0 : 0xaa;
      expect(
        bytes.subarray(at * MIB, (at + 1) * MIB).every((byte) => byte === expected),
        `MiB ${at}`,
      ).to.equal(true);
    }
    expect(statSync(path).blocks * 512).to.be.lessThan(6 * MIB);
  });

  it('says what failed, with offset and length', async () => {
    path = folder;
    const error = await errorOf(withPuncher('r', (puncher) => puncher.punch(MIB, MIB)));
    expect(error.code).to.equal('COMMAND_FAILED');
    expect(error.message).to.contain(`${MIB}`).and.contain(path).and.not.contain('\n');
  });

  it('says no, and nothing else, where the file system cannot', async () => {
    const fd = openSync('/dev/null', 'r+');
    const puncher = new HolePuncher(fd, '/dev/null');
    const answer = await puncher.punch(0, MIB).catch((error: { code: string }) => error.code);
    await puncher.close();
    closeSync(fd);
    expect(answer).to.be.oneOf([false, 'COMMAND_FAILED']);
  });

  it('ends a range that takes too long, and the tool that is at it, and can be asked again', async () => {
    const tool = join(folder, 'fallocate');
    const pidFile = join(folder, 'pid');
    const { PATH } = process.env;
    writeFileSync(tool, `#!/bin/sh\necho $$ > ${pidFile}\nexec sleep 100\n`, { mode: 0o755 });
    process.env.PATH = `${folder}:${PATH}`;
    const fd = openSync(path, 'r+');
    const puncher = new HolePuncher(fd, path, { timeoutMs: 500 });
    try {
      const asked = [0, MIB].map((offset) => errorOf(puncher.punch(offset, MIB)));
      const [first, second] = await Promise.all(asked);
      expect(first?.code).to.equal('COMMAND_TIMEOUT');
      expect(first?.message).to.contain('500 ms').and.contain(path).and.not.contain('\n');
      expect(second?.code).to.equal('COMMAND_TIMEOUT');
      const commandLine = `/proc/${readFileSync(pidFile, 'utf8').trim()}/cmdline`;
      expect(existsSync(commandLine) && readFileSync(commandLine, 'utf8')).to.be.oneOf([false, '']);
      rmSync(tool);
      expect(await puncher.punch(0, MIB)).to.equal(true);
    } finally {
      process.env.PATH = PATH;
      await puncher.close();
      closeSync(fd);
    }
  });

  it('closes twice, and without having been used', async () => {
    await withPuncher('r+', async (puncher) => await puncher.close());
  });
});
