import { expect } from 'chai';
import { pageSuite, seen } from '../support/page-suite.ts';

const COUNT = 10_000;

function uuidOf(number: number): string {
  return `5e7f1111-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

describe('ten thousand nodes in a browser', () => {
  const suite = pageSuite();

  before(async () => {
    await suite.registry.withStore(async (store) => {
      for (let first = 0; first < COUNT; first += 500)
        await store.transaction(async ({ bulk, nowMs }) => {
          for (let number = first; number < first + 500; number += 1)
            await bulk.insertNew('nodes', {
              ...{
                uuid: uuidOf(number),
                name: `node-${number}`,
                system_uuid: '',
                system_serial: `SN${number}`,
              },
              ...{ mac_addresses: '[]', first_seen_ms: nowMs, generation: 1 },
            });
        });
    });
  });

  it('are all in the list, of which only what can be seen is there', async () => {
    const page = await suite.open('/');
    await seen(page.locator('.node-row'), 'node-');
    await seen(page.locator('.extent'), '10,000 nodes');
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).to.equal('10001');
    expect(await page.locator('.node-row').count()).to.be.lessThan(80);
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await seen(page.locator('.node-row'), 'node-9999');
    expect(await page.locator('.node-row').count()).to.be.lessThan(80);
    const last = page.locator('.node-row', { hasText: 'node-9999' });
    expect(await last.getAttribute('aria-rowindex')).to.equal('10001');
  });

  it('are read in pages behind each other, the first of them small', async () => {
    const page = await suite.open('/alarms');
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/v1/nodes')
        asked.push(`${searchParams.get('after') ?? 'first'} ${searchParams.get('limit')}`);
    });
    await page.getByRole('link', { name: 'Nodes' }).click();
    await seen(page.locator('.extent'), '10,000 nodes');
    expect(asked.slice(0, 3)).to.deep.equal(['first 100', `${uuidOf(99)} 500`, `${uuidOf(599)} 500`]);
    expect(asked).to.have.lengthOf(21);
  });

  it('are searched by the registry', async () => {
    const page = await suite.open('/?q=SN1234');
    await seen(page.locator('.extent'), /^1 node$/);
    await seen(page.locator('.node-row'), 'node-1234');
  });
});
