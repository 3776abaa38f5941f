/**
 * Makes the pictures of the README: `npm run screenshots`. Needs Debian's chromium; with its fonts-inter the text looks as
 * on a desktop.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { openPage, startBrowser } from '../support/page-browser.ts';
import { GIB } from '../support/page-disks.ts';
import { PageRegistry } from '../support/page-registry.ts';
import { MAIN_NODE, makeScene } from '../support/page-scene.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'registry/web/screenshots');
const MAX_BYTES = 150 * 1024;

const INTER = '/usr/share/fonts/opentype/inter';
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  ${['system-ui', 'sans', 'sans-serif', 'DejaVu Sans']
    .map(
      (name) =>
        `<match target="pattern"><test name="family" qual="any"><string>${name}</string></test>` +
        '<edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit></match>',
    )
    .join('\n  ')}
</fontconfig>
`;

interface Picture {
  readonly name: string;
  readonly address: string;
  /** Something that is seen when all of it is there. */
  readonly shows: string;
  readonly scheme: 'light' | 'dark';
  readonly height: number;
}

const NODE = { address: `/nodes/${MAIN_NODE}`, shows: '.running', height: 1046 };
const FLEET = { address: '/', shows: '.node-row .progress', height: 724 };

const PICTURES: readonly Picture[] = [
  { name: 'node-light', ...NODE, scheme: 'light' },
  { name: 'node-dark', ...NODE, scheme: 'dark' },
  { name: 'nodes-light', ...FLEET, scheme: 'light' },
  { name: 'nodes-dark', ...FLEET, scheme: 'dark' },
];

async function take(browser: Browser, url: string, picture: Picture): Promise<string> {
  const { name, address, shows, scheme, height } = picture;
  const { page, context } = await openPage(browser, {
    ...{ colorScheme: scheme, viewport: { width: 1200, height }, reducedMotion: 'reduce' },
  });
  await page.goto(`${url}${address}`);
  await page.locator('.connection-live').waitFor();
  await page.locator(shows).first().waitFor();
  await page.evaluate("for (const table of document.querySelectorAll('.disk-table')) table.open = false");
  await page.mouse.move(0, 0);
  await page.evaluate('document.activeElement.blur()');
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  await context.close();
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MAX_BYTES}`);
  return `${relative(ROOT, path)} ${Math.round(size / 1024)} KiB`;
}

/** Steps took as long as they do on real disks. */
async function ageSteps(registry: PageRegistry): Promise<void> {
  await registry.withStore((store) =>
    store.transaction(async ({ db }) => {
      for (const [state, ms] of Object.entries({ running: 94_000, succeeded: 8_000, failed: 212_000 }))
        await db
          .updateTable('runs')
          .set(({ eb }) => ({ started_at_ms: eb('started_at_ms', '-', ms) }))
          .where('state', '=', state)
          .execute();
    }),
  );
}

const scratch = await mkdtemp(join(tmpdir(), 'bmv-screenshots-'));
if (existsSync(INTER)) {
  await writeFile(join(scratch, 'fonts.conf'), FONTS);
  process.env.FONTCONFIG_FILE = join(scratch, 'fonts.conf');
}
await mkdir(FOLDER, { recursive: true });
await build({ configFile: join(ROOT, 'registry/web/vite.config.ts') });
const registry = await PageRegistry.start();
const browser = await startBrowser();
try {
  const { agent } = await makeScene(registry);
  await agent.startStep('write_image');
  await agent.progress('write', 25 * GIB);
  await ageSteps(registry);
  for (const picture of PICTURES) process.stdout.write(`${await take(browser, registry.url, picture)}\n`);
} finally {
  await browser.close();
  await registry.stop();
  await rm(scratch, { recursive: true, force: true });
}
