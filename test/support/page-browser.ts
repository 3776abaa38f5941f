import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** For what has to come to be seen; a busy machine may take long. Milliseconds. */
const PATIENCE_MS = 60_000;

/** Debian's Chromium without a window. */
export async function startBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(`${CHROMIUM} is missing; install it with: apt-get install chromium`);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath: CHROMIUM, args: [...asRoot, '--disable-gpu'] });
}

/** A page of its own profile, and what went wrong in it. */
export interface TestPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page's own, and of its policy. */
  readonly faults: string[];
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<TestPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // A request that fails is the test's own doing, and told by the page itself.
    const isRequest = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRequest) faults.push(message.text());
  });
  return { page, context, faults };
}
