import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { BUILT_PAGE } from '../../registry/web/built-page.ts';
import { ALARMED_NODE, MAIN_NODE } from '../support/page-scene.ts';
import { comesTo, connection, pageSuite, seen, styleOf } from '../support/page-suite.ts';

/** Of all that a browser loads before it shows anything. */
const MAX_GZIP_BYTES = 60 * 1024;

async function ground(page: Page): Promise<'light' | 'dark'> {
  const colour = await styleOf(page.locator('html'), 'background-color');
  const [red = 0] = colour.match(/\d+/g)?.map(Number) ?? [];
  return red > 128 ? 'light' : 'dark';
}

describe('how the page looks and loads', () => {
  const suite = pageSuite({ hasScene: true });

  it('is light or dark as the system prefers', async () => {
    const light = await suite.open('/', { colorScheme: 'light' });
    await comesTo(() => ground(light), 'light');
    const page = await suite.open('/', { colorScheme: 'dark' });
    await comesTo(() => ground(page), 'dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await comesTo(() => ground(page), 'light');
  });

  it('is as the reader chose, also after it is loaded again', async () => {
    const page = await suite.open('/', { colorScheme: 'light' });
    await page.getByRole('radio', { name: 'Dark colours' }).check({ force: true });
    await comesTo(() => ground(page), 'dark');
    await page.reload();
    await page.locator('h1').waitFor();
    await comesTo(() => ground(page), 'dark');
    await page.getByRole('radio', { name: 'Dark colours' }).focus();
    await page.keyboard.press('ArrowLeft');
    await comesTo(() => ground(page), 'light');
    await page.getByRole('radio', { name: 'Colours as the system prefers' }).check({ force: true });
    await page.emulateMedia({ colorScheme: 'dark' });
    await comesTo(() => ground(page), 'dark');
  });

  it('asks nobody but the registry for anything, and does nothing that its policy forbids', async () => {
    const page = await suite.open('/alarms');
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    await page.reload();
    for (const address of ['/', `/nodes/${MAIN_NODE}`, `/nodes/${ALARMED_NODE}`, '/volumes', '/alarms']) {
      await page.goto(`${suite.registry.url}${address}`);
      await connection(page, 'live');
    }
    expect([...hosts]).to.deep.equal([suite.registry.url]);
  });

  it('is refused what is not its own', async () => {
    const page = await suite.open('/');
    const policy = await page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.wasRun = true';
      document.head.append(script);
    })`);
    expect(policy).to.equal('script-src-elem');
    expect(await page.evaluate('window.wasRun')).to.equal(undefined);
    expect(suite.takeFaults().join()).to.contain("Content Security Policy directive 'default-src 'self''");
  });

  it('is small', async () => {
    const files = ['index.html', ...globSync('assets/*', { cwd: BUILT_PAGE })];
    const contents = await Promise.all(files.map(async (file) => await readFile(join(BUILT_PAGE, file))));
    const sizes = contents.map((content) => gzipSync(content, { level: 9 }).length);
    const sum = sizes.reduce((total, size) => total + size, 0);
    expect(files.length).to.equal(4);
    expect(sum, `bytes of ${files.join(', ')}`).to.be.lessThan(MAX_GZIP_BYTES);
  });

  it('is not loaded again while it has not changed', async () => {
    const page = await suite.open('/');
    const statuses: Record<string, number> = {};
    page.on('response', (response) => {
      statuses[new URL(response.url()).pathname] = response.status();
    });
    await page.goto(`${suite.registry.url}/alarms`);
    await seen(page.locator('h1'), 'Alarms');
    expect(Object.keys(statuses).some((path) => path.endsWith('.js'))).to.equal(true);
    const response = await fetch(`${suite.registry.url}/`);
    const tag = response.headers.get('etag') ?? '';
    const again = await fetch(`${suite.registry.url}/`, { headers: { 'if-none-match': tag } });
    expect(again.status).to.equal(304);
  });
});
