import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { PageAgent } from '../support/page-agent.ts';
import { ALARMED_NODE, MAIN_NODE } from '../support/page-scene.ts';
import { comesTo, gone, pageSuite, seen, textsOf } from '../support/page-suite.ts';

const NEW_NODE = '5e7f0000-0000-4000-8000-0000000000ff';

function rows(page: Page) {
  return page.locator('.node-row');
}

async function names(page: Page): Promise<readonly string[]> {
  return await textsOf(page.locator('.node-row th a'));
}

describe('the list of nodes in a browser', () => {
  const suite = pageSuite({ hasScene: true });

  it('shows each node’s project, volumes, alarms, states, step, space and age', async () => {
    const page = await suite.open('/');
    await seen(page.locator('.extent'), '11 nodes');
    const row = (name: string) => rows(page).filter({ hasText: name });
    // States are counted by requests of their own, which end after the nodes are there.
    await seen(row(MAIN_NODE), /rack-07-u12.*payments\s*5\s*1 releasing\s*1 extending\s*1 reserved/s);
    await seen(row(ALARMED_NODE), /1 alarm\s*1 quarantined/);
    await seen(row('rack-07-u4'), /media\s*1\s*deploy_image\s*verify\s*75\s*%\s*1\.26\s*TiB/);
    const bar = rows(page).filter({ hasText: 'rack-07-u4' }).getByRole('progressbar');
    expect(await bar.getAttribute('aria-valuenow')).to.equal('75');
  });

  it('counts the volumes of the fleet that are not as they should be, and leads to them', async () => {
    const page = await suite.open('/');
    await seen(page.locator('.summary'), /1 quarantined.*1 missing/s);
    await page.locator('.summary a', { hasText: 'missing' }).click();
    await page.waitForURL(/\/volumes\?state=missing$/);
    await seen(page.locator('tbody tr'), 'data-7');
    expect(await page.locator('tbody tr').count()).to.equal(1);
  });

  it('is sorted by name at first, and by what is pressed', async () => {
    const page = await suite.open('/');
    await seen(page.locator('.extent'), '11 nodes');
    const byName = await names(page);
    expect(byName.slice(0, 2)).to.deep.equal(['rack-07-u1', 'rack-07-u2']);
    expect(byName.at(-1)).to.equal('rack-07-u13');
    await page.getByRole('button', { name: 'Alarms and states' }).click();
    expect((await names(page))[0]).to.equal('rack-07-u13');
    const head = page.getByRole('columnheader', { name: 'Alarms and states' });
    expect(await head.getAttribute('aria-sort')).to.equal('descending');
    await page.getByRole('button', { name: 'Node' }).click();
    await page.getByRole('button', { name: 'Node' }).click();
    expect((await names(page))[0]).to.equal('rack-07-u13');
  });

  it('is searched by name, volume and project from wherever the reader is', async () => {
    const page = await suite.open('/');
    await seen(page.locator('.extent'), '11 nodes');
    await page.keyboard.press('/');
    await page.keyboard.type('U12');
    await seen(page.locator('.extent'), /^1 node$/);
    await comesTo(() => names(page), ['rack-07-u12']);
    expect(new URL(page.url()).search).to.equal('?q=U12');

    await page.getByRole('searchbox').fill('cz20410m7l');
    await seen(page.locator('.node-row'), 'rack-07-u13');
    await seen(page.locator('.extent'), /^1 node$/);

    await page.getByRole('searchbox').fill('kafka');
    const found = page.getByRole('region', { name: 'Found elsewhere' });
    await seen(found.locator('li'), /extending\s*kafka/);
    await seen(page.locator('.nothing'), 'No node is like that');

    await page.getByRole('searchbox').fill('media');
    await found.getByRole('link', { name: 'nodes of project media' }).click();
    await seen(page.locator('.extent'), /^3 nodes$/);
    await comesTo(() => names(page), ['rack-07-u1', 'rack-07-u4', 'rack-07-u7']);
    await page.getByRole('button', { name: 'project media' }).click();
    await seen(page.locator('.extent'), '11 nodes');
  });

  it('is narrowed to nodes with alarms or a running step, and stays so when it is loaded again', async () => {
    const page = await suite.open('/?alarmed=true');
    await seen(page.locator('.extent'), /^1 node$/);
    await comesTo(() => names(page), ['rack-07-u13']);
    await page.reload();
    expect(await page.getByLabel('with alarms').isChecked()).to.equal(true);
    await page.getByLabel('with alarms').uncheck();
    await page.getByLabel('with a running step').check();
    await seen(page.locator('.node-row'), 'rack-07-u4');
    expect(new URL(page.url()).search).to.equal('?running=true');
  });

  it('has a node as soon as it is seen, and where it was found when the reader comes back', async () => {
    const page = await suite.open('/');
    await seen(page.locator('.extent'), '11 nodes');
    const agent = await PageAgent.connect(suite.registry.address, NEW_NODE);
    await agent.inventory([]);
    await seen(rows(page), NEW_NODE);
    await seen(page.locator('.extent'), '12 nodes');
    await page.getByRole('link', { name: NEW_NODE }).click();
    await page.waitForURL(new RegExp(`/nodes/${NEW_NODE}$`));
    await seen(page.locator('h1'), NEW_NODE);
    await page.goBack();
    await seen(page.locator('h1'), 'Nodes');
    await gone(page.locator('.facts'));
    await agent.close();
  });
});
