import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { expect } from 'chai';
import { readAttribute } from '../../../hardware-managers/linux/sysfs.ts';

/**
 * A cleaning failed with "ESRCH: no such process, read": while mounts were looked for, a process ended after its
 * `comm` had been opened and before it was read. The kernel answers just that for every later read of the open file.
 */
describe('an attribute of a process that ends while it is read', () => {
  let child: ChildProcess;
  let fd: number;
  before(() => {
    child = spawn('sleep', ['60'], { stdio: 'ignore' });
    fd = openSync(`/proc/${child.pid}/comm`, 'r');
  });
  after(() => closeSync(fd));

  it('is there until then', async () => {
    expect(await readAttribute(`/proc/self/fd/${fd}`)).to.be.a('string');
  });

  it('is absent, and no error', async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readAttribute(`/proc/self/fd/${fd}`)).to.equal(null);
  });
});
