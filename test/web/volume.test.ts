import { randomUUID } from 'node:crypto';
import { PageAgent } from '../support/page-agent.ts';
import { GIB, type PageDisk, volumeReport } from '../support/page-disks.ts';
import { gone, pageSuite, seen } from '../support/page-suite.ts';

const NODE = '5e7f4444-0000-4000-8000-000000000001';
const DISK: PageDisk = {
  ...{ device: '/dev/vda', model: 'disk', serial: 'TOLD1', sizeBytes: 100 * GIB, volumes: [], image: [] },
};

describe('a volume in a browser', () => {
  const suite = pageSuite();

  it('shows who can read it, and how instances are told of it: before it is made and when its disk says it', async () => {
    const agent = await PageAgent.connect(suite.registry.address, NODE);
    await agent.inventory([DISK]);
    const of = { project: 'web', node: NODE, size_bytes: 20 * GIB };
    const files = await suite.registry.reserve({
      ...{ ...of, id: randomUUID(), name: 'files', filesystem: 'ext4', mount_point: '/srv' },
      tell: ['gpt-auto', 'fstab'],
    });
    const secret = await suite.registry.reserve({ ...of, name: 'secret', encryption: 'opaque' });

    const node = await suite.open(`/nodes/${NODE}`);
    const plan = node.getByRole('region', { name: 'Plan' });
    await seen(plan, /make\s*files\s*20 GiB, ext4, for \/srv by gpt-auto and fstab, on disk TOLD1/);
    await seen(plan, /make\s*secret\s*20 GiB, encrypted \(opaque\), on disk TOLD1/);

    const list = await suite.open('/volumes');
    await seen(list.locator('tbody tr', { hasText: 'secret' }).locator('.badge'), 'opaque');
    await seen(list.locator('tbody tr', { hasText: 'files' }), 'reserved');
    await gone(list.locator('tbody tr', { hasText: 'files' }).locator('.badge', { hasText: 'opaque' }));

    const locked = await suite.open(`/volumes/${secret.id}`);
    await seen(locked.locator('.facts div'), /Encryption\s*opaque: by its project/);
    await gone(locked.locator('.facts div', { hasText: 'Instances are told by' }));

    const page = await suite.open(`/volumes/${files.id}`);
    const told = page.locator('.facts div', { hasText: 'Instances are told by' });
    await seen(told, 'gpt-auto, fstab');
    const made = volumeReport({
      ...{ id: files.id, name: 'files', number: 127, offset: 70 * GIB, length: 20 * GIB },
      ...{ filesystem: 'ext4', mountPoint: '/srv', tell: ['gpt-auto', 'fstab'] },
    });
    const disk = { ...DISK, volumes: [made] };
    await agent.changed('created', made, disk);
    await seen(page.locator('.view-head'), 'available');
    await agent.inventory([{ ...disk, volumes: [{ ...made, tell: ['ignition'] as const }] }]);
    await seen(told, /ignition$/);
    await seen(page.locator('.event-title'), 'Volume changed');
    await agent.close();
  });
});
