import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { readNodeFacts } from '../../../agent/channel/node-facts.ts';

describe('what a machine says of itself', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'bmv-facts-'));
  });
  afterEach(async () => await rm(root, { recursive: true }));
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };

  it('is its UUID, its serial number and the addresses of its own interfaces', async () => {
    await put('sys/class/dmi/id/product_uuid', '4C4C4544-0042-3510-8056-B4C04F503233\n');
    await put('sys/class/dmi/id/product_serial', ' 5B5PVP2 \n');
    for (const [name, address] of [
      ['eth1', '52:54:00:AA:00:02'],
      ['eth0', '52:54:00:aa:00:01'],
      // As the bond has it; its own is another.
      ['eth2', '52:54:00:aa:00:01'],
      ['ib0', `80:00:02:08:fe:80${':00'.repeat(13)}:01`],
    ] as const) {
      await put(`sys/class/net/${name}/address`, `${address}\n`);
      await put(`sys/class/net/${name}/device/vendor`, '0x8086\n');
    }
    await put('sys/class/net/eth2/bonding_slave/perm_hwaddr', '52:54:00:aa:00:03\n');
    await put('sys/class/net/lo/address', '00:00:00:00:00:00\n');
    await put('sys/class/net/bond0/address', '52:54:00:aa:00:01\n');
    expect(await readNodeFacts(root)).to.deep.equal({
      systemUuid: '4c4c4544-0042-3510-8056-b4c04f503233',
      systemSerial: '5B5PVP2',
      macAddresses: [
        ...['52:54:00:aa:00:01', '52:54:00:aa:00:02', '52:54:00:aa:00:03'],
        `80:00:02:08:fe:80${':00'.repeat(13)}:01`,
      ],
    });
  });

  it('is nothing where it says nothing, or what is no UUID', async () => {
    const nothing = { systemUuid: '', systemSerial: '', macAddresses: [] };
    expect(await readNodeFacts(root)).to.deep.equal(nothing);
    await put('sys/class/dmi/id/product_uuid', 'Not Settable\n');
    await put('sys/class/net/eth0/address', '\n');
    await put('sys/class/net/eth0/device/vendor', '');
    expect(await readNodeFacts(root)).to.deep.equal(nothing);
  });
});
