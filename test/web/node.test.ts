import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { MAIN_NODE } from '../support/page-scene.ts';
import { comesTo, gone, pageSuite, seen, styleOf, textsOf } from '../support/page-suite.ts';

const SYSTEM_DISK = '/dev/nvme0n1';

function parts(page: Page, device: string) {
  return page.getByRole('listbox', { name: `Parts of disk ${device}` }).getByRole('option');
}

async function labels(page: Page, device: string): Promise<readonly (string | null)[]> {
  const options = await parts(page, device).all();
  return await Promise.all(options.map((option) => option.getAttribute('aria-label')));
}

describe('a node in a browser', () => {
  const suite = pageSuite({ hasScene: true });

  async function openNode(): Promise<Page> {
    const page = await suite.open(`/nodes/${MAIN_NODE}`);
    await seen(page.locator('h1'), 'rack-07-u12');
    await seen(page.locator('.disk'), 'extending');
    return page;
  }

  it('has each disk as a bar whose parts say name, kind, state, size and place', async () => {
    const page = await openNode();
    await comesTo(
      () => labels(page, SYSTEM_DISK),
      [
        'table or gap 1 MiB, at 0 B',
        'esp 512 MiB, image or other partition, vfat, at 1 MiB',
        'boot 1 GiB, image or other partition, ext4, at 513 MiB',
        'root 240 GiB, image or other partition, ext4, at 1.5 GiB',
        'config-2 64 MiB, image or other partition, iso9660, at 241.5 GiB',
        'free 371 GiB, at 241.56 GiB',
        'backup 256 GiB, releasing, kept volume, xfs, at 612.49 GiB',
        'wal 120 GiB, available, kept volume, xfs, at 868.49 GiB',
        'postgres 800 GiB, available, kept volume, xfs, at 988.49 GiB',
        'table or gap 1.34 MiB, at 1,788.49 GiB',
        'bmv-catalog 1 MiB, catalog, at 1,788.49 GiB',
        'table or gap 1 MiB, at 1,788.5 GiB',
      ],
    );
    await comesTo(() => labels(page, '/dev/sda'), ['damaged or unknown 3.64 TiB, at 0 B']);
  });

  it('draws parts in proportion, and none too small to be seen', async () => {
    const page = await openNode();
    const boxes = await Promise.all((await parts(page, SYSTEM_DISK).all()).map((part) => part.boundingBox()));
    const widths = boxes.map((box) => box?.width ?? 0);
    const [postgres = 0, wal = 0] = [widths[8], widths[7]];
    // Each gives up a little for those that are drawn larger than they are.
    expect(postgres / wal).to.be.closeTo(800 / 120, 0.5);
    expect(Math.min(...widths)).to.be.at.least(5);
  });

  it('tells kinds of parts apart by pattern too, not by colour alone', async () => {
    const page = await openNode();
    const looks = async (kind: string) => {
      const fill = page.locator(`.bar .part-${kind} .part-fill`);
      const image = await styleOf(fill, 'background-image');
      const edge = await styleOf(fill, 'border-top-style');
      return `${image.replaceAll(/(rgba?|color|oklch)\([^)]*\)/g, 'colour')} ${edge}`;
    };
    const kinds = ['kept', 'image', 'free', 'damaged', 'catalog', 'unused'];
    const patterns = await Promise.all(kinds.map(looks));
    expect(new Set(patterns).size, patterns.join('\n')).to.equal(kinds.length);
  });

  it('is gone through by keys, with the focus to be seen and the same row of the table', async () => {
    const page = await openNode();
    await page
      .getByRole('option', { name: /^table or gap 1 MiB, at 0 B/ })
      .first()
      .focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-label')).to.match(/^boot 1 GiB, /);
    expect(await focused.getAttribute('aria-selected')).to.equal('true');
    expect(await styleOf(focused, 'outline-style')).to.equal('solid');
    await seen(page.locator('tr.chosen'), 'boot');
    await page.keyboard.press('End');
    expect(await focused.getAttribute('aria-label')).to.match(/^table or gap 1 MiB, at 1,788/);
    await page.keyboard.press('ArrowRight');
    expect(await focused.getAttribute('aria-label')).to.match(/^table or gap 1 MiB, at 1,788/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowLeft');
    expect(await focused.getAttribute('aria-label')).to.match(/^table or gap 1 MiB, at 0 B/);
    expect(
      await parts(page, SYSTEM_DISK).and(page.locator('[tabindex="0"]')).count(),
      'one stop for Tab',
    ).to.equal(1);
  });

  it('leads from a part to its volume, by Enter and by the table', async () => {
    const page = await openNode();
    await page.getByRole('option', { name: /^postgres 800 GiB, / }).focus();
    await page.keyboard.press('Enter');
    await seen(page.locator('h1'), 'postgres');
    await page.goBack();
    await page
      .getByRole('region', { name: `Table of disk ${SYSTEM_DISK}` })
      .getByRole('link', { name: 'wal' })
      .click();
    await seen(page.locator('h1'), 'wal');
  });

  it('has the same parts in a table, which can be closed', async () => {
    const page = await openNode();
    const table = page.getByRole('region', { name: 'Table of disk /dev/nvme1n1' });
    await comesTo(
      () => textsOf(table.locator('tbody tr')),
      [
        'table or gap table or gap 1 MiB 0 B',
        'free free 488 GiB 1 MiB',
        'kafka kept volume 1.07 TiB 488.49 GiB 127 xfs extending',
        'free free 200 GiB 1,588.49 GiB',
        'bmv-catalog catalog 1 MiB 1,788.49 GiB 128',
        'table or gap table or gap 1 MiB 1,788.5 GiB',
      ],
    );
    expect(await table.locator('data[title="1,181,116,006,400 bytes"]').count()).to.equal(1);
    await page.getByText('Table of 6 parts').click();
    await table.waitFor({ state: 'hidden' });
  });

  it('says what is wrong with a disk, and that nothing is written to it', async () => {
    const page = await openNode();
    const disk = page.getByRole('region', { name: 'Disk /dev/sda' });
    await seen(
      disk.locator('.verdicts li'),
      /nothing is written here both tables have wrong checksums.*GPT_BOTH_DAMAGED/s,
    );
  });

  it('says what its next step will do', async () => {
    const page = await openNode();
    const plan = page.getByRole('region', { name: 'Plan' });
    await seen(plan, 'make');
    await comesTo(
      () => textsOf(plan.locator('li')),
      [
        'make clickhouse 200 GiB, xfs, for /var/lib/clickhouse, on disk S64GNE0R400113',
        'extend kafka from 1.07 TiB to 1.22 TiB',
        'erase backup 256 GiB, by zero',
        'keep the other 2 volumes',
      ],
    );
  });

  it('has its volumes with state, project and place', async () => {
    const page = await openNode();
    const table = page.getByRole('region', { name: 'Table of volumes' });
    await seen(table, 'clickhouse');
    await comesTo(
      () => textsOf(table.locator('tbody tr')),
      [
        'backup releasing payments 256 GiB /dev/nvme0n1 xfs /srv/backup',
        'clickhouse reserved payments 200 GiB not placed yet xfs /var/lib/clickhouse',
        'kafka extending payments 1.07 TiB /dev/nvme1n1 xfs /var/lib/kafka',
        'postgres set ledger available payments 800 GiB /dev/nvme0n1 xfs /var/lib/postgresql',
        'wal set ledger available payments 120 GiB /dev/nvme0n1 xfs /var/lib/wal',
      ],
    );
  });

  it('has its steps and events, and each event in full for whoever opens it', async () => {
    const page = await openNode();
    await seen(page.locator('.row-item'), /failed\s*write_image\s*deploy\s*CHECKSUM_MISMATCH/);
    const event = page.locator('.event', { hasText: 'Step failed' });
    await event.locator('summary').click();
    await seen(event.locator('pre'), '"code": "CHECKSUM_MISMATCH"');
    await seen(event.locator('.event-more'), /Hash [0-9a-f]{64}/);
    const time = event.locator('time');
    expect(await time.getAttribute('title')).to.match(/^20\d\d-\d\d-\d\dT.*Z$/);
  });

  it('is the same after it is loaded again, and says where it leads nowhere', async () => {
    const page = await openNode();
    await page.reload();
    await seen(page.locator('h1'), 'rack-07-u12');
    await comesTo(() => page.title(), 'rack-07-u12 · baremetal-volumes');
    const nowhere = await suite.open('/nodes/00000000-0000-4000-8000-000000000000');
    await seen(nowhere.getByRole('alert'), /there is no node 00000000/);
    await nowhere.getByRole('link', { name: 'Nodes' }).first().click();
    await seen(nowhere.locator('.extent'), '11 nodes');
    await gone(nowhere.getByRole('alert'));
  });
});
