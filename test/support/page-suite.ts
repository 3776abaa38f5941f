import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { PageAgent } from './page-agent.ts';
import { openPage, startBrowser, type TestPage } from './page-browser.ts';
import { PageRegistry, type PageRegistryOptions } from './page-registry.ts';
import { makeScene } from './page-scene.ts';
import { until } from './until.ts';

const BUILD = join(import.meta.dirname, '../../.ci/page.mjs');

/** As the browser's own waiting. */
const SEEN_WITHIN_MS = 30_000;

let isBuilt = false;

/** The page as its sources are now; where it is that already, others may be looking at it. */
function buildPage(): void {
  if (!isBuilt) execFileSync(process.execPath, [BUILD], { stdio: ['ignore', 'ignore', 'inherit'] });
  isBuilt = true;
}

/** What the tests of a suite have. */
export interface PageSuite {
  readonly registry: PageRegistry;
  /** Of the main node of the scene, where the suite has one. */
  readonly agent: PageAgent;
  /** Opens the page at an address; it is closed behind the test, which fails where it said that something was wrong. */
  open(address: string, options?: BrowserContextOptions): Promise<Page>;
  /** What the pages of the test said that was wrong; none of it fails the test any more. */
  takeFaults(): readonly string[];
}

export interface SuiteOptions {
  /** With a fleet that has something of everything. */
  readonly hasScene?: boolean;
  readonly registry?: () => Promise<PageRegistryOptions>;
}

/** A browser and a registry for all tests of a suite. */
export function pageSuite({ hasScene = false, registry }: SuiteOptions = {}): PageSuite {
  const parts: { browser?: Browser; registry?: PageRegistry; agent?: PageAgent } = {};
  const pages: TestPage[] = [];
  const needed = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the suite has not begun, or has no scene');
    return part;
  };
  before(async () => {
    buildPage();
    parts.browser = await startBrowser();
    parts.registry = await PageRegistry.start(await registry?.());
    if (hasScene) parts.agent = (await makeScene(parts.registry)).agent;
  });
  afterEach(async () => {
    const opened = pages.splice(0);
    for (const { context } of opened) await context.close();
    expect(opened.flatMap(({ faults }) => faults)).to.deep.equal([]);
  });
  after(async () => {
    await parts.browser?.close();
    await parts.registry?.stop();
  });
  return {
    get registry() {
      return needed(parts.registry);
    },
    get agent() {
      return needed(parts.agent);
    },
    open: async (address, options) => {
      const opened = await openPage(needed(parts.browser), options);
      pages.push(opened);
      await opened.page.goto(`${needed(parts.registry).url}${address}`);
      await opened.page.locator('h1').waitFor();
      return opened.page;
    },
    takeFaults: () => pages.flatMap(({ faults }) => faults.splice(0)),
  };
}

/** Resolves when there is such a thing, with this text in it. */
export async function seen(place: Locator, text: string | RegExp): Promise<void> {
  await place.filter({ hasText: text }).first().waitFor();
}

/** Resolves when there is no such thing any more. */
export async function gone(place: Locator): Promise<void> {
  await place.first().waitFor({ state: 'detached' });
}

/** Resolves when what is read of a page is this. What a page shows comes by several requests, in any order. */
export async function comesTo<T>(read: () => Promise<T>, expected: T): Promise<void> {
  let last = await read();
  const isSo = async () => {
    last = await read();
    return isDeepStrictEqual(last, expected);
  };
  // The difference is told by the comparison, not by the waiting.
  await until(isSo, SEEN_WITHIN_MS).catch(() => undefined);
  expect(last).to.deep.equal(expected);
}

/** Texts of all such things. */
export async function textsOf(place: Locator): Promise<readonly string[]> {
  return (await place.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

/** Resolves when the page says how it stands with the registry. */
export async function connection(page: Page, state: string): Promise<void> {
  await seen(page.locator('.connection'), state);
}

/** A property of how something looks. */
export async function styleOf(place: Locator, property: string): Promise<string> {
  return await place.first().evaluate((element: unknown, name) => {
    const browser = globalThis as unknown as {
      getComputedStyle(of: unknown): { getPropertyValue(name: string): string };
    };
    return browser.getComputedStyle(element).getPropertyValue(name);
  }, property);
}
