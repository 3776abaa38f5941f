import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { lockExclusively, retryWhileBusy } from '../../../hardware-managers/linux/lock.ts';
import { BmvError } from '../../../proto/error.ts';
import { refusalOf } from '../contract.ts';

describe('the lock on a disk', () => {
  it('stays with the handle after the tool that took it, and ends with the handle', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bmv-lock-'));
    const path = join(folder, 'disk');
    const [first, second] = [await open(path, 'w'), await open(path, 'r')];
    await lockExclusively(first.fd, path);
    await lockExclusively(first.fd, path);
    expect((await refusalOf(lockExclusively(second.fd, path), 'DISK_LOCKED')).message).to.contain('lsof');
    await first.close();
    await lockExclusively(second.fd, path);
    await second.close();
    rmSync(folder, { recursive: true });
  });
});

describe('retrying while busy', () => {
  const locked = () => new BmvError('DISK_LOCKED', 'locked');

  it('goes on until it works', async () => {
    let left = 3;
    const result = await retryWhileBusy(2000, async () => {
      left -= 1;
      if (left > 0) throw locked();
      return 'done';
    });
    expect(result).to.equal('done');
  });

  it('ends with the last reason when the time is over', async () => {
    let attempts = 0;
    await refusalOf(
      retryWhileBusy(150, async () => {
        attempts += 1;
        throw locked();
      }),
      'DISK_LOCKED',
    );
    expect(attempts).to.be.greaterThan(1);
  });

  it('does not repeat what cannot pass by itself', async () => {
    let attempts = 0;
    const failing = retryWhileBusy(2000, async () => {
      attempts += 1;
      throw new BmvError('DISK_READ_ONLY', 'read-only');
    });
    await refusalOf(failing, 'DISK_READ_ONLY');
    expect(attempts).to.equal(1);
  });
});
