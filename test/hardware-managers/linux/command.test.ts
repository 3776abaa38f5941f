import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runCommand } from '../../../hardware-managers/linux/command.ts';
import { packageOf } from '../../../hardware-managers/linux/tool-packages.ts';
import { refusalOf } from '../contract.ts';

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

describe('running a command', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-command-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('returns what it prints and takes input', async () => {
    const result = await runCommand(['sh', '-c', 'cat; echo problem >&2'], { input: 'hello' });
    expect(result).to.deep.equal({ stdout: 'hello', stderr: 'problem\n', exitCode: 0 });
  });

  it('passes arguments as they are, without a shell', async () => {
    const { stdout } = await runCommand(['printf', '%s\n', '$(id) * ; "']);
    expect(stdout).to.equal('$(id) * ; "\n');
  });

  it('hands down one open file as descriptor 3', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'content');
    const fd = openSync(path, 'r');
    const { stdout } = await runCommand(['cat', '/proc/self/fd/3'], { inheritFds: [fd] });
    closeSync(fd);
    expect(stdout).to.equal('content');
  });

  it('gives a tool the variables that it is told to, and finds the tool by them', async () => {
    writeFileSync(join(folder, 'own-tool'), '#!/bin/sh\necho "$WORD"\n', { mode: 0o755 });
    const environment = { PATH: `${folder}:/usr/bin:/bin`, WORD: 'told' };
    expect((await runCommand(['own-tool'], { environment })).stdout).to.equal('told\n');
    await refusalOf(runCommand(['own-tool']), 'TOOL_MISSING');
  });

  it('accepts the exit codes it is told to, and fails with the last line of stderr for others', async () => {
    expect((await runCommand(['sh', '-c', 'exit 3'], { allowExitCodes: [0, 3] })).exitCode).to.equal(3);
    const failing = runCommand(['sh', '-c', 'expr 2 + 3 >&2; \n expr 7 + 8 >&2; exit 4']);
    const { message } = await refusalOf(failing, 'COMMAND_FAILED');
    expect(message).to.match(/failed with exit code 4: 15$/);
  });

  it('names the Debian package of a missing tool', async () => {
    const { PATH } = process.env;
    process.env.PATH = folder;
    try {
      const error = await refusalOf(runCommand(['bmv-no-such-tool']), 'TOOL_MISSING');
      expect(error.message).to.contain('bmv-no-such-tool');
    } finally {
      process.env.PATH = PATH;
    }
    expect(packageOf('sgdisk')).to.equal('gdisk');
    expect(packageOf('losetup')).to.equal('mount');
    expect(packageOf('bmv-no-such-tool')).to.equal(null);
  });

  it('ends a command that takes too long, with the children it started', async () => {
    const pidFile = join(folder, 'pid');
    const script = `sleep 60 & echo $! > ${pidFile}; wait`;
    const error = await refusalOf(runCommand(['sh', '-c', script], { timeoutMs: 300 }), 'COMMAND_TIMEOUT');
    expect(error.message).to.contain('300 ms');
    expect(alive(Number(readFileSync(pidFile, 'utf8')))).to.equal(false);
  });

  it('ends a command that ignores SIGTERM', async () => {
    const started = Date.now();
    await refusalOf(
      runCommand(['sh', '-c', 'trap "" TERM; while :; do sleep 0.1; done'], { timeoutMs: 100 }),
      'COMMAND_TIMEOUT',
    );
    expect(Date.now() - started).to.be.lessThan(5000);
  });

  it('ends a command that prints too much', async () => {
    await refusalOf(runCommand(['yes'], { maxOutputBytes: 1000 }), 'COMMAND_FAILED');
  });

  it('is aborted at once, or not even started', async () => {
    const controller = new AbortController();
    const running = runCommand(['sleep', '60'], { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await refusalOf(running, 'ABORTED');
    await refusalOf(runCommand(['sh', '-c', `touch ${folder}/x`], { signal: controller.signal }), 'ABORTED');
  });

  it('survives a command that does not read its input', async () => {
    expect((await runCommand(['true'], { input: Buffer.alloc(1024 * 1024) })).exitCode).to.equal(0);
  });

  it('reports a command that was killed', async () => {
    expect((await refusalOf(runCommand(['sh', '-c', 'kill -9 $$']), 'COMMAND_FAILED')).message).to.contain(
      'SIGKILL',
    );
  });
});
