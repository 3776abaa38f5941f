import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { hashPassword } from '../../registry/auth/password.ts';
import { connection, pageSuite, seen } from '../support/page-suite.ts';

const PASSWORD = 'only for tests';

describe('a page whose registry wants to know who reads it', () => {
  let folder = '';
  const suite = pageSuite({
    registry: async () => {
      folder = await mkdtemp(join(tmpdir(), 'bmv-users-'));
      const file = join(folder, 'users');
      const hash = await hashPassword(PASSWORD);
      const lines = [`alice:admin:admin:${hash}`, `bob:web:reader:${hash}`, ''];
      await writeFile(file, lines.join('\n'), { mode: 0o600 });
      return { auth: { kind: 'basic', file } };
    },
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const as = (username: string) => ({ httpCredentials: { username, password: PASSWORD } });

  it('shows nothing to whoever it does not know, and says why', async () => {
    const page = await suite.open('/', { httpCredentials: { username: 'alice', password: 'wrong' } });
    await seen(page.getByRole('alert'), 'Could not read the nodes: user or password is wrong');
    await connection(page, 'reconnecting…');
    await page.locator('.connection[title="user or password is wrong"]').waitFor();
  });

  it('shows all of it, live, to whoever the browser asked', async () => {
    const page = await suite.open('/', as('alice'));
    await connection(page, 'live');
    await seen(page.locator('.nothing'), 'No node has reported yet');
  });

  it('shows to a project what is its own, and says what is not', async () => {
    const page = await suite.open('/', as('bob'));
    await connection(page, 'live');
    await seen(page.locator('.extent'), '0 nodes');
    await page.getByRole('link', { name: 'Alarms' }).click();
    await seen(page.getByRole('alert'), 'Could not read the alarms: bob may not do this');
    expect(await page.locator('.alarm').count()).to.equal(0);
  });
});
