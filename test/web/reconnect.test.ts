import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { EventListJson } from '../../registry/api/schemas/events.ts';
import { PageAgent } from '../support/page-agent.ts';
import { GIB, type PageDisk } from '../support/page-disks.ts';
import { comesTo, connection, gone, pageSuite, seen } from '../support/page-suite.ts';

const NODE = '5e7f3333-0000-4000-8000-000000000001';
const DISK: PageDisk = {
  ...{ device: '/dev/vda', model: 'disk', serial: 'AGAIN1', sizeBytes: 100 * GIB, volumes: [], image: [] },
};

describe('a page whose registry goes away', () => {
  const suite = pageSuite();

  async function runSteps(count: number): Promise<void> {
    const agent = await PageAgent.connect(suite.registry.address, NODE);
    await agent.inventory([DISK]);
    for (let step = 0; step < count; step += 1) {
      await agent.startStep(`step_${step}`);
      await agent.endStep(`step_${step}`);
    }
    await agent.close();
  }

  async function shownEvents(page: Page): Promise<readonly number[]> {
    const events = await page.locator('.event').all();
    return await Promise.all(events.map(async (event) => Number(await event.getAttribute('data-seq'))));
  }

  async function storedEvents(): Promise<readonly number[]> {
    const response = await fetch(`${suite.registry.url}/v1/events?node=${NODE}&newest=true&limit=1000`);
    const { events } = (await response.json()) as EventListJson;
    return events.map(({ seq }) => seq);
  }

  /** Resolves when the newest event is shown. */
  async function caughtUp(page: Page): Promise<void> {
    const [newest] = await storedEvents();
    await page.locator(`.event[data-seq="${newest}"]`).waitFor();
  }

  it('says so, comes back by itself, and has each event once', async () => {
    await runSteps(2);
    const page = await suite.open(`/nodes/${NODE}`);
    await connection(page, 'live');
    await caughtUp(page);

    await suite.registry.pause();
    await connection(page, 'reconnecting…');
    await seen(page.locator('h1'), NODE);
    expect(await page.locator('.disk').count(), 'what was read before is still shown').to.equal(1);

    await suite.registry.resume();
    await runSteps(3);
    await connection(page, 'live');
    await caughtUp(page);
    const stored = await storedEvents();
    expect(stored.length).to.be.greaterThan(10);
    await comesTo(() => shownEvents(page), stored);
  });

  it('loses none while it is restarted again and again under a busy node', async () => {
    const page = await suite.open(`/nodes/${NODE}`);
    await connection(page, 'live');
    for (let round = 0; round < 3; round += 1) {
      await runSteps(5);
      await suite.registry.pause(round === 1 ? 'SIGKILL' : 'SIGTERM');
      await suite.registry.resume();
    }
    await runSteps(1);
    await caughtUp(page);
    await connection(page, 'live');
    while (await page.getByRole('button', { name: 'Older events' }).isVisible())
      await page.getByRole('button', { name: 'Older events' }).click();
    const stored = await storedEvents();
    await page.locator(`.event[data-seq="${stored.at(-1)}"]`).waitFor();
    await comesTo(() => shownEvents(page), stored);
  });

  it('says what it could not read, and reads it as soon as it can', async () => {
    const page = await suite.open('/alarms');
    await connection(page, 'live');
    await suite.registry.pause();
    await connection(page, 'reconnecting…');
    await page.getByRole('link', { name: 'Volumes', exact: true }).click();
    await seen(
      page.getByRole('alert'),
      'Could not read the volumes: the registry does not answer. It is tried again.',
    );
    await suite.registry.resume();
    await gone(page.getByRole('alert'));
    await seen(page.locator('.nothing'), 'No volume is like that');
    await connection(page, 'live');
  });

  it('shows what happened while nobody looked at it, once somebody does', async () => {
    const page = await suite.open(`/nodes/${NODE}`);
    await page.clock.install();
    await page.reload();
    await connection(page, 'live');
    const look = async (state: string) =>
      await page.evaluate(`
        Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      `);
    await look('hidden');
    await page.clock.fastForward('02:00');
    await connection(page, 'paused');
    await runSteps(2);
    await look('visible');
    await page.clock.runFor(2000);
    await connection(page, 'live');
    await caughtUp(page);
    expect((await storedEvents()).slice(0, 20)).to.deep.equal((await shownEvents(page)).slice(0, 20));
  });
});
