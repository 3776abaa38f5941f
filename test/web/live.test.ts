import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { PageAgent } from '../support/page-agent.ts';
import { GIB, MIB, type PageDisk, volumeReport } from '../support/page-disks.ts';
import { comesTo, gone, pageSuite, seen, textsOf } from '../support/page-suite.ts';

const NODE = '5e7f2222-0000-4000-8000-000000000001';

const DISK: PageDisk = {
  ...{ device: '/dev/vda', model: 'disk', serial: 'LIVE1', sizeBytes: 100 * GIB, volumes: [] },
  image: [{ name: 'root', bytes: 8 * GIB, filesystem: 'ext4' }],
};

async function titles(page: Page): Promise<readonly string[]> {
  return await textsOf(page.locator('.event-title'));
}

describe('what happens, as it is seen in a browser', () => {
  const suite = pageSuite();

  it('is the life of a node: it reports, gets a volume, runs a step, and fails one', async () => {
    const fleet = await suite.open('/');
    await seen(fleet.locator('.nothing'), 'No node has reported yet');
    const agent = await PageAgent.connect(suite.registry.address, NODE);
    await agent.inventory([DISK]);
    await seen(fleet.locator('.node-row'), NODE);

    const page = await suite.open(`/nodes/${NODE}`);
    await seen(page.locator('.sign'), 'agent connected');
    await seen(page.locator('.disk'), '/dev/vda');
    await seen(page.locator('.nothing'), 'Nothing was asked for');

    const volume = await suite.registry.reserve({
      ...{ name: 'data', project: 'web', node: NODE, size_bytes: 20 * GIB, filesystem: 'xfs' },
    });
    await seen(page.getByRole('region', { name: 'Plan' }), /make\s*data\s*20 GiB, xfs, on disk LIVE1/);
    await seen(page.locator('.event-title'), 'Volume reserved');

    await agent.startStep('create_volumes');
    await seen(page.locator('.running'), 'create_volumes');
    await agent.progress('write', 5 * GIB, 20 * GIB);
    await seen(page.locator('.running'), /write, 5 GiB of 20 GiB.*25 %/s);
    await seen(fleet.locator('.node-row'), /create_volumes write\s*25 %/);
    await agent.progress('write', 15 * GIB, 20 * GIB);
    await seen(page.locator('.running'), /write, 15 GiB of 20 GiB.*75 %/s);
    const bar = page.getByRole('progressbar');
    expect(await bar.getAttribute('aria-valuenow')).to.equal('75');
    expect(await bar.getAttribute('aria-valuetext')).to.equal('write, 15 GiB of 20 GiB');
    await seen(fleet.locator('.node-row'), /75 %/);

    const made = volumeReport({
      ...{
        id: volume.id,
        name: 'data',
        number: 127,
        offset: 100 * GIB - 20 * GIB - 4 * MIB,
        length: 20 * GIB,
      },
    });
    await agent.changed('created', made, { ...DISK, volumes: [made] });
    await agent.inventory([{ ...DISK, volumes: [made] }]);
    await agent.endStep('create_volumes');
    await page.getByRole('option', { name: /^data 20 GiB, available, kept volume, xfs, at / }).waitFor();
    await gone(page.locator('.running'));
    await seen(page.locator('.row-item'), /succeeded\s*create_volumes/);
    await seen(page.getByRole('region', { name: 'Plan' }), 'nothing is to be changed');
    await comesTo(
      () => titles(page),
      [
        ...[
          'Step finished',
          'Volume created',
          'Step started',
          'Volume reserved',
          'Disk found',
          'Node first seen',
        ],
      ],
    );

    await agent.startStep('write_image');
    await agent.endStep('write_image', {
      code: 'IMAGE_UNREACHABLE',
      message: 'the image server does not answer',
    });
    await seen(
      page.locator('.row-item'),
      /failed\s*write_image\s*deploy\s*IMAGE_UNREACHABLE the image server/,
    );
    await gone(fleet.locator('.node-row .progress'));
    await agent.close();
  });

  it('is a volume that is lost, raises an alarm, and is found again', async () => {
    const node = '5e7f2222-0000-4000-8000-000000000002';
    const disk = { ...DISK, serial: 'LIVE2' };
    const agent = await PageAgent.connect(suite.registry.address, node);
    await agent.inventory([disk]);
    const volume = await suite.registry.reserve({ name: 'lost', project: 'web', node, size_bytes: GIB });
    const made = volumeReport({
      ...{ id: volume.id, name: 'lost', number: 127, offset: 50 * GIB, length: GIB, filesystem: 'none' },
    });
    await agent.changed('created', made, disk);
    await agent.inventory([{ ...disk, volumes: [made] }]);
    const page = await suite.open(`/volumes/${volume.id}`);
    await seen(page.locator('.view-head'), 'available');

    await agent.inventory([]);
    await seen(page.locator('.view-head'), 'missing');
    await seen(page.locator('.meaning'), 'No disk of its node shows it now');
    await seen(page.locator('.ways'), `bmv volumes release ${volume.id} --erase zero`);
    await agent.inventory([{ ...disk, volumes: [made] }]);
    await seen(page.locator('.view-head'), 'available');
    await gone(page.locator('.ways'));
    await comesTo(
      () => titles(page),
      [...['Volume found again', 'Volume missing', 'Volume created', 'Volume reserved']],
    );

    const stray = volumeReport({
      id: randomUUID(),
      name: 'stray',
      number: 126,
      offset: 20 * GIB,
      length: GIB,
    });
    await agent.inventory([{ ...disk, volumes: [made, stray] }]);
    await seen(page.locator('.menu'), /Alarms\s*1/);
    await agent.close();
  });
});
