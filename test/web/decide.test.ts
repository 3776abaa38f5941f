import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { bmvDone } from '../support/bmv.ts';
import { ALARMED_NODE } from '../support/page-scene.ts';
import { comesTo, gone, pageSuite, seen, textsOf } from '../support/page-suite.ts';

async function commands(page: Page): Promise<readonly string[]> {
  await page.locator('.command').first().waitFor();
  return await textsOf(page.locator('.command code'));
}

describe('an alarm in a browser', () => {
  const suite = pageSuite({ hasScene: true });

  it('says what was seen, and the commands that are the ways out', async () => {
    const page = await suite.open('/alarms');
    await seen(page.locator('.alarm'), 'A volume that nobody asked for');
    await seen(page.locator('.alarm-message'), 'claims volume "old-database"');
    const [accept = '', release = '', ignore = ''] = await commands(page);
    expect(accept).to.match(/^bmv volumes resolve [0-9a-f-]{36} --accept PROJECT$/);
    expect(release).to.match(/^bmv volumes resolve [0-9a-f-]{36} --release --erase zero$/);
    expect(ignore).to.match(/^bmv volumes resolve [0-9a-f-]{36} --ignore$/);
    await page.getByRole('link', { name: `node ${ALARMED_NODE}` }).click();
    await seen(page.locator('.alarm'), 'A volume that nobody asked for');
    await comesTo(async () => (await commands(page)).length, 3);
    await page.getByRole('link', { name: 'volume old-database' }).click();
    await seen(page.locator('.view-head'), 'quarantined');
    await comesTo(async () => (await commands(page)).length, 3);
  });

  it('is copied to the clipboard as it is', async () => {
    const page = await suite.open('/alarms', { permissions: ['clipboard-read', 'clipboard-write'] });
    await seen(page.locator('.command'), '--accept');
    const [accept = ''] = await commands(page);
    await page.getByRole('button', { name: `Copy ${accept}` }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).to.equal(accept);
  });

  it('is gone from every view when the command that it names has been run', async () => {
    const list = await suite.open('/alarms');
    const [accept = ''] = await commands(list);
    const node = await suite.open(`/nodes/${ALARMED_NODE}`);
    await seen(node.locator('.alarm'), 'A volume that nobody asked for');
    await seen(list.locator('.menu .count'), '1');

    const words = accept.replace('PROJECT', 'archive').split(' ').slice(1);
    await bmvDone(...words, '--registry', suite.registry.url);

    await seen(list.locator('.nothing'), 'No alarm is open');
    await gone(list.locator('.menu .count'));
    await gone(node.locator('.alarm'));
    await node.getByRole('option', { name: /^old-database 400 GiB, available, kept volume/ }).waitFor();
    await seen(node.locator('.event-title'), 'Alarm resolved');
    await list.getByRole('link', { name: 'Resolved' }).click();
    await seen(list.locator('.alarm-resolved'), /accepted by .*\d\d:\d\d:\d\d/s);
  });
});
