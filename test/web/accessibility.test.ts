import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { ALARMED_NODE, MAIN_NODE } from '../support/page-scene.ts';
import { comesTo, connection, pageSuite, seen, textsOf } from '../support/page-suite.ts';

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

interface Findings {
  readonly violations: readonly Finding[];
  readonly passes: readonly Finding[];
}

/** All rules of axe, those of WCAG 2.2 and best practice among them. */
async function axe(page: Page): Promise<Findings> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // Not as an element: the page's policy lets no other script in.
  await page.evaluate(source);
  return (await page.evaluate('axe.run(document, { reporter: "v2" })')) as Findings;
}

function told({ violations }: Findings): readonly string[] {
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`),
  );
}

const SCHEMES = ['light', 'dark'] as const;

describe('the page for everybody', () => {
  const suite = pageSuite({ hasScene: true });

  /** Views, each with something that is seen when it has been read. */
  const views: Readonly<Record<string, { readonly address: () => Promise<string>; readonly shows: RegExp }>> =
    {
      'the list of nodes': { address: async () => '/', shows: /rack-07-u13/ },
      'a search': { address: async () => '/?q=data', shows: /data-7/ },
      'an empty list': { address: async () => '/?q=nothing-is-called-that', shows: /No node is like that/ },
      'a node': { address: async () => `/nodes/${MAIN_NODE}`, shows: /kafka.*Node first seen/s },
      'a node with an alarm': { address: async () => `/nodes/${ALARMED_NODE}`, shows: /bmv volumes resolve/ },
      'a node that there is not': {
        address: async () => '/nodes/00000000-0000-4000-8000-000000000000',
        shows: /there is no node/,
      },
      'the list of volumes': { address: async () => '/volumes', shows: /old-database/ },
      'a volume': { address: async () => await volumeAddress('postgres'), shows: /History.*Volume created/s },
      'a volume in quarantine': {
        address: async () => await volumeAddress('old-database'),
        shows: /bmv volumes resolve/,
      },
      'the list of alarms': { address: async () => '/alarms', shows: /bmv volumes resolve/ },
      'resolved alarms': { address: async () => '/alarms?open=false', shows: /No alarm was ever resolved/ },
      'an address that leads to nothing': { address: async () => '/nodes/x', shows: /leads to nothing/ },
    };

  async function volumeAddress(name: string): Promise<string> {
    const response = await fetch(`${suite.registry.url}/v1/volumes?q=${name}`);
    const { volumes } = (await response.json()) as { readonly volumes: readonly { readonly id: string }[] };
    return `/volumes/${volumes[0]?.id}`;
  }

  for (const colorScheme of SCHEMES)
    for (const [name, { address, shows }] of Object.entries(views))
      it(`has nothing that axe objects to in ${name}, ${colorScheme}`, async () => {
        const page = await suite.open(await address(), { colorScheme });
        await seen(page.locator('#page'), shows);
        await connection(page, 'live');
        const findings = await axe(page);
        expect(told(findings)).to.deep.equal([]);
        expect(findings.passes.length, 'rules that were looked at').to.be.greaterThan(15);
      });

  it('has nothing that axe objects to while a step runs and a part is chosen', async () => {
    await suite.agent.startStep('write_image');
    await suite.agent.progress('write', 5_000_000_000);
    for (const colorScheme of SCHEMES) {
      const page = await suite.open(`/nodes/${MAIN_NODE}`, { colorScheme });
      await seen(page.locator('.running'), 'write_image');
      await page.getByRole('option', { name: /^postgres/ }).click();
      await page.locator('.event summary').first().click();
      expect(told(await axe(page)), colorScheme).to.deep.equal([]);
    }
  });

  it('has nothing that axe objects to in a narrow window', async () => {
    for (const address of ['/', `/nodes/${MAIN_NODE}`, '/alarms', await volumeAddress('kafka')]) {
      const page = await suite.open(address, { viewport: { width: 360, height: 700 } });
      await connection(page, '');
      await page.locator('.rack, .node-row, .disk, .alarm').first().waitFor();
      expect(told(await axe(page)), address).to.deep.equal([]);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width, `${address} is no wider than the window`).to.be.at.most(360);
    }
  });

  it('tells where a reader is when a view changes: title, heading, focus', async () => {
    const page = await suite.open('/');
    await page.getByRole('link', { name: 'Alarms' }).click();
    await seen(page.locator('h1:focus'), 'Alarms');
    await comesTo(() => page.title(), 'Alarms · baremetal-volumes');
    expect(await page.getByRole('link', { name: 'Alarms' }).getAttribute('aria-current')).to.equal('page');
    expect(await page.locator('.connection').getAttribute('role')).to.equal('status');
  });

  it('is gone through by Tab: to the content, the views, the search, the table', async () => {
    const page = await suite.open('/');
    await seen(page.locator('.node-row'), 'rack-07-u1');
    const stops: string[] = [];
    for (let press = 0; press < 18; press += 1) {
      await page.keyboard.press('Tab');
      const stop = page.locator(':focus');
      stops.push((await stop.getAttribute('aria-label')) ?? (await textsOf(stop)).join());
    }
    const text = stops.join(' > ');
    expect(text).to.match(/^Skip to content > baremetal-volumes > Nodes > Volumes > Alarms/);
    expect(text).to.match(/quarantined.*Search name.*> Node/s);
  });
});
